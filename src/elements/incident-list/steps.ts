import { nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Refusal } from '../../core/actions.js';
import type { Issue } from '../../core/errors.js';
import { toIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { QueueAction, QueueAnswers, QueuePlan } from '../../core/triage.js';
import { openTasks } from '../../core/task.js';
import { askedBy, planAction, refusedNow } from '../../core/triage.js';
import type {
  IncidentState,
  IncidentStore,
  IncidentView,
  MutationOutcome,
  Refreshable,
  Submitted,
} from '../../store/types.js';
import { knownTasks, tasksKeptAs } from '../../store/views/tasks.js';
import { focusNext } from '../../ui/keyboard-place.js';
import { duplicateFaults } from '../../ui/duplicate-number.js';
import { emit } from '../../ui/events.js';
import { keep, LiveController } from '../../ui/live.js';
import { Sheet } from '../../ui/sheet.js';
import type { Faults } from '../../ui/step-fields.js';
import { duplicateIn, preparedFor } from '../../ui/step-fields.js';
import { StepForm } from './step-form.js';
import type { StepFormOptions } from './step-form.js';
import { StepResults } from './step-results.js';
import type { Run } from './step-results.js';

export interface StepsOptions extends Pick<StepFormOptions, 'terms' | 'context' | 'people' | 'now'> {
  readonly store: () => IncidentStore | undefined;
  readonly issue: (issue: Issue) => string;
  readonly nameOf: (incident: Incident) => string;
  /** Lines that are shown, as they are now. */
  readonly lines: () => readonly IncidentView[];
  /** Something was done; these may leave the list now. */
  readonly acted: (incidents: readonly Incident[]) => void;
  /** The backend has it: as it is now it counts as looked at. */
  readonly settled: (incident: Incident) => Promise<void>;
  readonly say: (message: string) => void;
  /** Where the focus goes when the sheet closes. */
  readonly place: () => HTMLElement | null;
}

/** Does something with one or many incidents: asks for what it needs, sends it through the outbox, and tells of each how it went. */
export class Steps {
  readonly #host: LitElement;
  readonly #options: StepsOptions;
  readonly #sheet: Sheet;
  readonly #form: StepForm;
  readonly #results: StepResults;
  /** The only incident the sheet is about, as it is now: it may be changed elsewhere meanwhile. */
  readonly #record: LiveController<Refreshable<IncidentState>>;
  readonly #recordOf = keep((store: IncidentStore, id: string) => store.incident(id));
  #targets: readonly IncidentView[] = [];
  #faults: Faults = new Map();
  #action: QueueAction | undefined;
  /** The ticket system is asked about what was typed. */
  #asking = false;
  #working: ReadonlySet<string> = new Set();
  /** Incidents as they stood when they were taken, until it is known what became of that: taken twice so is once. */
  readonly #taking = new WeakSet<Incident>();

  constructor(host: LitElement, options: StepsOptions) {
    this.#host = host;
    this.#options = options;
    const { terms, store } = options;
    this.#sheet = new Sheet(host, {
      terms,
      drafts: () => store()?.drafts,
      author: () => store()?.author,
      kept: () => store()?.status.value.storage === 'durable',
      scope: () => this.#scope,
      fallback: options.place,
    });
    this.#results = new StepResults(host, {
      terms,
      nameOf: options.nameOf,
      wordOf: (action) => this.wordOf(action),
      say: options.say,
      place: options.place,
    });
    this.#record = new LiveController(host, () => {
      const desk = store();
      const only = this.#only;
      return desk && only && this.#sheet.step !== undefined ? this.#recordOf(desk, only.id) : undefined;
    });
    this.#form = new StepForm(host, {
      ...options,
      incident: () => (this.#only ? (this.#record.value?.view?.incident ?? this.#only) : undefined),
      step: () => this.#sheet.step,
      values: () => this.#sheet.values,
      set: (name, value) => {
        this.#faults = new Map([...this.#faults].filter(([one]) => one !== name));
        this.#sheet.set(name, value);
      },
    });
  }

  /** What was written for one incident is not brought back for another one. */
  get #scope(): string {
    return `queue:${this.#targets.map(({ incident }) => incident.id).join(' ')}`;
  }

  /** Ids of incidents with something of ours on its way: what it changes in them is no news to whoever did it. */
  get working(): ReadonlySet<string> {
    return this.#working;
  }

  /** The incident it is about; undefined for several. */
  get #only(): Incident | undefined {
    return this.#targets.length === 1 ? this.#targets[0]?.incident : undefined;
  }

  /** What cannot be done any more: each of them may have been changed elsewhere since the sheet was opened. */
  #refusals(action: QueueAction): ReadonlyMap<string, Refusal> {
    const { lines, context } = this.#options;
    const ids = new Set(this.#targets.map(({ incident }) => incident.id));
    const record = this.#record.value?.view;
    const present = this.#only ? (record ? [record] : []) : lines();
    const given = context();
    const refusals = new Map<string, Refusal>();
    for (const { incident } of present) {
      const refused = ids.has(incident.id) ? refusedNow(action, incident, given) : undefined;
      if (refused) refusals.set(incident.id, refused);
    }
    return refusals;
  }

  /** Why it can be done with none of them any more, in words. */
  #refused(action: QueueAction): string | undefined {
    const refusals = this.#refusals(action);
    const [first] = refusals.values();
    return first && refusals.size === this.#targets.length ? this.#options.terms().refusal[first] : undefined;
  }

  /** An action in words. */
  wordOf(action: QueueAction): string {
    const { action: words, queueAction } = this.#options.terms();
    return action === 'priority' || action === 'comment' ? queueAction[action] : words[action];
  }

  /** Begins: at once where nothing has to be asked. `opener` is a button that gets the focus back. */
  start(action: QueueAction, targets: readonly IncidentView[], opener?: HTMLElement): void {
    if (targets.length === 0) return;
    this.#sheet.close();
    const asked = askedBy(action, this.#options.context());
    if (asked?.asks.length === 0) {
      void this.#atOnce(action, targets);
      return;
    }
    this.#action = action;
    this.#targets = targets;
    this.#faults = new Map();
    this.#form.begin();
    this.#sheet.open(action, opener, asked && preparedFor(asked, this.#options.terms()));
  }

  async #submit(): Promise<void> {
    const action = this.#action;
    if (!action) return;
    const targets = this.#targets;
    const wait = this.#form.settle();
    if (wait) await wait;
    this.#faults = this.#form.faults(action, this.#only);
    if (this.#faults.size === 0) this.#faults = await this.#wrongNumber(action);
    if (this.#faults.size > 0) {
      const [first] = this.#faults.keys();
      await focusNext(this.#host, `.sheet #${String(first)}`);
      return;
    }
    // While the ticket system was asked somebody may have left the sheet.
    if (this.#sheet.step !== action || this.#targets !== targets) return;
    const refusals = this.#refusals(action);
    const answers = this.#form.answers(action, this.#only);
    await this.#sheet.send((key) => this.#run(action, targets, answers, key, refusals));
  }

  /** What is wrong with the number of the incident that these repeat. */
  #wrongNumber(action: QueueAction): Promise<Faults> {
    const asked = askedBy(action, this.#options.context());
    const number = asked && duplicateIn(asked, this.#sheet.values);
    const repeating = this.#targets.map(({ incident }) => incident);
    return duplicateFaults(this.#options.store(), number, repeating, (asking) => {
      this.#asking = asking;
      this.#host.requestUpdate();
    });
  }

  /** Tells the page, which may stop it. */
  #allowed(action: QueueAction, { incident }: IncidentView): boolean {
    if (action === 'priority' || action === 'comment') return true;
    const to = askedBy(action, this.#options.context())?.to ?? null;
    return emit(this.#host, 'incident-step', { incidentId: incident.id, action, to }, { cancelable: true });
  }

  /** Nothing is asked for, and so no draft tells a second press from a first one: the state that somebody saw does. */
  async #atOnce(action: QueueAction, targets: readonly IncidentView[]): Promise<void> {
    const fresh = targets.filter(({ incident }) => !this.#taking.has(incident));
    for (const { incident } of fresh) this.#taking.add(incident);
    await this.#run(action, fresh, action === 'confirm' ? { confirmedAt: this.#options.now() } : {});
    // The page has stopped it, or nothing of it could be stored.
    for (const view of fresh) if (!this.#results.waitsFor(view)) this.#taking.delete(view.incident);
  }

  /**
   * Does it, and tells how it goes. True when all of it is stored; `draft` is the key of the draft it was written in,
   * which is one no longer with the last of them, and `refusals` are known to be impossible now.
   */
  async #run(
    action: QueueAction,
    wanted: readonly IncidentView[],
    answers: QueueAnswers,
    draft?: string,
    refusals: ReadonlyMap<string, Refusal> = new Map(),
  ): Promise<boolean> {
    const { store, context, acted } = this.#options;
    const desk = store();
    const targets = wanted.filter((view) => this.#allowed(action, view));
    if (!desk || targets.length === 0) return false;
    const run = this.#results.begin(action, targets);
    acted(targets.map(({ incident }) => incident));
    const given = context();
    const planned = (incident: Incident): QueuePlan => {
      const refused = refusals.get(incident.id);
      return refused ? { refused } : planAction(action, incident, answers, given);
    };
    const plans = await Promise.all(
      targets.map(async (view) => ({
        view,
        open: action === 'resolve' ? await this.#stillOpen(desk, view.incident) : undefined,
        plan: planned(view.incident),
      })),
    );
    const last = plans.findLast(({ open, plan }) => open === undefined && 'deeds' in plan)?.view;
    const keyOf = (view: IncidentView): string | undefined =>
      draft === undefined || view === last ? draft : `${draft}-${String(wanted.indexOf(view))}`;
    const ends: Promise<void>[] = [];
    const stored = await Promise.all(
      plans.map(async ({ view, open, plan }) => {
        if (open !== undefined) {
          this.#settle(run, view, open);
          // What was written for it is needed once its tasks are done.
          return false;
        }
        if (!('deeds' in plan)) {
          this.#settle(run, view, this.#against(plan));
          return true;
        }
        try {
          const sent = await desk.perform(view.incident, plan.deeds, keyOf(view));
          ends.push(this.#follow(run, desk, view, sent));
          return true;
        } catch (error) {
          const { kind, message } = toIncidentError(error);
          this.#settle(run, view, this.#error(kind, message));
          return false;
        }
      }),
    );
    void Promise.all(ends).then(() => this.#results.settled(run));
    return stored.every(Boolean);
  }

  async #follow(
    run: Run,
    desk: IncidentStore,
    view: IncidentView,
    sent: readonly Submitted[],
  ): Promise<void> {
    const { incident } = view;
    const { id } = incident;
    this.#working = new Set([...this.#working, id]);
    const outcomes = await Promise.all(sent.map(({ outcome }) => outcome));
    const wrong = outcomes.find(({ state }) => state !== 'confirmed');
    if (!wrong) await this.#options.settled(await afterwards(desk, incident, outcomes));
    this.#working = new Set([...this.#working].filter((one) => one !== id));
    this.#settle(run, view, wrong && this.#wrong(wrong));
  }

  /** What is open on an incident's checklist, where the policy lets nobody resolve it so. */
  async #stillOpen(store: IncidentStore, { id }: Incident): Promise<string | undefined> {
    const { policy } = this.#options.context();
    if (policy.resolveWithOpenTasks !== 'refuse' || !tasksKeptAs(store.adapter)) return undefined;
    // What cannot be read now keeps nobody from working without a network.
    const open = openTasks(await knownTasks(store, id).catch(() => []), policy);
    const { lifecycle: words } = this.#options.terms();
    return open && `${words.openTasks(open.titles.join(', '))} ${words.openRefused}`;
  }

  /** @param reason Why it did not work; undefined where it did. */
  #settle(run: Run, view: IncidentView, reason: string | undefined): void {
    this.#taking.delete(view.incident);
    this.#results.settle(run, view, reason);
  }

  #against(plan: Exclude<QueuePlan, { readonly deeds: unknown }>): string {
    return 'refused' in plan
      ? this.#options.terms().refusal[plan.refused]
      : plan.issues.map(this.#options.issue).join(' ');
  }

  #wrong({ state, error }: MutationOutcome): string {
    if (error) return this.#error(error.kind, error.message);
    return state === 'unknown' || state === 'conflict' ? this.#options.terms().pending[state] : '–';
  }

  #error(kind: ReturnType<typeof toIncidentError>['kind'], message: string): string {
    return [this.#options.terms().errorTitle[kind], message].filter(Boolean).join(': ');
  }

  renderResults(): readonly TemplateResult[] {
    return this.#results.render();
  }

  renderSheet(): TemplateResult | typeof nothing {
    const action = this.#action;
    if (this.#sheet.step === undefined || !action) return nothing;
    const { terms, nameOf } = this.#options;
    const words = terms();
    const only = this.#only;
    const what = only ? nameOf(only) : words.select.count(this.#targets.length);
    return this.#sheet.render({
      heading: words.queueStep.heading(this.wordOf(action), what),
      fields: this.#form.render(action, this.#faults, only),
      outcome: this.#form.outcome(action, only),
      submit: this.wordOf(action),
      busy: this.#asking,
      refused: this.#refused(action),
      submitted: () => void this.#submit(),
    });
  }
}

/** The record after everything has arrived. An entry changes it too, without bringing it along. */
async function afterwards(
  store: IncidentStore,
  before: Incident,
  outcomes: readonly MutationOutcome[],
): Promise<Incident> {
  const last = outcomes.at(-1)?.incident;
  if (last) return last;
  const record = store.incident(before.id);
  const now = (): Incident => record.value.view?.incident ?? before;
  await record.refresh();
  // A reading that was on its way already has not seen what arrived since.
  if (now().updatedAt === before.updatedAt) await record.refresh();
  return now();
}
