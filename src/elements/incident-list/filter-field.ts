import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

import type { Ref } from '../../core/incident.js';
import type { Condition, Filter, FilterField as FilterName, FilterProblem } from '../../core/filter.js';
import { parseFilter, printCondition, printFilter, spans } from '../../core/filter.js';
import { fields } from '../../core/fields.js';
import { statusCategories } from '../../core/incident.js';
import type { PriorityMatrix } from '../../core/priority/priority.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { fields as fieldTerms } from '../../locales/en/fields.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import { icon } from '../../ui/icons.js';
import { priorityName } from '../../ui/matrix-words.js';
import { said } from '../../ui/said.js';

export type FilterTerms = CommonTerms & ListTerms & typeof fieldTerms;

/** Values the backend offers for some fields. */
export interface ListChoices {
  readonly group: readonly Ref[];
  readonly category: readonly Ref[];
  readonly service: readonly Ref[];
}

/** What can be chosen instead of being typed. */
export interface FilterChoices {
  readonly options: ListChoices;
  readonly matrix: PriorityMatrix | undefined;
  readonly reads: (field: 'group' | 'assignee' | 'category' | 'priority' | 'major' | 'service') => boolean;
  readonly me: boolean;
}

export interface FilterFieldOptions {
  readonly terms: () => FilterTerms;
  /** The filter is another one now. */
  readonly changed: (filter: Filter) => void;
  /** The way from the field to the lines. */
  readonly leave: () => void;
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
    this.#host.requestUpdate();
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const input = event.target as HTMLInputElement;
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
    const last = this.#chips.at(-1);
    if (event.key === 'Enter') {
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
    if (field === 'status')
      return (status as Readonly<Record<string, string>>)[value] ?? filter.values[value] ?? value;
    if (field === 'priority') return /^\d+$/u.test(value) ? `P${value}` : value;
    return filter.values[value] ?? value;
  }

  /** A condition as people read it. */
  #words(condition: Condition): string {
    const { filter: words, incidentField } = this.#options.terms();
    const { field, not, op, values } = condition;
    const name = words.fields[field] ?? incidentField[field] ?? field;
    const shown = values.map((value) => this.#valueWord(field, value)).join(', ');
    const said =
      op === '<' ? words.less(name, shown) : op === '>' ? words.more(name, shown) : words.is(name, shown);
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
    return html`<div class="filter" role="search" aria-label=${words.label}>
      <div class="filter-box" part="filter">
        ${icon('search')}
        ${this.#chips.map((condition) => {
          const text = this.#words(condition);
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
          dir="auto"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="search"
          aria-label=${words.label}
          aria-describedby=${this.#problems.length > 0 ? 'filter-problem' : nothing}
          aria-invalid=${this.#problems.length > 0 ? 'true' : nothing}
          placeholder=${this.#chips.length > 0 ? '' : words.hint}
          .value=${live(this.#text)}
          @input=${this.#onInput}
          @keydown=${this.#onKeydown}
        />
        ${this.#renderAdd(choices)}
      </div>
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
  #renderAdd({ options, matrix, reads, me }: FilterChoices): TemplateResult {
    const { filter: words, incidentField, status } = this.#options.terms();
    const group = (field: FilterName, list: readonly (readonly [value: string, label: string])[]) =>
      list.length === 0
        ? nothing
        : html`<optgroup label=${incidentField[field] ?? field}>
            ${list.map(
              ([value, label]) =>
                html`<option value=${printCondition({ field, values: [value] })}>${label}</option>`,
            )}
          </optgroup>`;
    const named = (list: readonly Ref[]) => list.map(({ label }) => [label, label] as const);
    const own = words.values;
    return html`<label class="add">
      <span class="visually-hidden">${words.add}</span>${icon('plus')}
      <select @change=${this.#onAdd}>
        <option value="" selected>${words.add}</option>
        ${group('status', [
          ['open', own['open'] ?? 'open'],
          ...statusCategories.map((one) => [one, status[one]] as const),
        ])}
        ${
          matrix && reads('priority')
            ? group(
                'priority',
                matrix.priorities.map((_, at) => [String(at + 1), priorityName(at + 1, matrix)] as const),
              )
            : nothing
        }
        ${
          reads('assignee')
            ? group('assignee', [
                ...(me ? [['me', own['me'] ?? 'me'] as const] : []),
                ['none', own['none'] ?? 'none'],
              ])
            : nothing
        }
        ${reads('group') ? group('group', named(options.group)) : nothing}
        ${
          reads('category')
            ? group(
                'category',
                options.category.map(({ id, label }) => [id, label] as const),
              )
            : nothing
        }
        ${reads('service') ? group('service', named(options.service)) : nothing}
        ${
          reads('major')
            ? group('major', [
                ['yes', own['yes'] ?? 'yes'],
                ['no', own['no'] ?? 'no'],
              ])
            : nothing
        }
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
