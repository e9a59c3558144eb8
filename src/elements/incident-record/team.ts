import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { Person, Ref } from '../../core/incident.js';
import type { Participant, ParticipantChange } from '../../core/participant.js';
import { isSamePart } from '../../core/participant.js';
import type { IncidentStore, Refreshable } from '../../store/types.js';
import { incidentParticipants } from '../../store/views/participants.js';
import type { ParticipantsState, ParticipantView } from '../../store/views/participants.js';
import { keep, LiveController } from '../../ui/live.js';
import { Section } from './section.js';
import type { SectionOptions } from './section.js';
import { TeamForm } from './team-form.js';
import type { UnsentScene } from './unsent-row.js';
import { renderUnsent } from './unsent-row.js';

/** What the team needs of its surroundings. */
export interface TeamOptions extends SectionOptions {
  /** The parts the backend tells with its description. */
  readonly described: () => readonly Ref[] | undefined;
  readonly caller: () => Person | undefined;
}

/**
 * Who has which part in a record's incident. Somebody is chosen by a look-up and given a part, and it is taken away again,
 * where the backend can.
 */
export class Team implements ReactiveController {
  readonly #with: TeamOptions;
  readonly #view = keep((store: IncidentStore, id: string) => store.open(incidentParticipants, id));
  readonly #team: LiveController<Refreshable<ParticipantsState>>;
  readonly #section: Section;
  readonly #form: TeamForm;
  /** What is wrong with who was named; said after the first attempt. */
  #problem: string | undefined;

  constructor(host: LitElement, options: TeamOptions) {
    this.#with = options;
    this.#team = new LiveController(host, () => {
      const store = options.store();
      return store?.adapter.participants && options.id() !== '' ? this.#view(store, options.id()) : undefined;
    });
    this.#section = new Section(host, 'team', options);
    this.#form = new TeamForm(host, {
      speech: options.speech,
      store: options.store,
      offline: options.offline,
      roles: () => this.#roles,
      word: (role) => this.#word(role),
      values: () => this.#section.sheet.values,
      set: (name, value) => {
        this.#problem = undefined;
        this.#section.sheet.set(name, value);
      },
      problem: () => this.#problem,
    });
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#section.sheet.step !== undefined) this.#form.follow();
  }

  refresh(): Promise<void> | undefined {
    return this.#team.source?.refresh();
  }

  /** The backend's parts, or else the policy's. */
  get #roles(): readonly Ref[] {
    const { traits } = this.#with.store()?.adapter ?? {};
    return this.#with.described() ?? traits?.participantRoles ?? this.#with.speech().policy.participantRoles;
  }

  #word(role: string): string {
    const { participantRole: words } = this.#with.speech().terms;
    const own = Object.hasOwn(words, role) ? words[role] : undefined;
    return own ?? this.#roles.find(({ id }) => id === role)?.label ?? role;
  }

  /** The caller among those it was reported by: taken away here, the record would be without a caller. */
  #isCaller(one: Participant): boolean {
    const person = this.#with.caller();
    return person !== undefined && isSamePart(one, { person, role: 'requestor' });
  }

  #name({ person, role }: Participant): string {
    return this.#with.speech().terms.record.teamName(person.name, this.#word(role));
  }

  readonly #begin = (): void => {
    this.#problem = undefined;
    this.#form.begin();
  };

  async #submit(): Promise<void> {
    if (this.#section.deeds.busy) return;
    const { issue, record: words } = this.#with.speech().terms;
    const part = this.#form.answer();
    const team = this.#team.value?.participants ?? [];
    const isThere = part && team.some((one) => isSamePart(one, part) && !one.gone);
    if (!part || isThere) {
      this.#problem = part ? words.teamThere(this.#name(part)) : issue['required'];
      await this.#section.point('team-person');
      return;
    }
    await this.#section.sheet.send((key) => this.#save(part, key));
  }

  async #remove({ person, role }: ParticipantView): Promise<void> {
    if (await this.#save({ person, role, gone: true })) await this.#section.back();
  }

  /** Hands a change to the outbox; true when it is stored. */
  #save(change: ParticipantChange, key?: string): Promise<boolean> {
    const { record: words } = this.#with.speech().terms;
    const name = this.#name(change);
    return this.#section.deeds.save(async (store) => {
      const sent = await store.saveParticipant(this.#with.id(), change, key);
      void this.#section.tell(name, sent, words[change.gone ? 'teamRemoved' : 'teamAdded'](name));
    });
  }

  /** Nothing where nobody takes part and nobody can be added. */
  /** How many there are. */
  get size(): number {
    return this.#team.value?.participants?.length ?? 0;
  }

  render(canEdit: boolean): TemplateResult | typeof nothing {
    const { state, participants = [] } = this.#team.value ?? {};
    const { saveParticipant } = this.#with.store()?.adapter ?? {};
    const { terms } = this.#with.speech();
    const { record: words } = terms;
    const failed = state === 'error';
    const canSave = canEdit && saveParticipant !== undefined;
    const adds = canSave && this.#roles.length > 0;
    if (participants.length === 0 && !failed && !(adds && state !== undefined)) return nothing;
    return html`<section part="section" data-section="team" aria-labelledby="section-team">
      ${this.#section.renderHeading(words.team)}
      ${failed ? html`<p class="muted">${words.teamFailed}</p>` : nothing}
      ${this.#renderTeam(participants, canSave)}
      ${
        canEdit && !saveParticipant && participants.length > 0
          ? html`<p class="muted meta">${terms.recordLock.field}</p>`
          : nothing
      }
      ${adds ? this.#renderAdding() : nothing} ${this.#section.renderFault()}
    </section>`;
  }

  /** The parts in their order, those nobody knows here at the end. */
  #renderTeam(team: readonly ParticipantView[], canSave: boolean): TemplateResult | typeof nothing {
    const named = this.#roles.map(({ id }) => id);
    const scene = this.#section.unsent;
    return this.#section.renderRows(
      [...new Set([...named, ...team.map(({ role }) => role)])].map((name) => ({
        name,
        label: this.#word(name),
        rows: team.filter(({ role }) => role === name).map((one) => this.#renderOne(one, canSave, scene)),
      })),
    );
  }

  #renderOne(one: ParticipantView, canSave: boolean, scene: UnsentScene): TemplateResult {
    const { record: words } = scene.speech.terms;
    return html`<li>
      <div class="link-row">
        <bdi>${one.person.name}</bdi>
        ${
          canSave && one.pending === undefined && !this.#isCaller(one)
            ? html`<button
                type="button"
                class="button small plain"
                data-leaves=${one.person.id}
                aria-label=${words.teamRemoveOf(this.#name(one))}
                @click=${() => void this.#remove(one)}
              >
                ${words.teamRemove}
              </button>`
            : nothing
        }
      </div>
      ${renderUnsent(one, { going: words.teamGoing }, scene)}
    </li>`;
  }

  #renderAdding(): TemplateResult {
    const { record: words } = this.#with.speech().terms;
    return this.#section.renderAdding(words.teamAdd, this.#begin, {
      fields: () => this.#form.render(),
      submit: words.teamAddIt,
      submitted: () => void this.#submit(),
    });
  }
}
