import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import { deedsOf } from '../../core/actions.js';
import type { Deed } from '../../core/actions.js';
import type { Adapter, Choice } from '../../adapters/adapter.js';
import { choicePage } from '../../adapters/choices.js';
import type { IncidentError } from '../../core/errors.js';
import { toIncidentError } from '../../core/errors.js';
import { firedMark } from '../../core/escalation/fired.js';
import type { Addressee, EscalationRung } from '../../core/escalation/escalation.js';
import { contactOf } from '../../core/escalation/escalation.js';
import type { Incident, Ref } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { Instant } from '../../core/time.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { EscalationTerms } from '../../locales/en/incident-escalation.js';
import type { IncidentStore } from '../../store/types.js';
import type { LocaleController } from '../../ui/locale.js';
import type { ChoiceSource } from '../../ui/choice-list.js';
import { LastUsed } from '../../ui/last-used.js';
import { LookUp, sourceOf } from '../../ui/look-up.js';
import type { Chosen } from '../../ui/look-up.js';
import { Sheet } from '../../ui/sheet.js';
import { renderContact, whoOf } from './ladder.js';

/** Handing to another group is functional; informing somebody further up is hierarchical. */
export type EscalationKind = 'functional' | 'hierarchical';

/** What the steps need from their element. */
export interface StepsHost {
  readonly store: () => IncidentStore | undefined;
  readonly locale: LocaleController<CommonTerms & EscalationTerms>;
  readonly scope: () => string;
  /** The groups the ticket system lists, for one that cannot look them up. */
  readonly groups: () => readonly Choice[];
  readonly heading: () => HTMLElement | null;
  /** A step is stored; `said` is for screen readers. */
  readonly done: (kind: EscalationKind, key: string, said: string) => void;
}

/** What the steps are about now. */
export interface StepsView {
  readonly incident: Incident;
  readonly policy: Policy;
  readonly now: Instant;
  readonly rungs: readonly EscalationRung[];
}

const handOverReasons = ['expertise', 'access', 'responsibility', 'time'] as const;
const informReasons = ['time', 'authority', 'serious'] as const;
type Reason = (typeof handOverReasons)[number] | (typeof informReasons)[number];

/** Whether the backend takes notes that the caller does not read. */
const takesNotes = ({ addEntry, traits }: Adapter): boolean =>
  addEntry !== undefined && traits.entryKinds.includes('work-note');

/** Finds choices in a list that is here already. */
const listed = (choices: readonly Choice[]): ChoiceSource | undefined =>
  choices.length === 0
    ? undefined
    : (text, cursor) =>
        Promise.resolve(
          choicePage(choices, text, { limit: choices.length, ...(cursor === undefined ? {} : { cursor }) }),
        );

/** Which steps the backend can take with an incident as it stands. */
export function possible(
  adapter: Adapter | undefined,
  { status }: Incident,
): Readonly<Record<EscalationKind, boolean>> {
  const open = !['resolved', 'closed', 'cancelled'].includes(status.category);
  return {
    functional: open && adapter?.update !== undefined && adapter.traits.fields.group?.write === true,
    hierarchical: open && adapter !== undefined && takesNotes(adapter),
  };
}

/** The roles somebody can be informed in: those of the ladder and of the contacts, each once. */
const rolesOf = ({ policy, rungs }: StepsView): readonly string[] =>
  [
    ...new Set([
      ...rungs.map(({ rule }) => rule.notify),
      ...policy.escalation.contacts.map(({ role }) => role),
      'incident-manager',
      'manager',
    ]),
  ].filter((role) => role !== 'assignee' && role !== 'group');

/** The two ways to escalate by hand, each asked about in a sheet whose text is kept as a draft. */
export class EscalationSteps {
  readonly #host: LitElement;
  readonly #with: StepsHost;
  readonly #sheet: Sheet;
  readonly #group: LookUp;
  /** The rung that is being recorded. */
  #rung: EscalationRung | undefined;
  #busy = false;
  #error: IncidentError | undefined;
  /** Somebody has pressed the verb, so that what is missing is said. */
  #pressed = false;

  constructor(host: LitElement, parts: StepsHost) {
    this.#host = host;
    this.#with = parts;
    this.#sheet = new Sheet(host, {
      terms: () => parts.locale.terms,
      drafts: () => parts.store()?.drafts,
      author: () => parts.store()?.author,
      kept: () => parts.store()?.status.value.storage === 'durable',
      scope: parts.scope,
      fallback: parts.heading,
    });
    this.#group = new LookUp(host, {
      id: 'group',
      terms: () => parts.locale.terms,
      source: () => sourceOf(parts.store()?.adapter, 'groups') ?? listed(parts.groups()),
      // Where the ticket system neither looks groups up nor lists them, a name is all there is.
      free: true,
      changed: (chosen) => this.#sheet.set('group', chosen),
      offline: () => parts.store()?.status.value.connection === 'offline',
      lastUsed: new LastUsed(host, { store: parts.store, operation: () => 'groups' }),
    });
  }

  /** Opens or closes the sheet of a step; `rung` is what is being recorded. */
  open(kind: EscalationKind, opener: HTMLElement, rung?: EscalationRung): void {
    this.#rung = rung;
    this.#error = undefined;
    this.#pressed = false;
    this.#group.value = undefined;
    this.#sheet.open(rung ? `${kind}:${rung.rule.id}` : kind, opener);
  }

  /** Before each drawing: what a draft brings back is shown in the look-up too. */
  sync(): void {
    const kept = this.#sheet.values['group'] as Chosen | undefined;
    if (kept && kept.label !== this.#group.value?.label) this.#group.value = kept;
  }

  isOpen(kind: EscalationKind): boolean {
    return this.#sheet.step === kind;
  }

  render(view: StepsView): TemplateResult | typeof nothing {
    const { step } = this.#sheet;
    if (step === undefined) return nothing;
    return step === 'functional' ? this.#renderHandOver(view) : this.#renderInform(view);
  }

  #text(name: string): string {
    const value = this.#sheet.values[name];
    return typeof value === 'string' ? value : '';
  }

  #reason(reasons: readonly Reason[]): Reason {
    return reasons.find((reason) => reason === this.#text('reason')) ?? reasons[0] ?? 'time';
  }

  #renderReason(label: string, reasons: readonly Reason[]): TemplateResult {
    const { escalationReason: words } = this.#with.locale.terms;
    const chosen = this.#reason(reasons);
    return html`<label class="field"
      ><span class="label">${label}</span>
      <select
        class="input"
        @change=${(event: Event) => this.#sheet.set('reason', (event.target as HTMLSelectElement).value)}
      >
        ${reasons.map((reason) => html`<option value=${reason} ?selected=${reason === chosen}>${words[reason]}</option>`)}
      </select></label
    >`;
  }

  #renderNote(label: string, isRequired = false, help?: string, problem?: string): TemplateResult {
    const described = [help && 'note-help', problem && 'note-problem'].filter(Boolean).join(' ');
    return html`<div class="field">
      <label class="label" for="note">${label}</label>
      ${help === undefined ? nothing : html`<span class="help" id="note-help">${help}</span>`}
      <textarea
        class="input"
        id="note"
        dir="auto"
        aria-describedby=${described || nothing}
        aria-required=${isRequired ? 'true' : nothing}
        aria-invalid=${problem === undefined ? nothing : 'true'}
        .value=${this.#text('note')}
        @input=${(event: Event) => this.#sheet.set('note', (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      ${problem === undefined ? nothing : html`<p class="error" id="note-problem">${problem}</p>`}
    </div>`;
  }

  get #notes(): boolean {
    const adapter = this.#with.store()?.adapter;
    return adapter !== undefined && takesNotes(adapter);
  }

  #chosenGroup(): Ref | undefined {
    const chosen = this.#sheet.values['group'] as Chosen | undefined;
    return chosen && { id: chosen.id ?? chosen.label, label: chosen.label };
  }

  #renderHandOver({ incident }: StepsView): TemplateResult | typeof nothing {
    const { handOver: words } = this.#with.locale.terms;
    const group = this.#chosenGroup();
    const problem = (missing: boolean, word: string): string | undefined =>
      this.#pressed && missing ? word : undefined;
    return this.#sheet.render({
      heading: words.heading(incident.number || incident.title),
      fields: html`${this.#group.render({
        label: words.group,
        required: true,
        problem: problem(!group, words.chooseGroup),
      })}
      ${this.#renderReason(words.reason, handOverReasons)}
      ${
        this.#notes
          ? this.#renderNote(
              words.note,
              true,
              words.noteHelp,
              problem(this.#text('note').trim() === '', words.writeNote),
            )
          : nothing
      }`,
      outcome: `${words.outcome} ${words.nobodyYet}`,
      submit: words.submit,
      busy: this.#busy,
      error: this.#error,
      submitted: () => void this.#handOver(incident),
    });
  }

  async #handOver(incident: Incident): Promise<void> {
    const { handOver: words, escalationReason } = this.#with.locale.terms;
    const group = this.#chosenGroup();
    const note = this.#text('note').trim();
    this.#pressed = true;
    if (!group || (this.#notes && note === '')) {
      await this.#toFault();
      return;
    }
    const text = `${words.text(group.label, escalationReason[this.#reason(handOverReasons)])}\n${note}`;
    const answers = { group, ...(this.#notes ? { note: text } : {}) };
    const deeds = deedsOf({ name: 'hand-over', asks: [] }, incident, answers, undefined);
    await this.#submit('functional', words.done(group.label), incident, deeds);
  }

  /** Goes to the first field that something is wrong with. */
  async #toFault(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelector<HTMLElement>('.sheet [aria-invalid="true"]')?.focus();
  }

  #role(view: StepsView): string {
    const roles = rolesOf(view);
    const { incident, policy, now } = view;
    // Somebody who can be reached is offered before a role that nobody has.
    const named = roles.find((role) => contactOf(role, incident, policy, now).name !== undefined);
    return (
      roles.find((role) => role === this.#text('role')) ??
      this.#rung?.to.role ??
      named ??
      roles[0] ??
      'manager'
    );
  }

  #addressee(view: StepsView): Addressee {
    return this.#rung?.to ?? contactOf(this.#role(view), view.incident, view.policy, view.now);
  }

  #renderInform(view: StepsView): TemplateResult | typeof nothing {
    const { locale } = this.#with;
    const { inform: words } = locale.terms;
    const { incident, policy } = view;
    const role = this.#role(view);
    const to = this.#addressee(view);
    const told = { ...view, locale };
    const isNobody = to.name === undefined;
    return this.#sheet.render({
      heading: words.heading(incident.number || incident.title),
      fields: html`${
        this.#rung
          ? html`<p><strong>${whoOf(to, told)}</strong></p>`
          : html`<label class="field"
              ><span class="label">${words.role}</span>
              <select
                class="input"
                @change=${(event: Event) => this.#sheet.set('role', (event.target as HTMLSelectElement).value)}
              >
                ${rolesOf(view).map(
                  (one) =>
                    html`<option value=${one} ?selected=${one === role}>
                      ${whoOf(contactOf(one, incident, policy, view.now), told)}
                    </option>`,
                )}
              </select></label
            >`
      }
      ${renderContact(to, told)} ${this.#renderReason(words.reason, informReasons)}
      ${this.#renderNote(
        words.note,
        isNobody,
        undefined,
        this.#pressed && isNobody && this.#text('note').trim() === '' ? words.writeWho : undefined,
      )}`,
      outcome: words.outcome,
      submit: words.submit,
      busy: this.#busy,
      error: this.#error,
      submitted: () => void this.#inform(view),
    });
  }

  async #inform(view: StepsView): Promise<void> {
    const { locale } = this.#with;
    const { inform: words, escalationReason } = locale.terms;
    const { incident, policy } = view;
    const to = this.#addressee(view);
    const who = whoOf(to, { locale, policy });
    const note = this.#text('note').trim();
    this.#pressed = true;
    // Where nobody is named the record would say that somebody was informed, and not who.
    if (to.name === undefined && note === '') {
      await this.#toFault();
      return;
    }
    const rung = this.#rung;
    const text = [
      words.text(who, escalationReason[this.#reason(informReasons)]),
      note,
      rung ? firedMark(rung.rule.id, rung.policyId, rung.policyVersion) : '',
    ]
      .filter((line) => line !== '')
      .join('\n');
    await this.#submit('hierarchical', words.done(who), incident, [
      { kind: 'entry', entry: { kind: 'work-note', text } },
    ]);
  }

  async #submit(
    kind: EscalationKind,
    said: string,
    incident: Incident,
    deeds: readonly Deed[],
  ): Promise<void> {
    const store = this.#with.store();
    if (!store || this.#busy) return;
    this.#busy = true;
    this.#error = undefined;
    this.#host.requestUpdate();
    try {
      await this.#sheet.send(async (draft) => {
        const [first] = await store.perform(incident, deeds, draft);
        this.#group.value = undefined;
        this.#pressed = false;
        if (first) this.#with.done(kind, first.key, said);
        return true;
      });
    } catch (error) {
      this.#error = toIncidentError(error);
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }
}
