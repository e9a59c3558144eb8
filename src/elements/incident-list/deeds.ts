import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Issue } from '../../core/errors.js';
import { toIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { Deed, DeedAnswers, DeedContext, DeedPlan } from '../../core/triage.js';
import { planDeed } from '../../core/triage.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import type { IncidentStore, IncidentView, Submitted } from '../../store/types.js';
import { DeedFields } from '../../ui/deed-fields.js';
import type { DeedFieldOptions, DeedFieldTerms } from '../../ui/deed-fields.js';
import { Sheet } from '../../ui/sheet.js';
import { icon } from '../../ui/icons.js';

/** How a deed went with one incident. */
export interface DeedResult {
  readonly view: IncidentView;
  readonly state: 'waiting' | 'done' | 'failed';
  /** Why it did not work. */
  readonly reason?: string;
}

export interface DeedOptions extends Omit<
  DeedFieldOptions,
  'values' | 'set' | 'terms' | 'able' | 'me' | 'policy'
> {
  readonly terms: () => DeedFieldTerms & ListTerms;
  readonly store: () => IncidentStore | undefined;
  readonly context: () => DeedContext;
  readonly issue: (issue: Issue) => string;
  readonly nameOf: (incident: Incident) => string;
  /** Something was done; these may leave the list now. */
  readonly acted: (incidents: readonly Incident[]) => void;
  /** The backend has it: as it is now it counts as looked at. */
  readonly settled: (incident: Incident) => void;
  readonly say: (message: string) => void;
  /** Where the focus goes when the sheet closes. */
  readonly place: () => HTMLElement | null;
}

/** Does something with one or many incidents: asks for what it needs, sends it through the outbox, and tells of each how it went. */
export class Deeds {
  readonly #host: LitElement;
  readonly #options: DeedOptions;
  readonly #sheet: Sheet;
  readonly #fields: DeedFields;
  #targets: readonly IncidentView[] = [];
  #issues: readonly Issue[] = [];
  #results: readonly DeedResult[] = [];
  #deed: Deed | undefined;

  constructor(host: LitElement, options: DeedOptions) {
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
    this.#fields = new DeedFields(host, {
      ...options,
      able: () => options.context().able,
      me: () => options.context().me,
      policy: () => options.context().policy,
      values: () => this.#sheet.values,
      set: (name, value) => {
        this.#issues = this.#issues.filter(({ path }) => fieldOf(path) !== name);
        this.#sheet.set(name, value);
      },
    });
  }

  /** What is asked about now. */
  get open(): Deed | undefined {
    return this.#sheet.step === undefined ? undefined : this.#deed;
  }

  /** What was written for one incident is not brought back for another one. */
  get #scope(): string {
    const [first, second] = this.#targets;
    if (first && !second) return `incident:${first.incident.id}`;
    return `queue:${this.#targets.map(({ incident }) => incident.id).join(' ')}`;
  }

  /** Begins: at once where nothing has to be asked. */
  start(deed: Deed, targets: readonly IncidentView[]): void {
    if (targets.length === 0) return;
    if (deed === 'take') {
      if (this.open) this.#sheet.close();
      void this.#run(deed, targets, {});
      return;
    }
    if (this.open) this.#sheet.close();
    this.#deed = deed;
    this.#targets = targets;
    this.#issues = [];
    this.#fields.begin();
    this.#sheet.open(deed);
  }

  /** The incident it is about; undefined for several. */
  get #only(): Incident | undefined {
    return this.#targets.length === 1 ? this.#targets[0]?.incident : undefined;
  }

  #submit(): void {
    const deed = this.#deed;
    if (!deed) return;
    const answers = this.#fields.answers();
    const plans = this.#targets.map(({ incident }) =>
      planDeed(deed, incident, answers, this.#options.context()),
    );
    // What is missing in the answers is missing for all of them.
    const missing = plans.every(({ kind }) => kind === 'refused') ? issuesOf(plans[0]) : [];
    this.#issues = missing.filter(({ code }) => code === 'required' || code === 'unknown-choice');
    if (this.#issues.length > 0) {
      this.#host.requestUpdate();
      void this.#host.updateComplete.then(() =>
        this.#host.renderRoot.querySelector<HTMLElement>('.sheet [aria-invalid="true"]')?.focus(),
      );
      return;
    }
    const targets = this.#targets;
    void this.#sheet.done();
    void this.#run(deed, targets, answers);
  }

  async #run(deed: Deed, targets: readonly IncidentView[], answers: DeedAnswers): Promise<void> {
    const { store, context, acted, terms, say } = this.#options;
    const desk = store();
    if (!desk) return;
    this.#deed = deed;
    this.#results = targets.map((view) => ({ view, state: 'waiting' }));
    acted(targets.map(({ incident }) => incident));
    say(terms().result.working(targets.length));
    this.#host.requestUpdate();
    const given = context();
    await Promise.all(
      targets.map(async (view, at) => {
        const plan = planDeed(deed, view.incident, answers, given);
        if (plan.kind === 'refused') {
          this.#settle(at, 'failed', issuesOf(plan).map(this.#options.issue).join(' '));
          return;
        }
        try {
          const { outcome } = await submit(desk, view.incident, plan);
          const { state, incident, error } = await outcome;
          if (state === 'confirmed') {
            if (incident) this.#options.settled(incident);
            this.#settle(at, 'done');
          } else this.#settle(at, 'failed', error ? this.#errorText(error.kind, error.message) : '');
        } catch (error) {
          const { kind, message } = toIncidentError(error);
          this.#settle(at, 'failed', this.#errorText(kind, message));
        }
      }),
    );
    const [only] = this.#results;
    // One that went well needs no report: the line shows it.
    if (this.#results.length === 1 && only?.state === 'done') this.#results = [];
    this.#host.requestUpdate();
  }

  #errorText(kind: keyof DeedFieldTerms['errorTitle'], message: string): string {
    return [this.#options.terms().errorTitle[kind], message].filter(Boolean).join(': ');
  }

  #settle(at: number, state: DeedResult['state'], reason?: string): void {
    this.#results = this.#results.map((result, place) =>
      place === at ? { view: result.view, state, ...(reason ? { reason } : {}) } : result,
    );
    this.#options.say(this.#summary());
    this.#host.requestUpdate();
  }

  #summary(): string {
    const words = this.#options.terms().result;
    const count = (state: DeedResult['state']): number =>
      this.#results.filter((result) => result.state === state).length;
    return (
      [
        [count('done'), words.done],
        [count('waiting'), words.waiting],
        [count('failed'), words.failed],
      ] as const
    )
      .filter(([n]) => n > 0)
      .map(([n, say]) => say(n))
      .join(' · ');
  }

  renderSheet(): TemplateResult | typeof nothing {
    const deed = this.open;
    if (!deed) return nothing;
    const { terms, nameOf } = this.#options;
    const words = terms();
    const only = this.#only;
    const what = only ? nameOf(only) : words.select.count(this.#targets.length);
    const problems = Object.fromEntries(
      this.#issues.flatMap((issue) => {
        const text = this.#options.issue(issue);
        const path = fieldOf(issue.path);
        // A resolution is several answers; the first one that is missing is meant.
        if (path !== 'resolution') return [[path, text] as const];
        const { code, notes } = this.#fields.answers();
        return [...(code ? [] : [['code', text] as const]), ...(notes ? [] : [['notes', text] as const])];
      }),
    );
    return this.#sheet.render({
      heading: words.deedOf(words.deed[deed], what),
      fields: this.#fields.render(deed, problems, only),
      outcome: this.#fields.outcome(deed, only),
      submit: words.deed[deed],
      submitted: () => this.#submit(),
    });
  }

  /** How it went: in one line, and with a reason for each that did not work. */
  renderResults(): TemplateResult | typeof nothing {
    if (this.#results.length === 0 || !this.#deed) return nothing;
    const { terms, nameOf } = this.#options;
    const words = terms();
    const failed = this.#results.filter(({ state }) => state === 'failed');
    const dismiss = (): void => {
      this.#results = [];
      this.#host.requestUpdate();
      this.#options.place()?.focus();
    };
    return html`<div class="note results" part="results">
      <span>${words.deedOf(words.deed[this.#deed], this.#summary())}</span>
      <button class="button small plain" type="button" @click=${dismiss}>${words.result.dismiss}</button>
      ${
        failed.length > 0
          ? html`<ul>
              ${failed.map(
                ({ view, reason }) =>
                  html`<li>${icon('warning')} <bdi>${nameOf(view.incident)}</bdi>: <bdi>${reason}</bdi></li>`,
              )}
            </ul>`
          : nothing
      }
    </div>`;
  }
}

/** The answer an issue is about. */
const fieldOf = (path: string): string => path.replace(/^resolution\./u, '');

const issuesOf = (plan: DeedPlan | undefined): readonly Issue[] =>
  plan?.kind === 'refused' ? plan.issues : [];

function submit(
  store: IncidentStore,
  incident: Incident,
  plan: Exclude<DeedPlan, { readonly kind: 'refused' }>,
): Promise<Submitted> {
  switch (plan.kind) {
    case 'transition':
      return store.transition(incident.id, plan.request, incident);
    case 'update':
      return store.updateIncident(incident.id, plan.patch, incident);
    case 'entry':
      return store.addEntry(incident.id, plan.entry);
  }
}
