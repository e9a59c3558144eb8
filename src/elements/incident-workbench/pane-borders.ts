import { html } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { WorkbenchTerms } from '../../locales/en/incident-workbench.js';
import type { IncidentStore } from '../../store/types.js';
import type { LivePreference } from '../../store/views/preference.js';
import { preference } from '../../store/views/preference.js';
import { keep, LiveController } from '../../ui/live.js';

/** How a border may stand. Its pane is before it, or behind it. */
interface Bounds {
  readonly pane: 'overview' | 'incident';
  readonly side: 'before' | 'behind';
  /** Pixels its pane needs. */
  readonly least: number;
  /** Share of the whole its pane may have, in percent, so that the queue keeps its own room. */
  readonly most: number;
}

/** The borders of three panes, and the one that divides two. */
export const borders = {
  overview: { pane: 'overview', side: 'before', least: 176, most: 25 },
  incident: { pane: 'incident', side: 'behind', least: 320, most: 48 },
  half: { pane: 'incident', side: 'behind', least: 280, most: 60 },
} as const satisfies Readonly<Record<string, Bounds>>;

export type BorderName = keyof typeof borders;

/** Where borders stand: percent of the whole width, from its beginning. Those that are left out stand as usual. */
type Places = Partial<Readonly<Record<BorderName, number>>>;

/** What an arrow key moves a border by, in percent of the whole. */
const step = 2;

export interface PaneBordersOptions {
  readonly store: () => IncidentStore | undefined;
  readonly terms: () => WorkbenchTerms['workbench'];
  readonly rightToLeft: () => boolean;
  /** A share in the words of the page's language. */
  readonly percent: (share: number) => string;
}

const isPlace = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 && value < 100;

/** Borders between panes that can be dragged and moved by keys, kept for each person on this device. */
export class PaneBorders implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: PaneBordersOptions;
  readonly #preference = keep((store: IncidentStore) => store.open(preference<Places>, 'workbench-borders'));
  readonly #kept: LiveController<LivePreference<Places>>;
  /** Says to those who hear it where the borders stand, however they came there. */
  readonly #watch = new ResizeObserver(() => this.#tell());
  readonly #watched = new Set<Element>();
  /** What somebody moves now, and where it is. */
  #moving: { readonly name: BorderName; readonly place: number | undefined } | undefined;

  constructor(host: LitElement, options: PaneBordersOptions) {
    this.#host = host;
    this.#options = options;
    this.#kept = new LiveController(host, () => {
      const store = options.store();
      return store && this.#preference(store);
    });
    host.addController(this);
  }

  hostUpdated(): void {
    const kept = this.#kept.value?.value;
    const moving = this.#moving;
    for (const name of Object.keys(borders) as readonly BorderName[])
      this.#draw(name, moving?.name === name ? moving.place : kept?.[name]);
    this.#watchPanes();
    this.#tell();
  }

  hostDisconnected(): void {
    this.#watch.disconnect();
    this.#watched.clear();
    this.#moving = undefined;
  }

  /** Panes come and go with the width. */
  #watchPanes(): void {
    for (const pane of this.#watched)
      if (!pane.isConnected) {
        this.#watch.unobserve(pane);
        this.#watched.delete(pane);
      }
    for (const pane of this.#host.renderRoot.querySelectorAll('.panes, .pane'))
      if (!this.#watched.has(pane)) {
        this.#watch.observe(pane);
        this.#watched.add(pane);
      }
  }

  get #panes(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.panes');
  }

  #draw(name: BorderName, place: number | undefined): void {
    const style = this.#panes?.style;
    if (isPlace(place)) style?.setProperty(`--_${name}`, `${String(place)}%`);
    else style?.removeProperty(`--_${name}`);
  }

  /** The least and the greatest place of a border at the present width. */
  #range(name: BorderName, whole: number): readonly [number, number] {
    const { side, least, most } = borders[name];
    const fewest = Math.min(most, (least / whole) * 100);
    return side === 'before' ? [fewest, most] : [100 - most, 100 - fewest];
  }

  /** Where a border stands now; undefined while its pane is not on the screen. */
  #placeOf(name: BorderName): number | undefined {
    const { pane, side } = borders[name];
    const whole = this.#panes?.getBoundingClientRect().width ?? 0;
    const width = this.#host.renderRoot.querySelector(`.pane.${pane}`)?.getBoundingClientRect().width ?? 0;
    if (whole === 0 || width === 0) return undefined;
    const share = (width / whole) * 100;
    return side === 'before' ? share : 100 - share;
  }

  #tell(): void {
    for (const border of this.#host.renderRoot.querySelectorAll<HTMLElement>('.border')) {
      const name = border.dataset['border'] as BorderName;
      const place = this.#placeOf(name);
      if (place === undefined) continue;
      const [least, most] = this.#range(name, this.#panes?.getBoundingClientRect().width ?? 0);
      border.ariaValueMin = String(Math.round(least));
      border.ariaValueMax = String(Math.round(most));
      border.ariaValueNow = String(Math.round(place));
      border.ariaValueText = this.#options.percent(Math.round(place) / 100);
    }
  }

  /** Moves a border, as far as it may go. It is kept when the hand lets go. */
  #move(name: BorderName, wanted: number): number {
    const [least, most] = this.#range(name, this.#panes?.getBoundingClientRect().width ?? 0);
    const place = Math.round(Math.min(most, Math.max(least, wanted)) * 10) / 10;
    this.#moving = { name, place };
    this.#draw(name, place);
    this.#tell();
    return place;
  }

  #keepPlace(name: BorderName, place: number | undefined): void {
    const { source } = this.#kept;
    this.#moving = { name, place };
    this.#host.requestUpdate();
    void source
      ?.set(({ [name]: _before, ...others } = {}) =>
        place === undefined ? others : { ...others, [name]: place },
      )
      .finally(() => {
        if (this.#moving?.name === name && this.#moving.place === place) this.#moving = undefined;
      });
  }

  #onKeydown(event: KeyboardEvent, name: BorderName): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const place = this.#placeOf(name);
    if (place === undefined) return;
    const onward = this.#options.rightToLeft() ? -step : step;
    const to: Readonly<Record<string, number>> = {
      ArrowRight: place + onward,
      ArrowLeft: place - onward,
      Home: 0,
      End: 100,
    };
    const wanted = to[event.key];
    if (wanted === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    this.#keepPlace(name, wanted === undefined ? undefined : this.#move(name, wanted));
  }

  #onPointerdown(event: PointerEvent, name: BorderName): void {
    const border = event.currentTarget as HTMLElement;
    const panes = this.#panes?.getBoundingClientRect();
    if (!panes || event.button !== 0) return;
    const from = event.clientX;
    const start = this.#placeOf(name) ?? 0;
    let place: number | undefined;
    const moved = ({ clientX }: PointerEvent): void => {
      const by = ((clientX - from) / panes.width) * 100;
      // A press that does not move is the half of a double click.
      if (place === undefined && Math.abs(clientX - from) < 3) return;
      place = this.#move(name, start + (this.#options.rightToLeft() ? -by : by));
    };
    const letGo = new AbortController();
    const ended = (): void => {
      letGo.abort();
      border.classList.remove('held');
      if (place !== undefined) this.#keepPlace(name, place);
    };
    border.setPointerCapture(event.pointerId);
    border.classList.add('held');
    border.addEventListener('pointermove', moved, { signal: letGo.signal });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
      border.addEventListener(end, ended, { signal: letGo.signal });
  }

  render(name: BorderName): TemplateResult {
    const { border, borderHelp } = this.#options.terms();
    const { pane } = borders[name];
    return html`<div
      class="border"
      part="border"
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${border[pane]}
      title=${borderHelp}
      data-border=${name}
      data-pane=${pane}
      @keydown=${(event: KeyboardEvent) => this.#onKeydown(event, name)}
      @pointerdown=${(event: PointerEvent) => this.#onPointerdown(event, name)}
      @dblclick=${() => this.#keepPlace(name, undefined)}
    ></div>`;
  }
}
