import { html, nothing } from 'lit';
import type { LitElement, TemplateResult } from 'lit';

import type { Policy } from '../../core/policy.js';
import type { IncidentQuery } from '../../core/query.js';
import type { Instant } from '../../core/time.js';
import type { Load } from '../../core/workload.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { WorkloadTerms } from '../../locales/en/workload.js';
import type { IncidentStore } from '../../store/types.js';
import { OpenQueue } from '../../ui/open-queue.js';

export interface WorkloadOptions {
  /** Undefined while nobody looks. */
  readonly store: () => IncidentStore | undefined;
  readonly policy: () => Policy | undefined;
  readonly now: () => Instant;
  readonly terms: () => CommonTerms & WorkloadTerms;
  readonly number: (value: number) => string;
  readonly ago: (at: Instant) => string;
  /** Narrows the queue to what one of them has; undefined shows it whole again. */
  readonly narrow: (query: IncidentQuery | undefined) => void;
  /** Whether the queue is narrowed by this view still; another one may have narrowed it since. */
  readonly narrowed: () => boolean;
}

interface Row extends Load {
  readonly key: string;
  /** Undefined for what nobody has. */
  readonly name: string | undefined;
  readonly query: IncidentQuery | undefined;
  readonly unassigned?: number;
}

/** Who has what, by person and by team, as two tables. A name narrows the queue to what it has. */
export class WorkloadView {
  readonly #queue: OpenQueue;
  readonly #options: WorkloadOptions;
  readonly #host: LitElement;
  /** What the queue is narrowed to. */
  #pressed: string | undefined;
  #reading = false;

  constructor(host: LitElement, options: WorkloadOptions) {
    this.#host = host;
    this.#options = options;
    this.#queue = new OpenQueue(host, options);
  }

  #press({ key, query }: Row): void {
    const again = this.#shown === key;
    this.#pressed = again ? undefined : key;
    this.#options.narrow(again ? undefined : query);
    this.#host.requestUpdate();
  }

  /** The row the queue shows now. */
  get #shown(): string | undefined {
    return this.#options.narrowed() ? this.#pressed : undefined;
  }

  async #readOn(): Promise<void> {
    this.#reading = true;
    this.#host.requestUpdate();
    try {
      await this.#queue.readOn();
    } finally {
      this.#reading = false;
      this.#host.requestUpdate();
    }
  }

  render(): TemplateResult | typeof nothing {
    const { terms, number } = this.#options;
    const words = terms().workload;
    const { state } = this.#queue;
    const counted = this.#queue.value;
    if (state?.state === 'error')
      return html`<p class="note" role="status">
        <span>${terms().errorTitle[state.error?.kind ?? 'unknown']}</span>
        <button class="button small" type="button" @click=${() => void this.#queue.refresh()}>
          ${terms().retry}
        </button>
      </p>`;
    if (!counted) return html`<p class="muted" role="status">${terms().loading}</p>`;
    const { workload, shown } = counted;
    if (workload.total.open === 0) return html`<p class="muted">${words.empty}</p>`;
    const { total, hasMore } = counted.state;
    return html`${
      hasMore
        ? html`<p class="note" role="status">
            <span
              >${total === null ? words.partialOf(number(shown)) : words.partial(number(shown), number(total))}</span
            >
            <button
              class="button small"
              type="button"
              aria-disabled=${this.#reading ? 'true' : 'false'}
              @click=${() => void this.#readOn()}
            >
              ${words.readOn}
            </button>
          </p>`
        : nothing
    }
    ${this.#renderTable(
      words.people,
      words.person,
      workload.people.map(({ person, ...load }): Row => ({
        ...load,
        key: `person ${person.id}`,
        name: person.name,
        query: { assigneeId: person.id },
      })),
    )}
    ${this.#renderTable(
      words.groups,
      words.group,
      workload.groups.map(({ group, ...load }): Row => ({
        ...load,
        key: `group ${group?.id ?? ''}`,
        name: group?.label,
        query: group && { group: group.id },
      })),
    )}`;
  }

  #renderTable(caption: string, what: string, rows: readonly Row[]): TemplateResult | typeof nothing {
    if (rows.length === 0) return nothing;
    const { workload: words } = this.#options.terms();
    const teams = rows.some(({ unassigned }) => unassigned !== undefined);
    const heads = [
      words.open,
      words.major,
      words.late,
      words.soon,
      words.oldest,
      ...(teams ? [words.unassigned] : []),
    ];
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${caption}>
      <table class="workload">
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${what}</th>
            ${heads.map((head) => html`<th scope="col" class="figure">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => this.#renderRow(row, teams))}
        </tbody>
      </table>
    </div>`;
  }

  #renderRow(row: Row, teams: boolean): TemplateResult {
    const { terms, number, ago } = this.#options;
    const { workload: words } = terms();
    const { key, name, query, open, major, late, soon, oldest, unassigned = 0 } = row;
    const figure = (value: number, tone = ''): TemplateResult =>
      html`<td class="figure number ${value > 0 ? tone : ''}">${number(value)}</td>`;
    return html`<tr>
      <th scope="row">
        ${
          query && name !== undefined
            ? html`<button
                class="button small plain"
                type="button"
                aria-pressed=${this.#shown === key ? 'true' : 'false'}
                aria-label=${words.show(name)}
                @click=${() => this.#press(row)}
              >
                <bdi>${name}</bdi>
              </button>`
            : html`<span class="muted">${words.noGroup}</span>`
        }
      </th>
      ${figure(open)}${figure(major)}${figure(late, 'late')}${figure(soon, 'soon')}
      <td class="figure">${oldest === undefined ? nothing : ago(oldest)}</td>
      ${teams ? figure(unassigned) : nothing}
    </tr>`;
  }
}
