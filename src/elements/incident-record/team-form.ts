import { html } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Ref } from '../../core/incident.js';
import type { Participant } from '../../core/participant.js';
import type { IncidentStore } from '../../store/types.js';
import type { DraftData } from '../../ui/draft.js';
import { LastUsed } from '../../ui/last-used.js';
import type { Chosen } from '../../ui/chosen.js';
import { asChosen, sourceOf } from '../../ui/chosen.js';
import { LookUp } from '../../ui/look-up.js';
import type { FactSpeech } from './record-facts.js';

export interface TeamFormOptions {
  readonly speech: () => FactSpeech;
  readonly store: () => IncidentStore | undefined;
  readonly offline: () => boolean;
  /** The parts there are. */
  readonly roles: () => readonly Ref[];
  /** A part in words. */
  readonly word: (role: string) => string;
  /** What has been filled in, by name. */
  readonly values: () => DraftData;
  readonly set: (name: string, value: unknown) => void;
  /** What is wrong with the person. */
  readonly problem: () => string | undefined;
}

/** What somebody new in the team is asked for: which part, and who. */
export class TeamForm {
  readonly #with: TeamFormOptions;
  readonly #people: LookUp;

  constructor(host: LitElement, options: TeamFormOptions) {
    this.#with = options;
    this.#people = new LookUp(host, {
      id: 'team-person',
      terms: () => options.speech().terms,
      source: () => sourceOf(options.store()?.adapter, 'people'),
      offline: options.offline,
      lastUsed: new LastUsed(host, { store: options.store, operation: () => 'people' }),
      changed: (chosen) => options.set('person', chosen ?? null),
    });
  }

  /** Before the sheet is filled in: who was chosen for another part is forgotten. */
  begin(): void {
    this.#people.value = undefined;
  }

  /** Shows what a draft has brought back. */
  follow(): void {
    this.#people.follow(this.#held);
  }

  get #held(): Chosen | undefined {
    return asChosen(this.#with.values()['person']);
  }

  get #role(): string | undefined {
    const roles = this.#with.roles();
    return (roles.find(({ id }) => id === this.#with.values()['role']) ?? roles[0])?.id;
  }

  /** What was answered; undefined while nobody is named. */
  answer(): Participant | undefined {
    const [role, held] = [this.#role, this.#held];
    if (role === undefined || !held || held.label.trim() === '') return undefined;
    const { id = held.label.trim(), label } = held;
    const email = held.id !== undefined && held.hint?.includes('@') ? held.hint : undefined;
    return { role, person: { id, name: label, ...(email === undefined ? {} : { email }) } };
  }

  render(): TemplateResult {
    const { record: words } = this.#with.speech().terms;
    const present = this.#role;
    return html`<div class="field">
        <label class="label" for="team-role">${words.teamRole}</label>
        <select
          id="team-role"
          class="input"
          @change=${(event: Event) => this.#with.set('role', (event.target as HTMLSelectElement).value)}
        >
          ${this.#with
            .roles()
            .map(
              ({ id }) =>
                html`<option value=${id} ?selected=${id === present}>${this.#with.word(id)}</option>`,
            )}
        </select>
      </div>
      ${this.#people.render({ label: words.teamPerson, required: true, problem: this.#with.problem() })}`;
  }
}
