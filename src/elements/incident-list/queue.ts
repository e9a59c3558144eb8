import type { LitElement, ReactiveController } from 'lit';

import type { Description } from '../../adapters/adapter.js';
import { pastOfRecords } from '../../adapters/adapter.js';
import { closingOf } from '../../core/closure.js';
import { askFilter, compileFilter } from '../../core/condition.js';
import type { AskContext, FilterContext } from '../../core/condition.js';
import type { Filter } from '../../core/filter.js';
import { parseFilter, printFilter, spans } from '../../core/filter.js';
import type { IncidentHistory } from '../../core/history.js';
import type { Incident } from '../../core/incident.js';
import type { Order } from '../../core/order.js';
import type { Policy } from '../../core/policy.js';
import { compileQuery, queryKey } from '../../core/query.js';
import type { IncidentQuery } from '../../core/query.js';
import { nextDue } from '../../core/risk.js';
import type { Deadlines } from '../../core/sla/forecast.js';
import { deadlinesOf, nextBreach } from '../../core/sla/forecast.js';
import type { Instant } from '../../core/time.js';
import { MINUTE } from '../../core/time.js';
import type {
  IncidentListState,
  IncidentView,
  DescriptionState,
  Refreshable,
  IncidentStore,
} from '../../store/types.js';
import type { DeskController } from '../../ui/desk.js';
import { keep, LiveController } from '../../ui/live.js';
import { openIncidents } from '../../ui/open-incidents.js';
import { Arrangement, grouped, isLine } from './arrangement.js';
import type { GroupField, QueueRow, Wanted } from './arrangement.js';
import type { ListChoices } from './filter-words.js';
import { HeldOrder } from './held-order.js';
import { ListsController, totalOf } from './lists.js';
import type { SignedIn } from './signed-in.js';
import { ListSource } from './source.js';
import type { IncidentLines, Source } from './source.js';
import type { SavedView } from './views.js';

/** What a list is asked to show. */
export interface QueueQuestion {
  readonly filter: Filter;
  readonly base: IncidentQuery;
  readonly order: Order;
  readonly group: GroupField | undefined;
  readonly limit: number;
  /** Groups of the signed-in person. */
  readonly groups: readonly string[];
  /** Views whose lines are counted. */
  readonly views: readonly SavedView[];
  /** Choices of the backend are needed: for names in a filter, and for what steps ask. */
  readonly options: boolean;
  /** Undefined while it is not known what to ask. */
  readonly ready: boolean;
}

/** What a list shows now. */
export interface QueueState {
  readonly state: IncidentListState;
  readonly rows: readonly QueueRow[];
  /** Without headings, in the order of the rows. */
  readonly lines: readonly IncidentView[];
  /** How many were looked through here. */
  readonly loaded: number;
  /** Conditions were looked at here that the backend was not asked, and it has more than is loaded. */
  readonly filteredHere: boolean;
  readonly sortedHere: boolean;
  /** Another question is on its way; what is shown is the answer to the last one, or a part of the new one. */
  readonly busy: boolean;
  /** Kept in place for the hand on the list; the present order is another one. */
  readonly stale: boolean;
  readonly fresh: number;
  /** Grows when the present order becomes yet another one. */
  readonly news: number;
  /** Ids of lines that are only still there because of the hand. */
  readonly gone: ReadonlySet<string>;
  /** The same text as long as rows are of the same question. */
  readonly question: string;
}

const none: readonly never[] = [];

/** The lines of a list: asks for them, filters, orders and groups them, and keeps them still under somebody's hand. */
export class Queue implements ReactiveController {
  readonly #desk: DeskController;
  readonly #signedIn: SignedIn;
  readonly #question: () => QueueQuestion;
  readonly #choose = new ListSource();
  readonly #list: LiveController<IncidentLines>;
  readonly #options: LiveController<Refreshable<DescriptionState>>;
  readonly #arrangement = new Arrangement();
  readonly #held = new HeldOrder();
  readonly #dueBy = keep((policy: Policy | undefined, now: () => Instant, past: IncidentHistory) => {
    const known = new WeakMap<Incident, { readonly at: Instant | undefined }>();
    return (incident: Incident): Instant | undefined => {
      let found = known.get(incident);
      // A deadline does not move while the record stays as it is.
      if (!found) known.set(incident, (found = { at: policy && nextDue(incident, policy, now(), past) }));
      return found.at;
    };
  });
  readonly #breachBy = keep((policy: Policy | undefined, now: () => Instant, past: IncidentHistory) => {
    const known = new WeakMap<Incident, Deadlines>();
    return (incident: Incident): Instant | undefined => {
      let found = known.get(incident);
      if (!found) known.set(incident, (found = policy ? deadlinesOf(incident, policy, now(), past) : {}));
      return nextBreach([found.response, found.resolution], Math.floor(now() / MINUTE) * MINUTE);
    };
  });
  /** Without a network nobody knows whether somebody has answered meanwhile: nothing is due then. */
  readonly #closesBy = keep(
    (policy: Policy | undefined, offline: boolean) =>
      (incident: Incident): Instant | undefined =>
        policy && !offline ? closingOf(incident, policy)?.dueAt : undefined,
  );
  /** Filters are told apart by how they are printed. */
  readonly #testOf = keep(
    (text: string, also: string, now: Instant, context: Omit<FilterContext, 'now'>): Wanted['test'] => {
      const tests = [
        ...(text === '' ? [] : [compileFilter(parseFilter(text).filter, { ...context, now })]),
        ...(also === '[]' ? [] : [compileQuery(Object.fromEntries(JSON.parse(also) as [string, unknown][]))]),
      ];
      return tests.length === 0 ? undefined : (incident) => tests.every((test) => test(incident));
    },
  );
  readonly #now = (): Instant => this.#desk.now();
  readonly #choices = keep((description: Description | undefined): ListChoices => {
    const of = (field: string) => description?.create.find(({ name }) => name === field)?.choices ?? [];
    return { group: of('group'), category: of('category'), service: of('service') };
  });
  #source: Source | undefined;
  #shown = '';
  /** The last answer and where it came from, shown while the next one is on its way. */
  #last: { readonly state: IncidentListState; readonly source: Source } | undefined;
  #rows:
    | { readonly lines: readonly IncidentView[]; readonly by: string; readonly rows: readonly QueueRow[] }
    | undefined;
  #accept = false;
  #people: { readonly of: IncidentStore; readonly names: Set<string> } | undefined;
  readonly #acted = new Set<string>();

  constructor(host: LitElement, desk: DeskController, signedIn: SignedIn, question: () => QueueQuestion) {
    this.#desk = desk;
    this.#signedIn = signedIn;
    this.#question = question;
    this.#options = new LiveController(host, () =>
      question().options ? desk.store?.description() : undefined,
    );
    this.#list = new LiveController(host, () => this.#pick());
    new ListsController(host, () => this.#counting());
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#last = this.#source = undefined;
    this.#people = undefined;
    this.release();
  }

  /** Names of those who have something of what is loaded, or was before the list was narrowed. */
  get people(): readonly string[] {
    const { store } = this.#desk;
    if (!store) return [];
    if (this.#people?.of !== store) this.#people = { of: store, names: new Set() };
    const { names } = this.#people;
    for (const { incident } of [...(this.#open?.value.items ?? []), ...(this.#list.value?.items ?? [])])
      if (incident.assignee) names.add(incident.assignee.name);
    return [...names].sort((a, b) => a.localeCompare(b));
  }

  /** Values the backend offers for some fields. */
  get options(): ListChoices {
    return this.#choices(this.#options.value?.description);
  }

  async refresh(): Promise<void> {
    await this.#list.source?.refresh();
  }

  async loadMore(): Promise<void> {
    await this.#list.source?.loadMore();
    this.#accept = true;
  }

  /** The next rows are shown in their own order, whatever the hand is on. */
  release(): void {
    this.#accept = true;
  }

  /** These may leave the list at once: something was done with them here. */
  acted(incidents: readonly Incident[]): void {
    for (const { id } of incidents) this.#acted.add(id);
  }

  #context(): AskContext {
    const lists = this.options;
    return {
      me: this.#signedIn.person,
      search: this.#desk.store?.adapter.traits.search ?? false,
      idOf: (field, name) => {
        if (field === 'assignee' || field === 'caller') return undefined;
        const wanted = name.toLowerCase();
        return lists[field].find(({ id, label }) => id === name || label.toLowerCase() === wanted)?.id;
      },
    };
  }

  /** Everything open, where views are counted: in one page it answers all views of what is open. */
  get #open(): IncidentLines | undefined {
    const { store } = this.#desk;
    return store && this.#question().views.length > 0 ? openIncidents(store) : undefined;
  }

  #pick(): IncidentLines | undefined {
    const { store } = this.#desk;
    const question = this.#question();
    if (!store || !question.ready) return undefined;
    const offline = store.status.value.connection === 'offline';
    this.#source = this.#choose.choose(store, question, this.#context(), this.#open, offline);
    return this.#source.live;
  }

  #counting(): readonly IncidentLines[] {
    const open = this.#open;
    if (!open) return none;
    const lists = this.#question().views.flatMap((view) => this.#countedBy(view) ?? []);
    return [...new Set([open, ...lists])];
  }

  /** The list that counts a view, where the one of everything open cannot. */
  #countedBy(view: SavedView): IncidentLines | undefined {
    const { store } = this.#desk;
    const open = this.#open;
    if (!store || !open || open.value.state === 'loading') return undefined;
    // A ticket system that refuses this list is asked for each view only where it answers the queue's own.
    const own = this.#list.value?.state;
    if (open.value.state === 'error' && own !== 'ready' && own !== 'empty') return undefined;
    const { filter } = parseFilter(view.query);
    const question = { ...this.#question(), filter, base: {} };
    if (this.#choose.local(question, open)) return undefined;
    const { query, left } = askFilter(filter, this.#context());
    return left.length === 0 ? store.incidents(query, 1) : undefined;
  }

  /** How many incidents a view has; undefined while nobody knows. */
  countOf(view: SavedView): number | undefined {
    const open = this.#open;
    if (!open) return undefined;
    const { filter } = parseFilter(view.query);
    const local = this.#choose.local({ ...this.#question(), filter, base: {} }, open);
    if (!local) {
      const list = this.#countedBy(view);
      return list && totalOf(list.value);
    }
    const test = compileFilter(local.left, this.#filterContext());
    return local.live.value.items.filter(({ incident }) => test(incident)).length;
  }

  #filterContext(): FilterContext {
    const past = pastOfRecords(this.#desk.store?.adapter.traits);
    return {
      me: this.#signedIn.person,
      groups: this.#question().groups,
      now: Math.floor(this.#now() / MINUTE) * MINUTE,
      dueAt: this.#dueBy(this.#desk.policy, this.#now, past),
      breachAt: this.#breachBy(this.#desk.policy, this.#now, past),
      closesAt: this.#closesBy(this.#desk.policy, this.#desk.store?.status.value.connection === 'offline'),
    };
  }

  /** What is shown, once anything is known. @param hand Whether somebody has the hand on the rows. */
  read(hand: boolean): QueueState | undefined {
    const source = this.#source;
    const value = this.#list.value;
    if (!source || !value) return undefined;
    const question = this.#question();
    const text = `${queryKey(question.base)} ${printFilter(question.filter)} ${question.order.field} ${question.order.direction} ${question.group ?? ''}`;
    if (value.state !== 'loading') {
      this.#choose.note(source);
      this.#last = value.state === 'ready' || value.state === 'empty' ? { state: value, source } : undefined;
      return this.#show(value, source, question, text, hand, false);
    }
    // Meanwhile what fits of what is here already, or what was shown last.
    const local = this.#choose.local(question, this.#open);
    if (local && local.live.value.state === 'ready')
      return this.#show(local.live.value, local, question, text, hand, true);
    if (!this.#last || this.#last.state.state !== 'ready')
      return this.#show(value, source, question, text, hand, true);
    return this.#show(this.#last.state, this.#last.source, question, this.#shown, hand, true);
  }

  #show(
    state: IncidentListState,
    source: Source,
    question: QueueQuestion,
    text: string,
    hand: boolean,
    busy: boolean,
  ): QueueState {
    const { left, also } = source;
    const context = this.#filterContext();
    const { me, groups, dueAt, breachAt, closesAt } = context;
    const timed = left.some(({ field }) => spans.some((span) => span === field));
    const now = timed || question.group === 'risk' ? context.now : 0;
    const test = this.#testOf(
      printFilter(left),
      queryKey(also),
      now,
      this.#memo(me?.id, me?.email, groups?.join('\n'), dueAt, breachAt, closesAt),
    );
    const { order, group } = question;
    const wanted: Wanted = { test, order: source.sorted ? undefined : order, group, dueAt, now: context.now };
    const lines = this.#arrangement.lines(state.items, wanted);
    const by = `${group ?? ''} ${String(group === 'risk' ? now : 0)}`;
    if (this.#rows?.lines !== lines || this.#rows.by !== by)
      this.#rows = { lines, by, rows: grouped(lines, wanted) };
    const next = this.#rows.rows;
    const isSame = text === this.#shown;
    this.#shown = text;
    if (!isSame) this.#acted.clear();
    const held = this.#held.take(next, state.items, hand && isSame && !this.#accept, this.#acted);
    this.#accept = false;
    return {
      state,
      rows: held.rows,
      lines: held.rows === next ? lines : held.rows.filter(isLine),
      loaded: state.items.length,
      filteredHere: test !== undefined && state.hasMore,
      sortedHere: !source.sorted && state.hasMore,
      busy,
      stale: held.stale,
      fresh: held.fresh,
      news: held.news,
      gone: held.gone,
      question: text,
    };
  }

  readonly #memo = keep(
    (
      id: string | undefined,
      email: string | undefined,
      groups: string | undefined,
      dueAt: FilterContext['dueAt'],
      breachAt: FilterContext['breachAt'],
      closesAt: FilterContext['closesAt'],
    ): Omit<FilterContext, 'now'> => ({
      me: id === undefined ? undefined : { id, ...(email === undefined ? {} : { email }) },
      groups: groups?.split('\n'),
      dueAt,
      breachAt,
      closesAt,
    }),
  );
}
