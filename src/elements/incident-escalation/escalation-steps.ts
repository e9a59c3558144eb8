import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import { actionBackend } from '../../adapters/action-backend.js';
import type { Adapter } from '../../adapters/adapter.js';
import { actionsFor, deedsOf } from '../../core/actions.js';
import type { Action, Deed } from '../../core/actions.js';
import type { IncidentError } from '../../core/errors.js';
import { toIncidentError } from '../../core/errors.js';
import { firedMark } from '../../core/escalation/fired.js';
import type { Addressee, EscalationRung } from '../../core/escalation/escalation.js';
import { contactOf } from '../../core/escalation/escalation.js';
import type { Incident } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import type { Instant } from '../../core/time.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { EscalationTerms } from '../../locales/en/incident-escalation.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import type { WorkloadTerms } from '../../locales/en/workload.js';
import type { IncidentStore } from '../../store/types.js';
import { focusNext } from '../../ui/keyboard-place.js';
import { stepSuggestion } from '../../ui/assignee-suggestion.js';
import type { LocaleController } from '../../ui/locale.js';
import { Sheet } from '../../ui/sheet.js';
import { StepChoices } from '../../ui/step-choices.js';
import {
  answersOf,
  area,
  faultsOf,
  outcomeOf,
  pick,
  preparedFor,
  renderStepFields,
} from '../../ui/step-fields.js';
import type { Faults, StepForm } from '../../ui/step-fields.js';
import { renderContact, whoOf } from './ladder.js';

/** Handing to another group is functional; informing somebody further up is hierarchical. */
export type EscalationKind = 'functional' | 'hierarchical';

/** What the steps need from their element. */
export interface StepsHost {
  readonly store: () => IncidentStore | undefined;
  readonly policy: () => Policy | undefined;
  readonly locale: LocaleController<CommonTerms & EscalationTerms & LifecycleTerms & WorkloadTerms>;
  readonly now: () => Instant;
  /** The incident whose ladder it is. */
  readonly incident: () => Incident | undefined;
  readonly scope: () => string;
  /** What the person who is signed in is, by the policy's roles. */
  readonly roles: () => readonly string[];
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

const informReasons = ['time', 'authority', 'serious'] as const;

/** Which steps the backend can take with an incident as it stands. */
export function possible(
  adapter: Adapter | undefined,
  { status }: Incident,
): Readonly<Record<EscalationKind, boolean>> {
  const isOpen = !['resolved', 'closed', 'cancelled'].includes(status.category);
  const { update, workNote, writes } = actionBackend(adapter);
  return { functional: isOpen && update && writes('group'), hierarchical: isOpen && workNote };
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
  readonly #choices: StepChoices;
  readonly #suggestion: ReturnType<typeof stepSuggestion>;
  /** The rung that is being recorded. */
  #rung: EscalationRung | undefined;
  #busy = false;
  #error: IncidentError | undefined;
  /** What was wrong at the last attempt. */
  #faults: Faults = new Map();

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
    this.#choices = new StepChoices(host, {
      terms: () => parts.locale.terms,
      store: parts.store,
      policy: parts.policy,
      asked: () => this.#sheet.step !== undefined,
      changed: (what, chosen) => this.#set(what, chosen),
    });
    this.#suggestion = stepSuggestion(host, {
      ...parts,
      terms: () => parts.locale.terms,
      choices: this.#choices,
      step: () => (this.#sheet.step === 'functional' ? 'hand-over' : undefined),
      chosen: (person) => this.#set('assignee', person),
    });
  }

  /** Opens or closes the sheet of a step; `rung` is what is being recorded. */
  open(kind: EscalationKind, opener: HTMLElement, view: StepsView, rung?: EscalationRung): void {
    this.#rung = rung;
    this.#error = undefined;
    this.#faults = new Map();
    this.#choices.clear();
    const action = kind === 'functional' ? this.#handOverOf(view) : undefined;
    this.#sheet.open(
      rung ? `${kind}:${rung.rule.id}` : kind,
      opener,
      action ? preparedFor(action, this.#with.locale.terms) : { reason: informReasons[0] },
    );
  }

  isOpen(kind: EscalationKind): boolean {
    return this.#sheet.step === kind;
  }

  render(view: StepsView): TemplateResult | typeof nothing {
    const { step } = this.#sheet;
    if (step === undefined) return nothing;
    this.#choices.follow(this.#sheet.values);
    return step === 'functional' ? this.#renderHandOver(view) : this.#renderInform(view);
  }

  #text(name: string): string {
    const value = this.#sheet.values[name];
    return typeof value === 'string' ? value : '';
  }

  #set(name: string, value: unknown): void {
    this.#faults = new Map([...this.#faults].filter(([one]) => one !== name));
    this.#sheet.set(name, value);
  }

  #form({ policy, now }: StepsView): StepForm {
    const { people, groups } = this.#choices;
    return {
      terms: this.#with.locale.terms,
      lists: policy,
      values: this.#sheet.values,
      set: (name, value) => this.#set(name, value),
      now: () => now,
      people,
      groups,
      suggestion: this.#suggestion,
      faults: this.#faults,
    };
  }

  /** The step of the lifecycle, which the ladder only offers at another place. */
  #handOverOf({ incident, policy }: StepsView): Action | undefined {
    return actionsFor(incident, {
      policy,
      roles: this.#with.roles(),
      audience: 'staff',
      backend: actionBackend(this.#with.store()?.adapter),
    }).find(({ name }) => name === 'hand-over');
  }

  #renderHandOver(view: StepsView): TemplateResult | typeof nothing {
    const { lifecycle: words, action: verbs, refusal } = this.#with.locale.terms;
    const { incident } = view;
    const action = this.#handOverOf(view);
    if (!action) return nothing;
    const verb = verbs['hand-over'];
    const form = this.#form(view);
    return this.#sheet.render({
      heading: words.heading(verb, incident.number || incident.title),
      fields: renderStepFields(form, action),
      outcome: outcomeOf('hand-over', form),
      submit: verb,
      busy: this.#busy,
      refused: action.refused && refusal[action.refused],
      error: this.#error,
      submitted: () => void this.#handOver(view, action),
    });
  }

  async #handOver(view: StepsView, action: Action): Promise<void> {
    const { handOver: words } = this.#with.locale.terms;
    const { incident } = view;
    const wait = this.#choices.settle();
    if (wait) await wait;
    const form = this.#form(view);
    this.#faults = faultsOf(action, form);
    if (this.#faults.size > 0) {
      await this.#toFault();
      return;
    }
    const answers = answersOf(action, form);
    const deeds = deedsOf(action, incident, answers, undefined);
    await this.#submit('functional', words.done(answers.group?.label ?? ''), incident, deeds);
  }

  /** Goes to the first field that something is wrong with. */
  #toFault(): Promise<void> {
    return focusNext(this.#host, '.sheet [aria-invalid="true"]');
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
    const { inform: words, informReason } = locale.terms;
    const { incident, policy } = view;
    const to = this.#addressee(view);
    const told = { ...view, locale };
    const form = this.#form(view);
    const roles = rolesOf(view).map((id) => ({
      id,
      label: whoOf(contactOf(id, incident, policy, view.now), told),
    }));
    const reasons = informReasons.map((id) => ({ id, label: informReason[id] }));
    return this.#sheet.render({
      heading: words.heading(incident.number || incident.title),
      fields: html`${
        this.#rung
          ? html`<p><strong>${whoOf(to, told)}</strong></p>`
          : pick(
              { ...form, values: { ...form.values, role: this.#role(view) } },
              'role',
              words.role,
              roles,
              {},
            )
      }
      ${renderContact(to, told)} ${pick(form, 'reason', words.reason, reasons, {})}
      ${area(form, 'note', words.note, to.name === undefined)}`,
      outcome: words.outcome,
      submit: words.submit,
      busy: this.#busy,
      error: this.#error,
      submitted: () => void this.#inform(view),
    });
  }

  async #inform(view: StepsView): Promise<void> {
    const { locale } = this.#with;
    const { inform: words, informReason } = locale.terms;
    const { incident, policy } = view;
    const to = this.#addressee(view);
    const who = whoOf(to, { locale, policy });
    const note = this.#text('note').trim();
    const reason = informReasons.find((one) => one === this.#text('reason'));
    this.#faults = new Map([
      ...(reason ? [] : [['reason', 'required'] as const]),
      // Where nobody is named the record would say that somebody was informed, and not who.
      ...(to.name === undefined && note === '' ? [['note', words.writeWho] as const] : []),
    ]);
    if (!reason || this.#faults.size > 0) {
      await this.#toFault();
      return;
    }
    const rung = this.#rung;
    const text = [
      words.text(who, informReason[reason]),
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
        this.#choices.clear();
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
