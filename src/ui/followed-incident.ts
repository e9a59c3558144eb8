import type { ReactiveController, ReactiveControllerHost } from 'lit';

import { pastOfRecords } from '../adapters/adapter.js';
import type { Entry } from '../core/entry.js';
import type { IncidentHistory } from '../core/history.js';
import { fitting, historyOf, ranksIn } from '../core/history.js';
import type { Incident } from '../core/incident.js';
import type { Policy } from '../core/policy.js';
import type { IncidentClocks } from '../core/sla/clocks.js';
import { aged, clocksOf } from '../core/sla/clocks.js';
import type { Instant } from '../core/time.js';
import type {
  IncidentState,
  IncidentStore,
  LiveTimeline,
  Refreshable,
  TimelineState,
} from '../store/types.js';
import { backendClocks } from '../store/views/clocks.js';
import type { ClocksState } from '../store/views/clocks.js';
import { incidentTimeline } from '../store/views/timeline.js';
import { keep, LiveController } from './live.js';

/** A timeline is read whole up to so many entries. */
const mostEntries = 1000;
/** The words of so many notes are fetched where the backend keeps them apart. */
const mostTexts = 50;

export interface FollowOptions {
  readonly store: () => IncidentStore | undefined;
  /** Id of the incident; empty for none. */
  readonly id: () => string;
  /** Whether its timeline and the backend's own clocks are read too. Lines of a list read none. */
  readonly past: () => boolean;
  /** Whether the words of its notes matter, also where they have to be fetched one by one. */
  readonly notes?: boolean;
}

/** One incident as of some instant. */
export interface Situation {
  readonly incident: Incident;
  readonly history: IncidentHistory;
  readonly clocks: IncidentClocks;
  /** Its timeline has not been read whole, so that some of the past may be missing. */
  readonly partial: boolean;
}

/** What a past is read from; replaced when the timeline has grown or its reading has ended. */
interface Past {
  readonly entries: readonly Entry[];
  readonly whole: boolean;
}

/** Follows one incident with its past, so far as its clocks and its ladder are read off it. */
export class FollowedIncident implements ReactiveController {
  readonly #options: FollowOptions;
  readonly #record = keep((store: IncidentStore, id: string) => store.incident(id));
  readonly #log = keep((store: IncidentStore, id: string) => store.open(incidentTimeline, id));
  readonly #own = keep((store: IncidentStore, id: string) => store.open(backendClocks, id));
  readonly #incident: LiveController<Refreshable<IncidentState>>;
  readonly #timeline: LiveController<LiveTimeline>;
  readonly #clocks: LiveController<Refreshable<ClocksState>>;
  readonly #past = keep((state: TimelineState | undefined, _revision: number | undefined): Past => {
    const known = state?.state === 'ready' || state?.state === 'empty';
    return { entries: state?.entries.all() ?? [], whole: known && !state.hasMore };
  });
  readonly #history = keep(
    (past: Past, incident: Incident, policy: Policy, ofRecords: IncidentHistory): IncidentHistory => {
      const history = historyOf(past.entries, { rankOf: ranksIn(policy.matrix) });
      // What has been told of is worth knowing also where the beginning of the timeline is missing.
      return past.whole ? fitting(history, incident) : { ...ofRecords, fired: history.fired };
    },
  );
  #reading = false;

  constructor(host: ReactiveControllerHost & HTMLElement, options: FollowOptions) {
    this.#options = options;
    const pick = <T>(view: (store: IncidentStore, id: string) => T): T | undefined => {
      const store = options.store();
      const id = options.id();
      return store && id !== '' ? view(store, id) : undefined;
    };
    this.#incident = new LiveController(host, () => pick(this.#record));
    this.#timeline = new LiveController(host, () => (options.past() ? pick(this.#log) : undefined));
    this.#clocks = new LiveController(host, () =>
      options.past() && options.store()?.adapter.clocks ? pick(this.#own) : undefined,
    );
    host.addController(this);
  }

  /** Undefined while no incident is named. */
  get state(): IncidentState | undefined {
    return this.#incident.value;
  }

  /** The incident with its past and its clocks. @throws IncidentError for a policy whose calendars are missing. */
  situation(incident: Incident, policy: Policy, now: Instant): Situation {
    const state = this.#timeline.value;
    const past = this.#past(state, state?.revision);
    const adapter = this.#options.store()?.adapter;
    const ofRecords = pastOfRecords(adapter?.traits);
    // A timeline that does not exist is empty, and tells nothing by it.
    const history = adapter?.entries ? this.#history(past, incident, policy, ofRecords) : ofRecords;
    const { clocks = [], fetchedAt } = this.#clocks.value ?? {};
    const readAt = fetchedAt === undefined ? now : fetchedAt + (adapter?.ahead?.() ?? 0);
    const backend = clocks.map((clock) => aged(clock, readAt, now));
    return {
      incident,
      history,
      clocks: clocksOf(incident, history, policy, now, backend),
      partial: this.#options.past() && !past.whole,
    };
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await Promise.all([
      this.#incident.source?.refresh(),
      this.#timeline.source?.refresh(),
      this.#clocks.source?.refresh(),
    ]);
  }

  hostUpdated(): void {
    if (!this.#reading) void this.#readOn();
  }

  /** Reads the timeline to its end, as far as that is worth it. What has failed once is left to the next refresh. */
  async #readOn(): Promise<void> {
    const { source, value } = this.#timeline;
    if (!source || value?.state !== 'ready' || value.error) return;
    const { entries, hasMore } = value;
    const silent = this.#options.notes
      ? entries.all().filter(({ kind, deferred }) => deferred && kind === 'work-note')
      : [];
    const more = hasMore && entries.length < mostEntries;
    if (!more && silent.length === 0) return;
    this.#reading = true;
    try {
      if (silent.length > 0) await source.loadTexts(silent.slice(0, mostTexts).map(({ id }) => id));
      if (more) await source.loadMore();
    } finally {
      this.#reading = false;
    }
  }
}
