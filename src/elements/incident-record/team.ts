import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { Ref } from '../../core/incident.js';
import type { Participant, ParticipantChange } from '../../core/participant.js';
import { isSamePart } from '../../core/participant.js';
import type { IncidentStore, OutboxState, Refreshable, Submitted } from '../../store/types.js';
import { incidentParticipants } from '../../store/views/participants.js';
import type { ParticipantsState, ParticipantView } from '../../store/views/participants.js';
import { keep, LiveController } from '../../ui/live.js';
import { Sheet } from '../../ui/sheet.js';
import { Deeds } from './deeds.js';
import type { FactSpeech } from './record-facts.js';
import { TeamForm } from './team-form.js';
import type { UnsentScene } from './unsent-row.js';
import { renderUnsent } from './unsent-row.js';

/** What the team needs of its surroundings. */
export interface TeamOptions {
  readonly speech: () => FactSpeech;
  readonly store: () => IncidentStore | undefined;
  readonly outbox: () => OutboxState | undefined;
  /** Id of the incident that is shown; empty for none. */
  readonly id: () => string;
  /** The parts the backend tells with its description. */
  readonly described: () => readonly Ref[] | undefined;
  readonly offline: () => boolean;
  readonly say: (message: string) => void;
}

/** The only step of the sheet. */
const adding = 'team';

/**
 * Who has which part in a record's incident. Somebody is chosen by a look-up and given a part, and it is taken away again,
 * where the backend can.
 */
export class Team implements ReactiveController {
  readonly #host: LitElement;
  readonly #with: TeamOptions;
  readonly #view = keep((store: IncidentStore, id: string) => store.open(incidentParticipants, id));
  readonly #team: LiveController<Refreshable<ParticipantsState>>;
  readonly #sheet: Sheet;
  readonly #form: TeamForm;
  readonly #deeds: Deeds;
  /** What is wrong with who was named; said after the first attempt. */
  #problem: string | undefined;

  constructor(host: LitElement, options: TeamOptions) {
    this.#host = host;
    this.#with = options;
    this.#deeds = new Deeds(host, options.store);
    this.#team = new LiveController(host, () => {
      const store = options.store();
      return store?.adapter.participants && options.id() !== '' ? this.#view(store, options.id()) : undefined;
    });
    this.#sheet = new Sheet(host, {
      name: 'team-sheet',
      terms: () => options.speech().terms,
      drafts: () => options.store()?.drafts,
      author: () => options.store()?.author,
      kept: () => options.store()?.status.value.storage === 'durable',
      scope: () => `team:${options.id()}`,
      fallback: () => this.#heading,
    });
    this.#form = new TeamForm(host, {
      speech: options.speech,
      store: options.store,
      offline: options.offline,
      roles: () => this.#roles,
      word: (role) => this.#word(role),
      values: () => this.#sheet.values,
      set: (name, value) => {
        this.#problem = undefined;
        this.#sheet.set(name, value);
      },
      problem: () => this.#problem,
    });
    host.addController(this);
  }

  hostUpdate(): void {
    if (this.#sheet.step !== undefined) this.#form.follow();
  }

  refresh(): Promise<void> | undefined {
    return this.#team.source?.refresh();
  }

  get #heading(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('#section-team');
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

  #name({ person, role }: Participant): string {
    return this.#with.speech().terms.record.teamName(person.name, this.#word(role));
  }

  #open(opener: HTMLElement): void {
    this.#deeds.forget();
    this.#problem = undefined;
    this.#form.begin();
    this.#sheet.open(adding, opener);
  }

  async #submit(): Promise<void> {
    if (this.#deeds.busy) return;
    const { issue, record: words } = this.#with.speech().terms;
    const part = this.#form.answer();
    const team = this.#team.value?.participants ?? [];
    const isThere = part && team.some((one) => isSamePart(one, part) && !one.gone);
    if (!part || isThere) {
      this.#problem = part ? words.teamThere(this.#name(part)) : issue['required'];
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      this.#host.renderRoot.querySelector<HTMLElement>('#team-person')?.focus();
      return;
    }
    await this.#sheet.send((key) => this.#save(part, key));
  }

  async #remove({ person, role }: ParticipantView): Promise<void> {
    if (!(await this.#save({ person, role, gone: true }))) return;
    await this.#back();
  }

  /** Keeps the keyboard's place where a button is gone with what it was about. */
  async #back(): Promise<void> {
    await this.#host.updateComplete;
    (this.#host.renderRoot.querySelector<HTMLElement>('#team-add') ?? this.#heading)?.focus();
  }

  /** Hands a change to the outbox; true when it is stored. */
  #save(change: ParticipantChange, key?: string): Promise<boolean> {
    return this.#deeds.save(async (store) => {
      void this.#tell(change, await store.saveParticipant(this.#with.id(), change, key));
    });
  }

  /** Says what became of it. */
  async #tell(change: ParticipantChange, { outcome }: Submitted): Promise<void> {
    const { record: words, pending } = this.#with.speech().terms;
    const name = this.#name(change);
    if (this.#with.offline()) this.#with.say(words.waiting(name));
    const { state } = await outcome;
    if (state === 'confirmed') this.#with.say(words[change.gone ? 'teamRemoved' : 'teamAdded'](name));
    else if (state !== 'discarded') this.#with.say(`${name}: ${pending[state]}`);
  }

  /** Nothing where nobody takes part and nobody can be added. */
  render(canEdit: boolean): TemplateResult | typeof nothing {
    const { state, participants = [] } = this.#team.value ?? {};
    const { saveParticipant } = this.#with.store()?.adapter ?? {};
    const { terms } = this.#with.speech();
    const { record: words } = terms;
    const failed = state === 'error';
    const canSave = canEdit && saveParticipant !== undefined;
    const adds = canSave && this.#roles.length > 0;
    if (participants.length === 0 && !failed && !(adds && state !== undefined)) return nothing;
    const { error } = this.#deeds;
    return html`<section part="section" data-section="team" aria-labelledby="section-team">
      <h3 id="section-team" tabindex="-1">${words.team}</h3>
      ${failed ? html`<p class="muted">${words.teamFailed}</p>` : nothing}
      ${participants.length === 0 ? nothing : this.#renderTeam(participants, canSave)}
      ${
        canEdit && !saveParticipant && participants.length > 0
          ? html`<p class="muted meta">${terms.recordLock.field}</p>`
          : nothing
      }
      ${adds ? this.#renderAdding() : nothing}
      ${error && this.#sheet.step === undefined ? html`<p class="error" role="alert">${terms.errorTitle[error.kind]}. ${terms.errorHelp[error.kind]}</p>` : nothing}
    </section>`;
  }

  /** The parts in their order, those nobody knows here at the end. */
  #renderTeam(team: readonly ParticipantView[], canSave: boolean): TemplateResult {
    const named = this.#roles.map(({ id }) => id);
    const roles = [...new Set([...named, ...team.map(({ role }) => role)])];
    const scene: UnsentScene = {
      speech: this.#with.speech(),
      offline: this.#with.offline(),
      itemOf: (key) => this.#with.outbox()?.items.find(({ mutation }) => mutation.key === key),
      retry: (key) => this.#deeds.decide((store) => store.retry(key)),
      discard: (key) => this.#deeds.decide((store) => store.discard(key).then(() => this.#back())),
    };
    return html`<dl class="facts">
      ${roles.map((role) => {
        const found = team.filter((one) => one.role === role);
        return found.length === 0
          ? nothing
          : html`<div class="fact" part="field" data-field=${role}>
              <dt><bdi>${this.#word(role)}</bdi></dt>
              <dd>
                <ul class="links">
                  ${found.map((one) => this.#renderOne(one, canSave, scene))}
                </ul>
              </dd>
            </div>`;
      })}
    </dl>`;
  }

  #renderOne(one: ParticipantView, canSave: boolean, scene: UnsentScene): TemplateResult {
    const { record: words } = scene.speech.terms;
    return html`<li>
      <div class="link-row">
        <bdi>${one.person.name}</bdi>
        ${
          canSave && one.pending === undefined
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
    const isOpen = this.#sheet.step === adding;
    return html`<p class="row link-adding">
        <button
          class="button small"
          type="button"
          id="team-add"
          aria-expanded=${isOpen ? 'true' : 'false'}
          @click=${(event: Event) => this.#open(event.currentTarget as HTMLElement)}
        >
          ${words.teamAdd}
        </button>
      </p>
      ${
        isOpen
          ? this.#sheet.render({
              heading: words.teamAdd,
              fields: this.#form.render(),
              submit: words.teamAddIt,
              busy: this.#deeds.busy,
              error: this.#deeds.error,
              submitted: () => void this.#submit(),
            })
          : nothing
      }`;
  }
}
