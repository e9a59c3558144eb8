import { html, nothing } from 'lit';
import { isOutOfReach } from '../../core/errors.js';
import type { LitElement, TemplateResult } from 'lit';

import type { Person, Ref } from '../../core/incident.js';
import type { Policy } from '../../core/policy.js';
import { nobody } from '../../core/filter.js';
import type { Filter } from '../../core/filter.js';
import type { Instant } from '../../core/time.js';
import type { Load } from '../../core/workload.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { WorkloadTerms } from '../../locales/en/workload.js';
import type { DescriptionState, IncidentStore, Refreshable } from '../../store/types.js';
import type { NarrowedQuery } from '../../ui/desk.js';
import { keep, LiveController } from '../../ui/live.js';
import { keepLines } from '../../ui/support-line.js';
import { OpenQueue } from '../../ui/open-queue.js';

export interface WorkloadOptions {
  /** Undefined while nobody looks. */
  readonly store: () => IncidentStore | undefined;
  readonly policy: () => Policy | undefined;
  readonly now: () => Instant;
  /** Whether the backend tells who has an incident. */
  readonly assigned: () => boolean;
  readonly terms: () => CommonTerms & WorkloadTerms;
  readonly number: (value: number) => string;
  readonly ago: (at: Instant) => string;
  /** Narrows the queue to what one of them has; undefined shows it whole again. */
  readonly narrow: (query: NarrowedQuery | undefined) => void;
  /** Whether the queue is narrowed by this view still; another one may have narrowed it since. */
  readonly narrowed: () => boolean;
}

/** What narrows the queue when it is pressed. */
interface Pressable {
  readonly key: string;
  readonly query: NarrowedQuery | undefined;
}

interface Row extends Load, Pressable {
  /** Undefined for what no team has. */
  readonly name: string | undefined;
  readonly unassigned?: number;
  /** Which support line a team is, in words. */
  readonly line?: string | undefined;
}

/** The queue shows what has been counted here, whichever view it showed before. */
const open: Filter = [{ field: 'status', values: ['open'] }];
const untaken: Filter = [...open, { field: 'assignee', values: [nobody] }];

const personRow = ({ id }: Person): Pressable => ({
  key: `person ${id}`,
  query: { instead: open, assigneeId: id },
});
const groupRow = (group: Ref | undefined): Pressable => ({
  key: `group ${group?.id ?? ''}`,
  query: group && { instead: open, group: group.id },
});

/** So many names stand in the column; all of them stand in the tables. */
const mostNames = 8;

/**
 * Who has what: names with how much they have for a glance, and by person and by team as two tables. A name narrows the
 * queue to what it has.
 */
export class WorkloadView {
  readonly #queue: OpenQueue;
  readonly #options: WorkloadOptions;
  readonly #host: LitElement;
  readonly #description: LiveController<Refreshable<DescriptionState>>;
  readonly #lines = keepLines();
  /** What the queue is narrowed to. */
  #pressed: string | undefined;
  #reading = false;

  constructor(host: LitElement, options: WorkloadOptions) {
    this.#host = host;
    this.#options = options;
    this.#queue = new OpenQueue(host, options);
    const opened = keep((store: IncidentStore) => store.description());
    this.#description = new LiveController(host, () => {
      const store = options.store();
      return store && opened(store);
    });
  }

  /** The queue beside it says that the ticket system cannot be reached. */
  get isAway(): boolean {
    const { error } = this.#queue.state ?? {};
    return error !== undefined && isOutOfReach(error);
  }

  /** Shows the whole queue again, where it is narrowed to somebody. */
  release(): void {
    if (this.#shown === undefined) return;
    this.#pressed = undefined;
    this.#options.narrow(undefined);
  }

  #press({ key, query }: Pressable): void {
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

  /** Names with how much each has, the busiest first, and what nobody has. */
  renderNames(): TemplateResult | typeof nothing {
    const missing = this.#renderMissing();
    const workload = this.#queue.value?.workload;
    if (missing || !workload) return missing ?? nothing;
    const { terms, assigned } = this.#options;
    const words = terms().workload;
    const names = workload.people.slice(0, mostNames);
    const others = workload.people.length - names.length;
    return html`<ul>
      ${
        assigned()
          ? names.map(({ person, open: has }) => this.#renderName(personRow(person), person.name, has))
          : workload.groups.map(({ group, open: has }) =>
              group ? this.#renderName(groupRow(group), group.label, has) : nothing,
            )
      }
      ${others > 0 ? html`<li class="meta others">${words.others(others)}</li>` : nothing}
      ${
        assigned()
          ? this.#renderName(
              { key: 'nobody', query: { instead: untaken } },
              words.nobody,
              workload.unassigned,
              'soon',
            )
          : nothing
      }
    </ul>`;
  }

  #renderName(row: Pressable, name: string, count: number, tone?: 'soon'): TemplateResult {
    return html`<li>
      <button
        class="view"
        part="person"
        type="button"
        data-tone=${count > 0 ? (tone ?? nothing) : nothing}
        aria-pressed=${this.#shown === row.key ? 'true' : 'false'}
        @click=${() => this.#press(row)}
      >
        <bdi>${name}</bdi> <span class="number">${this.#options.number(count)}</span>
      </button>
    </li>`;
  }

  /** What is said while nothing can be counted; undefined where it can. */
  #renderMissing(): TemplateResult | undefined {
    const { terms } = this.#options;
    const { state } = this.#queue;
    const counted = this.#queue.value;
    if (state?.state === 'error' && this.isAway)
      return html`<p class="muted">${terms().workload.unknown}</p>`;
    if (state?.state === 'error')
      return html`<p class="note" role="alert">
        <span>${terms().errorTitle[state.error?.kind ?? 'unknown']}</span>
        <button class="button small" type="button" @click=${() => void this.#queue.refresh()}>
          ${terms().retry}
        </button>
      </p>`;
    if (!counted) return html`<p class="muted" role="status">${terms().loading}</p>`;
    if (counted.workload.total.open === 0) return html`<p class="muted">${terms().workload.empty}</p>`;
    return undefined;
  }

  /** By person and by team, as two tables. */
  renderTables(): TemplateResult {
    const missing = this.#renderMissing();
    const counted = this.#queue.value;
    if (missing || !counted) return missing ?? html``;
    const { terms, number } = this.#options;
    const words = terms().workload;
    const { workload, shown, state } = counted;
    const { total, hasMore } = state;
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
        ...personRow(person),
        name: person.name,
      })),
    )}
    ${this.#renderTable(
      words.groups,
      words.group,
      workload.groups.map(({ group, ...load }): Row => ({
        ...load,
        ...groupRow(group),
        name: group?.label,
        line: this.#lineOf(group),
      })),
    )}`;
  }

  #lineOf(group: Ref | undefined): string | undefined {
    const { policy, terms } = this.#options;
    const line = group && this.#lines(this.#description.value?.description, policy())(group.id);
    return line && terms().supportLine[line];
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
    const { name, line, query, open: has, major, late, soon, oldest, unassigned = 0 } = row;
    const figure = (value: number, tone = ''): TemplateResult =>
      html`<td class="figure number ${value > 0 ? tone : ''}">${number(value)}</td>`;
    return html`<tr>
      <th
        scope="row"
        aria-label=${name === undefined ? words.noGroup : [name, line].filter(Boolean).join(', ')}
      >
        ${
          query && name !== undefined
            ? html`<button
                class="button small plain"
                type="button"
                aria-pressed=${this.#shown === row.key ? 'true' : 'false'}
                aria-label=${words.show(name)}
                @click=${() => this.#press(row)}
              >
                <bdi>${name}</bdi>
              </button>`
            : html`<span class="muted">${words.noGroup}</span>`
        }
        ${line === undefined ? nothing : html`<span class="meta">${line}</span>`}
      </th>
      ${figure(has)}${figure(major)}${figure(late, 'late')}${figure(soon, 'soon')}
      <td class="figure">${oldest === undefined ? nothing : ago(oldest)}</td>
      ${teams ? figure(unassigned) : nothing}
    </tr>`;
  }
}
