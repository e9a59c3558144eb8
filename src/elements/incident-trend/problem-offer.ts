import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import { actionBackend } from '../../adapters/action-backend.js';
import type { Action } from '../../core/actions.js';
import { actionsFor, deedsOf } from '../../core/actions.js';
import { durationLength } from '../../core/duration.js';
import { toIncidentError } from '../../core/errors.js';
import type { IncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { Recurrence, RecurrenceRules } from '../../core/kpi/recurrence.js';
import { recurrenceStart } from '../../core/kpi/recurrence.js';
import type { IncidentQuery } from '../../core/query.js';
import { standardRoles } from '../../core/roles.js';
import { DAY } from '../../core/time.js';
import type { IncidentListState, IncidentStore, LivePages } from '../../store/types.js';
import type { DeskController } from '../../ui/desk.js';
import { emit } from '../../ui/events.js';
import { keep, LiveController } from '../../ui/live.js';
import { Sheet } from '../../ui/sheet.js';
import { area } from '../../ui/step-fields.js';
import type { Faults } from '../../ui/step-fields.js';
import type { Speaker, TrendWordsTerms } from './trend-words.js';
import { categoryName, serviceName } from './trend-words.js';

export interface OfferOptions {
  readonly terms: () => TrendWordsTerms;
  readonly rules: () => RecurrenceRules | undefined;
  readonly roles: () => string | undefined;
  readonly say: (message: string) => void;
}

/** Shows the incidents of a recurrence in the lists, and tells whether they are shown. */
export interface RecurrenceLines {
  readonly isShown: (key: string) => boolean;
  readonly press: (key: string, query: () => IncidentQuery) => void;
}

/** The step that is about to be taken. */
interface Proposal {
  readonly store: IncidentStore;
  readonly incident: Incident;
  readonly step: Action;
  readonly note: string;
}

/** So many stand there before somebody asks for more. */
const firstShown = 5;
/** So many incidents are named in a proposal. */
const mostNamed = 20;

const keyOf = ({ service, category }: Recurrence): string =>
  `recurrence:${JSON.stringify([service, category])}`;

/**
 * What comes again and again, each with its incidents and with the step that proposes a problem: the lifecycle's own step,
 * taken with the latest of the incidents for which it can be taken.
 */
export class ProblemOffer {
  readonly #host: LitElement;
  readonly #desk: DeskController;
  readonly #options: OfferOptions;
  readonly #sheet: Sheet;
  readonly #records: LiveController<LivePages<IncidentListState>>;
  readonly #open = keep((store: IncidentStore, query: string) =>
    store.incidents(JSON.parse(query) as IncidentQuery, 100),
  );
  #asked: Recurrence | undefined;
  #unfolded = false;
  #busy = false;
  #faults: Faults = new Map();
  #fault: IncidentError | undefined;

  constructor(host: LitElement, desk: DeskController, options: OfferOptions) {
    this.#host = host;
    this.#desk = desk;
    this.#options = options;
    this.#records = new LiveController(host, () => {
      const { store } = desk;
      return store && this.#asked ? this.#open(store, JSON.stringify(this.#query(this.#asked))) : undefined;
    });
    this.#sheet = new Sheet(host, {
      terms: options.terms,
      drafts: () => desk.store?.drafts,
      author: () => desk.store?.author,
      kept: () => desk.store?.status.value.storage === 'durable',
      scope: () => 'trend',
      fallback: () => host.renderRoot.querySelector<HTMLElement>('.recurring button'),
    });
  }

  #query({ service, category, incidentIds }: Recurrence): IncidentQuery {
    const rules = this.#options.rules();
    return {
      ids: incidentIds,
      service,
      category: [category],
      // Whole days, so that the question stays the same.
      ...(rules ? { loggedFrom: Math.floor(recurrenceStart(rules, this.#desk.now()) / DAY) * DAY } : {}),
    };
  }

  #what(by: Speaker, { service, category }: Recurrence): string {
    return by.locale.terms.recurring.what(serviceName(by, service), categoryName(by, category));
  }

  #times(by: Speaker, { incidentIds }: Recurrence): string {
    const rules = this.#options.rules();
    const days = rules ? Math.round(durationLength(rules.within) / DAY) : 0;
    return by.locale.terms.recurring.times(incidentIds.length, days);
  }

  /** The step as the lifecycle would offer it. */
  #stepFor(incident: Incident): Action | undefined {
    const { store, policy } = this.#desk;
    const { person: me } = this.#desk;
    return actionsFor(incident, {
      policy: { roles: policy?.roles ?? standardRoles },
      roles: (this.#options.roles() ?? 'analyst').split(/\s+/u),
      audience: 'staff',
      ...(me ? { me } : {}),
      backend: actionBackend(store?.adapter),
    }).find(({ name }) => name === 'problem');
  }

  /** The records of what is asked about, the latest first. */
  #incidents(): readonly Incident[] {
    return [...(this.#records.value?.items ?? [])]
      .map(({ incident }) => incident)
      .sort((a, b) => b.loggedAt - a.loggedAt);
  }

  /** Where the step is taken, or why it cannot be. */
  #place(): { readonly incident: Incident; readonly step: Action } | undefined {
    const steps = this.#incidents().flatMap((incident) => {
      const step = this.#stepFor(incident);
      return step ? [{ incident, step }] : [];
    });
    return steps.find(({ step }) => step.refused === undefined) ?? steps[0];
  }

  #ask(recurrence: Recurrence, opener: EventTarget | null): void {
    this.#fault = undefined;
    this.#faults = new Map();
    this.#asked = recurrence;
    this.#sheet.open(keyOf(recurrence), opener instanceof HTMLElement ? opener : undefined);
  }

  async #propose(by: Speaker, recurrence: Recurrence): Promise<void> {
    const place = this.#place();
    const { store } = this.#desk;
    const note = this.#note(by, recurrence);
    this.#faults = new Map(note.trim() === '' ? [['note', 'required']] : []);
    this.#host.requestUpdate();
    if (!place || !store || this.#busy || this.#faults.size > 0 || place.step.refused) return;
    const { incident, step } = place;
    const detail = { incidentId: incident.id, action: step.name, to: null };
    if (!emit(this.#host, 'incident-step', detail, { cancelable: true })) return;
    this.#busy = true;
    await this.#sheet.send((key) => this.#store(by, recurrence, { store, incident, step, note }, key));
    this.#busy = false;
    this.#host.requestUpdate();
  }

  /** True when the proposal is stored. */
  async #store(
    by: Speaker,
    recurrence: Recurrence,
    { store, incident, step, note }: Proposal,
    key: string | undefined,
  ): Promise<boolean> {
    try {
      await store.perform(incident, deedsOf(step, incident, { note }, this.#desk.person), key);
      const words = by.locale.terms.recurring;
      const isOffline = store.status.value.connection === 'offline';
      this.#options.say((isOffline ? words.waiting : words.proposed)(this.#what(by, recurrence)));
      return true;
    } catch (error) {
      this.#fault = toIncidentError(error);
      return false;
    }
  }

  /** What somebody has written, or what is usually said. */
  #note(by: Speaker, recurrence: Recurrence): string {
    const own = this.#sheet.values['note'];
    if (typeof own === 'string') return own;
    const numbers = this.#incidents()
      .slice(0, mostNamed)
      .map(({ number, id }) => number || id);
    if (numbers.length === 0) return '';
    const { actionText, recurring: words } = by.locale.terms;
    const said = words.note(this.#times(by, recurrence), this.#what(by, recurrence), numbers.join(', '));
    return `${actionText.problem ?? ''}${said}`;
  }

  #renderSheet(by: Speaker, recurrence: Recurrence): TemplateResult | typeof nothing {
    if (this.#sheet.step !== keyOf(recurrence)) return nothing;
    const { terms } = by.locale;
    const place = this.#place();
    const refused = place?.step.refused;
    const { error } = this.#records.value ?? {};
    return html`${this.#sheet.render({
      heading: terms.recurring.heading(this.#what(by, recurrence)),
      fields: area(
        {
          terms,
          values: { note: this.#note(by, recurrence) },
          set: (name, value) => this.#sheet.set(name, value),
          faults: this.#faults,
        },
        'note',
        terms.actionField.note,
        true,
      ),
      outcome: refused
        ? terms.refusal[refused]
        : place
          ? terms.recurring.outcome(place.incident.number || place.incident.title)
          : error
            ? undefined
            : terms.loading,
      submit: terms.action.problem,
      busy: this.#busy || !place || refused !== undefined,
      error: this.#fault ?? (place ? undefined : error),
      submitted: () => void this.#propose(by, recurrence),
    })}`;
  }

  #renderRow(by: Speaker, recurrence: Recurrence, lines: RecurrenceLines): TemplateResult {
    const { action, recurring: words, trend } = by.locale.terms;
    const key = keyOf(recurrence);
    const what = this.#what(by, recurrence);
    return html`<li class="recurrence">
      <div class="recurrence-line">
        <span class="wrap">${what}</span>
        <button
          class="lines number"
          type="button"
          title=${trend.show}
          aria-pressed=${lines.isShown(key) ? 'true' : 'false'}
          @click=${() => lines.press(key, () => this.#query(recurrence))}
        >
          ${this.#times(by, recurrence)}
        </button>
        <button
          class="button small"
          type="button"
          aria-label=${words.heading(what)}
          aria-expanded=${this.#sheet.step === key ? 'true' : 'false'}
          @click=${({ currentTarget }: Event) => this.#ask(recurrence, currentTarget)}
        >
          ${action.problem}
        </button>
      </div>
      ${this.#renderSheet(by, recurrence)}
    </li>`;
  }

  render(by: Speaker, all: readonly Recurrence[], lines: RecurrenceLines): TemplateResult | typeof nothing {
    if (all.length === 0) return nothing;
    const { recurring: words } = by.locale.terms;
    const shown = this.#unfolded ? all : all.slice(0, firstShown);
    const rest = all.length - shown.length;
    const unfold = (): void => {
      this.#unfolded = true;
      this.#host.requestUpdate();
    };
    return html`<section class="recurring" part="recurring" aria-labelledby="recurring">
      <h4 id="recurring" tabindex="-1">${words.title}</h4>
      <ul>
        ${shown.map((recurrence) => this.#renderRow(by, recurrence, lines))}
      </ul>
      ${rest > 0 ? html`<button class="button small plain" type="button" @click=${unfold}>${words.more(rest)}</button>` : nothing}
    </section>`;
  }
}
