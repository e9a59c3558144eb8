import { Directive, directive } from 'lit/directive.js';

/** What a live region says, and what it was said for. */
class Said extends Directive {
  #text = '';
  #occasion: unknown;
  #again = false;

  render(text: string, occasion: unknown): string {
    this.#again = text === this.#text && this.#again !== (occasion !== this.#occasion);
    this.#text = text;
    this.#occasion = occasion;
    return this.#again && text !== '' ? `${text}\u00a0` : text;
  }
}

/**
 * A text in a live region, said again when the occasion is another one although the words are the same: a region speaks
 * only where its text changes, so every second time it ends with a space that nobody hears.
 */
export const said = directive(Said);
