import type { IncidentView } from '../../store/types.js';

/** Which lines are ticked. A new set for each change, so that rows notice. */
export class Selection {
  #ticked: ReadonlySet<string> = new Set();
  /** Where a range begins. */
  #from: string | undefined;

  get ticked(): ReadonlySet<string> {
    return this.#ticked;
  }

  get from(): string | undefined {
    return this.#from;
  }

  /** Ticks a line or takes its tick away. */
  toggle(id: string): void {
    const ticked = new Set(this.#ticked);
    if (!ticked.delete(id)) ticked.add(id);
    this.#ticked = ticked;
    this.#from = id;
  }

  /** Ticks all of these too. */
  add(views: readonly IncidentView[]): void {
    this.#ticked = new Set([...this.#ticked, ...views.map(({ incident }) => incident.id)]);
    this.#from = views.at(-1)?.incident.id ?? this.#from;
  }

  clear(): void {
    if (this.#ticked.size > 0) this.#ticked = new Set();
    this.#from = undefined;
  }

  /** Takes the ticks of lines away that are no longer shown: nothing is done to what nobody sees. */
  keep(views: readonly IncidentView[]): readonly IncidentView[] {
    if (this.#ticked.size === 0) return [];
    const present = views.filter(({ incident }) => this.#ticked.has(incident.id));
    if (present.length !== this.#ticked.size)
      this.#ticked = new Set(present.map(({ incident }) => incident.id));
    return present;
  }
}
