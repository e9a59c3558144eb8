import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Condition, Filter, FilterField as FilterName, FilterProblem } from '../../core/filter.js';
import { nobody, parseFilter, printCondition, printFilter, spans } from '../../core/filter.js';
import { fieldRow, fields } from '../../core/fields.js';
import type { FilterCompletion } from '../../core/filter-completion.js';
import { icon } from '../../ui/icons.js';
import { said } from '../../ui/said.js';
import { FilterCompletions } from './filter-completions.js';
import { filterWords } from './filter-words.js';
import type { FilterChoices, FilterTerms } from './filter-words.js';

export interface FilterFieldOptions {
  readonly terms: () => FilterTerms;
  /** The filter is another one now. */
  readonly changed: (filter: Filter) => void;
  /** The way from the field to the lines. */
  readonly leave: () => void;
  readonly say: (message: string) => void;
}

/** After the last key, in milliseconds. */
const wait = 250;

/**
 * The filter of a list: a field to type in, with what was understood as chips before it. Words without a field stay in
 * the field; everything else becomes a chip when it is complete. Both are the same filter.
 */
export class FilterField implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: FilterFieldOptions;
  readonly #completions: FilterCompletions;
  #choices: FilterChoices | undefined;
  #chips: Filter = [];
  #text = '';
  #told: Filter = [];
  #problems: readonly FilterProblem[] = [];
  /** How often Enter was pressed: what is wrong is said again then, and not with each letter. */
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, options: FilterFieldOptions) {
    this.#host = host;
    this.#options = options;
    this.#completions = new FilterCompletions(host, {
      id: 'filter',
      terms: options.terms,
      words: () => (this.#choices ? filterWords(this.#choices, options.terms(), this.#choices.people()) : []),
      say: options.say,
      chosen: (completion) => this.#complete(completion),
    });
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Everything that is in force, chips and words; what is being typed is not yet. */
  get filter(): Filter {
    return this.#told;
  }

  /** Takes over a filter from outside. */
  set(text: string): void {
    clearTimeout(this.#timer);
    const { filter, problems } = this.#read(text);
    this.#chips = filter.filter(({ field }) => field !== 'text');
    this.#text = printFilter(filter.filter(({ field }) => field === 'text'));
    this.#problems = problems;
    this.#told = filter;
  }

  focus(): void {
    this.#input?.focus();
  }

  get #input(): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector<HTMLInputElement>('#filter');
  }

  #read(text: string) {
    const { incidentField, filter } = this.#options.terms();
    const names = { ...incidentField, ...filter.fields };
    return parseFilter(text, (word) => {
      const known = Object.entries(names).find(
        ([, label]) => label.toLowerCase().replaceAll(/\s+/gu, '-') === word,
      );
      const found = known?.[0];
      return fields.some(({ name }) => name === found) || spans.some((span) => span === found)
        ? (found as FilterName)
        : undefined;
    });
  }

  #typed() {
    return this.#read(this.#text);
  }

  /** What was typed in full becomes chips; `all` takes what the caret still stands behind too. */
  #take(all: boolean): void {
    const { filter, problems } = this.#typed();
    this.#problems = problems;
    // A blank inside quotes ends no word.
    const quoted = (this.#text.replaceAll(/\\./gu, '').match(/"/gu)?.length ?? 0) % 2 === 1;
    if (!all && (quoted || !/\s$/u.test(this.#text))) return;
    const ready = filter.filter(({ field }) => field !== 'text');
    if (ready.length === 0) return;
    for (const condition of ready) this.#chips = joined(this.#chips, condition);
    const rest = printFilter(filter.filter(({ field }) => field === 'text'));
    const wrong = problems.map(({ typed }) => typed).join(' ');
    this.#text = [rest, wrong].filter((part) => part !== '').join(' ') + (all || rest === '' ? '' : ' ');
  }

  #tell(): void {
    clearTimeout(this.#timer);
    this.#told = [...this.#chips, ...this.#typed().filter];
    this.#options.changed(this.#told);
    this.#host.requestUpdate();
  }

  #onInput = (event: Event): void => {
    this.#text = (event.target as HTMLInputElement).value;
    this.#take(false);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), wait);
    this.#completions.offer(this.#text);
  };

  /** Takes what was offered. A field waits for its value, whatever else it narrows by then. */
  #complete({ text, value }: FilterCompletion): void {
    this.#text = value ? `${text} ` : text;
    if (value) {
      this.#take(false);
      this.#tell();
    } else this.#completions.offer(text);
    this.#host.requestUpdate();
  }

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (this.#completions.handle(event)) {
      event.preventDefault();
      return;
    }
    if (event.altKey) return;
    const input = event.target as HTMLInputElement;
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
    const last = this.#chips.at(-1);
    if (event.key === 'Enter') {
      this.#completions.close();
      this.#asked++;
      this.#take(true);
      this.#tell();
    } else if (event.key === 'Escape' && this.#text !== '') {
      this.#text = '';
      this.#take(true);
      this.#tell();
    } else if (event.key === 'Backspace' && atStart && last) {
      // The last chip can be typed on.
      this.#chips = this.#chips.slice(0, -1);
      this.#text = [printCondition(last), this.#text].filter((part) => part !== '').join(' ');
      this.#host.requestUpdate();
    } else if (event.key === 'ArrowDown') this.#options.leave();
    else return;
    event.preventDefault();
  };

  #remove(condition: Condition): void {
    const at = this.#chips.indexOf(condition);
    this.#chips = this.#chips.filter((one) => one !== condition);
    this.#tell();
    void this.#host.updateComplete.then(() => {
      const chips = this.#host.renderRoot.querySelectorAll<HTMLElement>('.chip');
      (chips[Math.min(at, chips.length - 1)] ?? this.#input)?.focus();
    });
  }

  /** Empties it and goes back into the field. */
  readonly clear = (): void => {
    this.set('');
    this.#tell();
    this.focus();
  };

  #onAdd = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    for (const condition of this.#read(select.value).filter) this.#chips = joined(this.#chips, condition);
    select.value = '';
    this.#tell();
  };

  #valueWord(field: FilterName, value: string): string {
    const { filter, status } = this.#options.terms();
    // A value may be a name that every object knows.
    const own = (words: Readonly<Record<string, string>>): string | undefined =>
      Object.hasOwn(words, value) ? words[value] : undefined;
    const kind = fieldRow(field)?.kind;
    if (value === nobody && kind !== 'person') return filter.nothing;
    if (field === 'priority') return /^\d+$/u.test(value) ? `P${value}` : value;
    return (kind === 'status' ? own(status) : undefined) ?? own(filter.values) ?? value;
  }

  /** A condition as people read it. */
  #inWords(condition: Condition): string {
    const { filter: words, incidentField } = this.#options.terms();
    const { field, not, op, values } = condition;
    const name = words.fields[field] ?? incidentField[field] ?? field;
    const shown = values.map((value) => this.#valueWord(field, value)).join(', ');
    const isDate = fieldRow(field)?.kind === 'instant';
    const less = isDate ? words.before : words.less;
    const more = isDate ? words.after : words.more;
    const said = op === '<' ? less(name, shown) : op === '>' ? more(name, shown) : words.is(name, shown);
    return not ? words.not(said) : said;
  }

  #problem({ code, word, choices }: FilterProblem): string {
    const { filter: words } = this.#options.terms();
    const list = choices.join(', ');
    if (code === 'unknown-field') return words.unknownField(word, list);
    return choices.length > 0 ? words.oneOf(word, list) : words.unknownValue(word);
  }

  render(choices: FilterChoices): TemplateResult {
    const words = this.#options.terms().filter;
    this.#choices = choices;
    const completions = this.#completions;
    return html`<div class="filter" role="search" aria-label=${words.label}>
      <div class="filter-box" part="filter">
        ${icon('search')}
        ${this.#chips.map((condition) => {
          const text = this.#inWords(condition);
          return html`<button
            type="button"
            class="chip"
            part="chip"
            aria-label=${words.remove(text)}
            title=${printCondition(condition)}
            @click=${() => this.#remove(condition)}
          >
            <bdi>${text}</bdi>${icon('close')}
          </button>`;
        })}
        <input
          id="filter"
          type="text"
          role="combobox"
          dir="auto"
          autocomplete="off"
          autocapitalize="off"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-expanded=${completions.isOpen ? 'true' : 'false'}
          aria-controls="filter-list"
          aria-activedescendant=${completions.activeId ?? nothing}
          spellcheck="false"
          enterkeyhint="search"
          aria-label=${words.label}
          aria-describedby=${this.#problems.length > 0 ? 'filter-problem' : nothing}
          aria-invalid=${this.#problems.length > 0 ? 'true' : nothing}
          placeholder=${this.#chips.length > 0 ? '' : words.hint}
          .value=${live(this.#text)}
          @input=${this.#onInput}
          @keydown=${this.#onKeydown}
          @blur=${() => completions.close()}
        />
        ${this.#renderAdd(choices)}
      </div>
      ${completions.render()}
      ${
        this.#problems.length > 0
          ? html`<p class="error" id="filter-problem" role="alert">
              ${this.#problems.map((problem) => html`<span>${said(this.#problem(problem), this.#asked)}</span> `)}
            </p>`
          : nothing
      }
    </div>`;
  }

  /** The same as typing for those who would rather choose. */
  #renderAdd(choices: FilterChoices): TemplateResult {
    const terms = this.#options.terms();
    const { filter: words } = terms;
    return html`<label class="add">
      <span class="visually-hidden">${words.add}</span>${icon('plus')}
      <select @change=${this.#onAdd}>
        <option value="" selected>${words.add}</option>
        ${filterWords(choices, terms)
          .filter(({ values }) => values.length > 0)
          .map(
            ({ field, label, values }) =>
              html`<optgroup label=${label}>
                ${values.map(
                  ({ value, label: name }) =>
                    html`<option value=${printCondition({ field, values: [value] })}>${name}</option>`,
                )}
              </optgroup>`,
          )}
      </select>
    </label>`;
  }
}

/** Another value of a field that is asked for already is an alternative; the same condition stands once. */
function joined(filter: Filter, condition: Condition): Filter {
  const { field, not, op, values } = condition;
  const same = filter.find((one) => one.field === field && one.not === not && one.op === op);
  if (!same) return [...filter, condition];
  const together: Condition = op ? condition : { ...same, values: [...new Set([...same.values, ...values])] };
  return filter.map((one) => (one === same ? together : one));
}
