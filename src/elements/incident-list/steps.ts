import { html, nothing } from 'lit';
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
import { emit } from '../../ui/events.js';
import { icon } from '../../ui/icons.js';
import { keep, LiveController } from '../../ui/live.js';
import { Sheet } from '../../ui/sheet.js';
import type { Faults } from '../../ui/step-fields.js';
import { StepForm } from './step-form.js';
import type { StepFormOptions } from './step-form.js';

/** One action that was begun, with one or many incidents. */
interface Run {
  readonly action: QueueAction;
}

/** How an action went with one incident. */
export interface StepResult {
  readonly view: IncidentView;
  readonly run: Run;
  readonly state: 'waiting' | 'done' | 'failed';
  /** Why it did not work. */
  readonly reason?: string;
}

export interface StepsOptions extends Pick<StepFormOptions, 'terms' | 'context' | 'offline' | 'known'> {
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
  /** The only incident the sheet is about, as it is now: it may be changed elsewhere meanwhile. */
  readonly #record: LiveController<Refreshable<IncidentState>>;
  readonly #recordOf = keep((store: IncidentStore, id: string) => store.incident(id));
  #targets: readonly IncidentView[] = [];
  #faults: Faults = new Map();
  #results: readonly StepResult[] = [];
  #action: QueueAction | undefined;
  #latest: Run | undefined;
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
    this.#record = new LiveController(host, () => {
      const desk = store();
      const only = this.#only;
      return desk && only && this.#sheet.step !== undefined ? this.#recordOf(desk, only.id) : undefined;
    });
    this.#form = new StepForm(host, {
      ...options,
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

  /** Begins: at once where nothing has to be asked. */
  start(action: QueueAction, targets: readonly IncidentView[]): void {
    if (targets.length === 0) return;
    this.#sheet.close();
    if (action === 'take') {
      void this.#take(targets);
      return;
    }
    this.#action = action;
    this.#targets = targets;
    this.#faults = new Map();
    this.#form.begin();
    this.#sheet.open(action);
  }

  #submit(): void {
    const action = this.#action;
    if (!action) return;
    this.#faults = this.#form.faults(action, this.#only);
    if (this.#faults.size > 0) {
      this.#host.requestUpdate();
      void this.#host.updateComplete.then(() => {
        const [first] = this.#faults.keys();
        this.#host.renderRoot.querySelector<HTMLElement>(`.sheet #${String(first)}`)?.focus();
      });
      return;
    }
    const targets = this.#targets;
    const refusals = this.#refusals(action);
    const answers = this.#form.answers(action, this.#only);
    void this.#sheet.send((key) => this.#run(action, targets, answers, key, refusals));
  }

  /** Tells the page, which may stop it. */
  #allowed(action: QueueAction, { incident }: IncidentView): boolean {
    if (action === 'priority' || action === 'comment') return true;
    const to = askedBy(action, this.#options.context())?.to ?? null;
    return emit(this.#host, 'incident-step', { incidentId: incident.id, action, to }, { cancelable: true });
  }

  /** Nothing is asked for, and so no draft tells a second press from a first one: the state that somebody saw does. */
  async #take(targets: readonly IncidentView[]): Promise<void> {
    const fresh = targets.filter(({ incident }) => !this.#taking.has(incident));
    for (const { incident } of fresh) this.#taking.add(incident);
    await this.#run('take', fresh, {});
    const waits = new Set(this.#results.flatMap(({ view, state }) => (state === 'waiting' ? [view] : [])));
    // The page has stopped it, or nothing of it could be stored.
    for (const view of fresh) if (!waits.has(view)) this.#taking.delete(view.incident);
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
    const { store, context, acted, terms, say } = this.#options;
    const desk = store();
    const targets = wanted.filter((view) => this.#allowed(action, view));
    if (!desk || targets.length === 0) return false;
    const run: Run = { action };
    this.#latest = run;
    // What was begun before and has not come to its end yet is still told of, and so is what did not work of it.
    const before = this.#results.filter(({ state }) => state === 'waiting');
    this.#results = [...before, ...targets.map((view) => ({ view, run, state: 'waiting' as const }))];
    acted(targets.map(({ incident }) => incident));
    if (targets.length > 1) say(terms().result.working(targets.length));
    this.#host.requestUpdate();
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
    void Promise.all(ends).then(() => this.#settled(run));
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

  /** All of them have come to their end. One that went well needs no report: the line shows it. */
  #settled(run: Run): void {
    const { length } = this.#of(run);
    if (length === 1 || run !== this.#latest)
      this.#results = this.#results.filter((result) => result.run !== run || result.state !== 'done');
    this.#host.requestUpdate();
  }

  #of(run: Run): readonly StepResult[] {
    return this.#results.filter((result) => result.run === run);
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

  /** @param reason Why it did not work; undefined where it did. */
  #settle(run: Run, view: IncidentView, reason: string | undefined): void {
    this.#taking.delete(view.incident);
    this.#results = this.#results.map((result) =>
      result.run !== run || result.view !== view
        ? result
        : reason === undefined
          ? { view, run, state: 'done' }
          : { view, run, state: 'failed', reason },
    );
    const own = this.#of(run);
    const [only] = own;
    this.#options.say(only && own.length === 1 ? this.#toldOf(only) : this.#summary(own));
    this.#host.requestUpdate();
  }

  /** How it went with the only one, by its name. */
  #toldOf({ view, run, reason }: StepResult): string {
    const { terms, nameOf } = this.#options;
    const { queueStep, lifecycle } = terms();
    const what = queueStep.heading(this.wordOf(run.action), nameOf(view.incident));
    return reason === undefined ? lifecycle.done(what) : `${what}: ${reason}`;
  }

  #summary(results: readonly StepResult[]): string {
    const words = this.#options.terms().result;
    return (['done', 'waiting', 'failed'] as const)
      .map((state) => [state, results.filter((result) => result.state === state).length] as const)
      .filter(([, count]) => count > 0)
      .map(([state, count]) => words[state](count))
      .join(' · ');
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
      refused: this.#refused(action),
      submitted: () => this.#submit(),
    });
  }

  /** How it went: the latest in one line, and of all with a reason for each that did not work. */
  renderResults(): readonly TemplateResult[] {
    const runs = [...new Set(this.#results.map(({ run }) => run))];
    return runs
      .filter((run) => run === this.#latest || this.#of(run).some(({ state }) => state === 'failed'))
      .map((run) => this.#renderRun(run));
  }

  #renderRun(run: Run): TemplateResult {
    const { terms, nameOf, place } = this.#options;
    const words = terms();
    const own = this.#of(run);
    const failed = own.filter(({ state }) => state === 'failed');
    const dismiss = (): void => {
      this.#results = this.#results.filter((result) => result.run !== run);
      this.#host.requestUpdate();
      place()?.focus();
    };
    return html`<div class="note results" part="results">
      <span>${words.queueStep.heading(this.wordOf(run.action), this.#summary(own))}</span>
      <button class="button small plain" type="button" @click=${dismiss}>${words.result.dismiss}</button>
      ${
        failed.length === 0
          ? nothing
          : html`<ul>
              ${failed.map(
                ({ view, reason }) =>
                  html`<li>${icon('warning')} <bdi>${nameOf(view.incident)}</bdi>: <bdi>${reason}</bdi></li>`,
              )}
            </ul>`
      }
    </div>`;
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
