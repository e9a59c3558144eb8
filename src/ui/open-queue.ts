import type { ReactiveControllerHost } from 'lit';

import { pastOfRecords } from '../adapters/adapter.js';
import type { IncidentHistory } from '../core/history.js';
import type { Incident } from '../core/incident.js';
import type { Policy } from '../core/policy.js';
import type { Instant } from '../core/time.js';
import type { Workload } from '../core/workload.js';
import { workloadOf } from '../core/workload.js';
import type { IncidentListState, IncidentStore, LivePages } from '../store/types.js';
import { keep, LiveController } from './live.js';
import { openIncidents } from './open-incidents.js';
import { told } from './told.js';

/** A workload is counted anew as time passes, in milliseconds. */
const minute = 60_000;

export interface OpenQueueOptions {
  /** Undefined while nobody looks: nothing is read then. */
  readonly store: () => IncidentStore | undefined;
  readonly policy: () => Policy | undefined;
  readonly now: () => Instant;
}

/** Who has what, and how much of the queue it was counted from. */
export interface CountedWorkload {
  readonly workload: Workload;
  readonly state: IncidentListState;
  /** How many incidents it was counted from. */
  readonly shown: number;
}

/** Counts who has what from the open incidents this device knows, for as long as somebody looks. */
export class OpenQueue {
  readonly #list: LiveController<LivePages<IncidentListState>>;
  readonly #options: OpenQueueOptions;
  readonly #count = keep(
    (items: IncidentListState['items'], policy: Policy, at: Instant, history: IncidentHistory): Workload => {
      const incidents: Incident[] = items.map(({ incident }) => incident);
      return workloadOf(incidents, policy, at, history);
    },
  );

  constructor(host: ReactiveControllerHost & HTMLElement, options: OpenQueueOptions) {
    this.#options = options;
    this.#list = new LiveController(host, () => {
      const store = options.store();
      return store && openIncidents(store);
    });
  }

  /** Undefined while nothing is known. */
  get value(): CountedWorkload | undefined {
    const { state } = this;
    const policy = this.#options.policy();
    if (!state || !policy || state.state === 'loading' || state.state === 'error') return undefined;
    const at = Math.floor(this.#options.now() / minute) * minute;
    const history = pastOfRecords(this.#options.store()?.adapter.traits);
    return { workload: this.#count(state.items, policy, at, history), state, shown: state.items.length };
  }

  get state(): IncidentListState | undefined {
    return this.#list.value && told(this.#list.value);
  }

  /** Reads the queue to its end. */
  async readOn(): Promise<void> {
    const { source } = this.#list;
    for (let before = -1; source?.value.hasMore && source.value.items.length > before;) {
      before = source.value.items.length;
      await source.loadMore();
    }
  }

  async refresh(): Promise<void> {
    await this.#list.source?.refresh();
  }
}
