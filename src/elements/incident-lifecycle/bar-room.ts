import type { LitElement, ReactiveController } from 'lit';

/** So many steps stand beside the strong one where there is room for them. */
const most = 3;

/** How the bar is laid out. */
export interface BarLook {
  /** So many steps stand beside the strong one. */
  readonly plain: number;
  /** Where it stands has a row of its own above the steps. */
  readonly apart: boolean;
}

const roomy: BarLook = { plain: most, apart: false };

/** Width an element asks of its row; what is only read out asks for none. */
const widthOf = (element: Element): number => {
  const { width } = element.getBoundingClientRect();
  return getComputedStyle(element).position === 'absolute' ? 0 : width;
};

/**
 * Keeps the bar of actions in one row: as many steps as fit beside the strong one. Words differ in length from language
 * to language, so that only measuring tells how many they are. It is measured before anything is painted.
 */
export class BarRoom implements ReactiveController {
  readonly #host: LitElement;
  readonly #watch: ResizeObserver;
  #look = roomy;
  /** What the look was found for. */
  #found = '';

  constructor(host: LitElement) {
    this.#host = host;
    this.#watch = new ResizeObserver(() => {
      // Not within the measuring.
      requestAnimationFrame(() => this.#measure());
    });
    host.addController(this);
  }

  get look(): BarLook {
    return this.#look;
  }

  hostConnected(): void {
    this.#watch.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#watch.disconnect();
    this.#found = '';
  }

  hostUpdated(): void {
    this.#measure();
  }

  #show(look: BarLook): void {
    if (look.plain === this.#look.plain && look.apart === this.#look.apart) return;
    this.#look = look;
    this.#host.requestUpdate();
  }

  #measure(): void {
    const bar = this.#host.renderRoot.querySelector('.bar');
    const width = bar?.clientWidth ?? 0;
    if (!bar || width === 0) return;
    const parts = [...bar.children];
    const standing = parts.find((part) => part.matches('.standing'));
    const key = [width, bar.getAttribute('data-steps'), standing?.textContent].join('|');
    if (key === this.#found) return;
    // Nothing can be measured that is not there.
    if (this.#look.plain < most || this.#look.apart) {
      this.#show(roomy);
      return;
    }
    this.#found = key;
    const gap = Number.parseFloat(getComputedStyle(bar).columnGap) || 0;
    const plain = parts.filter((part) => part.matches('[data-plain]'));
    const always = parts.filter((part) => part !== standing && !plain.includes(part));
    const fitting = (room: number): number => {
      let left = room - always.reduce((sum, part) => sum + widthOf(part) + gap, 0);
      const over = plain.findIndex((part) => (left -= widthOf(part) + gap) < 0);
      return over < 0 ? plain.length : over;
    };
    const beside = standing ? widthOf(standing) : 0;
    const inRow = fitting(width + gap - (beside > 0 ? beside + gap : 0));
    const apart = beside > 0 && inRow === 0 && plain.length > 0;
    const count = apart ? fitting(width + gap) : inRow;
    this.#show({ plain: count >= plain.length ? most : count, apart });
  }
}
