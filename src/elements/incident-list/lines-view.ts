import type { LitElement, ReactiveController } from 'lit';

import type { Incident } from '../../core/incident.js';
import type { IncidentStore, IncidentView } from '../../store/types.js';
import { afterLooking, freshnessOf, seenFrom, seenIncidents } from '../../store/views/seen.js';
import type { LivePreference } from '../../store/views/preference.js';
import type { Seen } from '../../store/views/seen.js';
import type { DeskController } from '../../ui/desk.js';
import { keep, LiveController } from '../../ui/live.js';
import type { RowSpeech } from './queue-row.js';
import { QueueRows } from './queue-rows.js';
import type { QueueRowsOptions } from './queue-rows.js';
import type { QueueState } from './queue.js';

/** What the lines look like now, beside what they say. */
export interface LinesLook {
  readonly shown: QueueState | undefined;
  readonly speech: RowSpeech;
  /** Id of the incident that is open. */
  readonly chosen: string | undefined;
  readonly ticked: ReadonlySet<string>;
  /** Ids of incidents with something on its way that was done here. */
  readonly working: ReadonlySet<string>;
}

/** The drawn lines, whose hand is on them, and what the signed-in person has looked at of them. */
export class LinesView implements ReactiveController {
  readonly #host: LitElement;
  readonly #desk: DeskController;
  readonly #options: QueueRowsOptions;
  readonly #seen;
  readonly #seenOf = keep((store: IncidentStore) => store.open(seenIncidents));
  readonly #freshOf = keep(
    (seen: Seen | undefined, chosen: string | undefined, working: ReadonlySet<string>) =>
      (incident: Incident) =>
        incident.id === chosen || working.has(incident.id) ? undefined : freshnessOf(seen, incident),
  );
  #rows: QueueRows | undefined;
  /** What somebody has looked at is being noted there for the first time. */
  #begun: LivePreference<Seen> | undefined;
  #pointer = false;

  constructor(host: LitElement, desk: DeskController, options: QueueRowsOptions) {
    this.#host = host;
    this.#desk = desk;
    this.#options = {
      ...options,
      choose: (view: IncidentView) => {
        void this.look([view.incident]);
        options.choose(view);
      },
    };
    this.#seen = new LiveController(host, () => desk.store && this.#seenOf(desk.store));
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#drop();
    this.#pointer = false;
  }

  /** Undefined while no line is drawn. */
  get rows(): QueueRows | undefined {
    return this.#rows;
  }

  /** Whether somebody has the hand on the lines: a pointer is over them, or the focus in them. */
  get hand(): boolean {
    const root = this.#host.renderRoot as ShadowRoot;
    const active = root.activeElement;
    return this.#pointer || (active !== null && (root.querySelector('.body')?.contains(active) ?? false));
  }

  readonly onPointer = (event: PointerEvent): void => {
    this.#pointer = event.type === 'pointerenter' && event.pointerType !== 'touch';
    this.#host.requestUpdate();
  };

  /** When the focus has left, what waited for that may come. */
  readonly onFocusOut = (): void => this.#host.requestUpdate();

  /** These have been looked at as they are now. */
  async look(incidents: readonly Incident[]): Promise<void> {
    await this.#seen.source?.set((seen) => afterLooking(seen ?? seenFrom(this.#desk.now()), incidents));
  }

  /** Draws the lines into what the host has rendered. */
  draw({ shown, speech, chosen, ticked, working }: LinesLook): void {
    const scroller = this.#host.renderRoot.querySelector<HTMLElement>('.scroller');
    const body = scroller?.querySelector<HTMLElement>('.body');
    if (!scroller || !body || !shown || !this.#host.isConnected) {
      this.#drop();
      return;
    }
    if (this.#rows?.scroller !== scroller) {
      this.#drop();
      this.#rows = new QueueRows(scroller, body, this.#options);
    }
    this.#beginWith(shown);
    const seen = this.#seen.value?.value;
    this.#rows.show({
      rows: shown.rows,
      speech,
      chosen,
      ticked,
      gone: shown.gone,
      freshOf: this.#freshOf(seen, chosen, working),
      question: shown.question,
    });
    // What is open beside the list is being looked at.
    const open =
      chosen === undefined ? undefined : shown.lines.find(({ incident }) => incident.id === chosen);
    if (open && freshnessOf(seen, open.incident)) void this.look([open.incident]);
  }

  /** From the first answer on: only then it is known what the backend's clock says. */
  #beginWith({ state: { fetchedAt } }: QueueState): void {
    const { source, value } = this.#seen;
    if (fetchedAt === undefined || value?.state !== 'empty' || source === this.#begun) return;
    this.#begun = source;
    const now = this.#desk.now();
    void source?.set((seen) => seen ?? seenFrom(now));
  }

  #drop(): void {
    this.#rows?.dispose();
    this.#rows = undefined;
    // Without lines there is nothing a pointer could be over.
    this.#pointer = false;
  }
}
