import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

/** Space between a panel and what it belongs to, and at least to the edges of the window, in pixels. */
const gap = 4;
const edge = 8;
/** A panel that has less room than this below goes above, if there is more. */
const enough = 240;

/** Whether the browser can lay a panel above the page. Without that it lies within the element, above its other parts. */
export const hasTopLayer = (): boolean => 'popover' in HTMLElement.prototype;

export interface Placement {
  /** Which edge of the panel lies on that of the anchor. */
  readonly align?: 'start' | 'end';
  /** As wide as the anchor at least. */
  readonly wide?: boolean;
}

function place(panel: HTMLElement, anchor: Element, { align = 'start', wide = false }: Placement): void {
  const at = anchor.getBoundingClientRect();
  const { clientWidth } = document.documentElement;
  if (wide) panel.style.setProperty('--_least', `${String(at.width)}px`);
  const below = innerHeight - at.bottom - gap - edge;
  const above = at.top - gap - edge;
  const upwards = below < Math.min(panel.scrollHeight, enough) && above > below;
  panel.style.setProperty('--_room', `${String(Math.max(0, upwards ? above : below))}px`);
  const { width, height } = panel.getBoundingClientRect();
  const atLeft = (getComputedStyle(panel).direction === 'rtl') === (align === 'end');
  const left = Math.max(edge, Math.min(atLeft ? at.left : at.right - width, clientWidth - edge - width));
  const top = upwards ? at.top - gap - height : at.bottom + gap;
  // Within the element it is laid out from what holds it, above the page from the window.
  const origin = hasTopLayer() ? undefined : panel.offsetParent?.getBoundingClientRect();
  panel.style.setProperty('--_left', `${String(left - (origin?.left ?? 0))}px`);
  panel.style.setProperty('--_top', `${String(top - (origin?.top ?? 0))}px`);
}

/**
 * Keeps an open panel beside its anchor, inside the window, while the page scrolls and the window changes; call it again when the
 * content has changed.
 *
 * @returns Ends it.
 */
export function keepBeside(panel: HTMLElement, anchor: Element, placement: Placement = {}): () => void {
  const follow = (): void => place(panel, anchor, placement);
  follow();
  addEventListener('scroll', follow, { capture: true, passive: true });
  addEventListener('resize', follow);
  return () => {
    removeEventListener('scroll', follow, { capture: true });
    removeEventListener('resize', follow);
    panel.style.cssText = '';
  };
}

/** What a popover's button and panel are called and hold. */
export interface PopoverView {
  /** Name of the button and of the panel. */
  readonly label: string;
  readonly icon: TemplateResult;
  /** Drawn only while it is open. */
  readonly content: () => TemplateResult;
}

/**
 * A button that opens a panel above the page, for what explains something beside it: it moves nothing else. Escape, a
 * press elsewhere and the button itself close it.
 */
export class Popover implements ReactiveController {
  readonly #host: LitElement;
  readonly #id: string;
  readonly #placement: Placement;
  #open = false;
  /** What it explains has been in sight since it was opened. */
  #isSeen = false;
  #end: (() => void) | undefined;
  readonly #elsewhere = (event: Event): void => {
    const panel = this.#panel;
    if (panel && !event.composedPath().includes(panel.parentElement ?? panel)) this.close();
  };

  /** `id` names the panel within the element. */
  constructor(host: LitElement, id: string, placement: Placement = {}) {
    this.#host = host;
    this.#id = id;
    this.#placement = placement;
    host.addController(this);
  }

  get open(): boolean {
    return this.#open;
  }

  get #panel(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`#${this.#id}`);
  }

  hostUpdated(): void {
    const panel = this.#panel;
    this.#end?.();
    this.#end = undefined;
    if (!this.#open || !panel) return;
    const anchor = panel.previousElementSibling ?? panel;
    const end = keepBeside(panel, anchor, this.#placement);
    // Above the page the browser itself closes it.
    if (!hasTopLayer()) document.addEventListener('pointerdown', this.#elsewhere);
    // Once what it explains is scrolled away it would lie over something else.
    const sight = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) this.#isSeen = true;
      else if (this.#isSeen) this.close();
    });
    sight.observe(anchor);
    this.#end = () => {
      sight.disconnect();
      end();
      document.removeEventListener('pointerdown', this.#elsewhere);
    };
  }

  hostDisconnected(): void {
    this.#end?.();
    this.#end = undefined;
    this.#open = false;
  }

  close(): void {
    if (hasTopLayer() && this.#panel?.matches(':popover-open') === true) this.#panel.hidePopover();
    this.#show(false);
  }

  render({ label, icon, content }: PopoverView): TemplateResult {
    const native = hasTopLayer();
    return html`<div class="popover-place" @keydown=${this.#onKeydown}>
      <button
        type="button"
        class="popover-button"
        popovertarget=${native ? this.#id : nothing}
        aria-expanded=${this.#open ? 'true' : 'false'}
        aria-controls=${this.#id}
        title=${label}
        @click=${native ? nothing : this.#onClick}
      >
        ${icon}
      </button>
      <div
        class="popover"
        id=${this.#id}
        role="group"
        aria-label=${label}
        tabindex="0"
        popover=${native ? 'auto' : nothing}
        ?hidden=${!native && !this.#open}
        @beforetoggle=${this.#onToggle}
      >
        ${this.#open ? content() : nothing}
      </div>
    </div>`;
  }

  #show(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    this.#isSeen = false;
    this.#host.requestUpdate();
  }

  #onClick = (): void => this.#show(!this.#open);

  // Before it is on the screen, so that it never shows empty.
  #onToggle = (event: ToggleEvent): void => {
    if (event.target === event.currentTarget) this.#show(event.newState === 'open');
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#open || event.defaultPrevented) return;
    event.preventDefault();
    this.close();
    (this.#panel?.previousElementSibling as HTMLElement | null)?.focus();
  };
}
