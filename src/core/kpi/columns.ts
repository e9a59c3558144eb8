import type { KpiRow } from './row.js';

/** Instants kept per incident, in epoch milliseconds; `NaN` where unknown. */
export const timeFields = [
  'loggedAt',
  'occurredAt',
  'detectedAt',
  'acknowledgedAt',
  'firstResponseAt',
  'assignedAt',
  'resolvedAt',
  'closedAt',
  'updatedAt',
] as const;
export type TimeField = (typeof timeFields)[number];

/**
 * When the promises about an open incident run out; `Infinity` while the clock is on hold, `NaN` where nothing is promised
 * or it is done.
 */
export const deadlineFields = ['responseDueAt', 'resolutionDueAt'] as const;

const numberFields = [
  ...timeFields,
  ...deadlineFields,
  'reassignmentCount',
  'reopenCount',
  'recategorisationCount',
  'pausedMs',
  'pausedOpenMs',
  'rating',
] as const;
export type NumberField = (typeof numberFields)[number];

/** Bits of the `flags` column. A three-valued fact has one bit for "known" and one for "yes". */
export const flag = {
  absent: 1,
  cancelled: 2,
  duplicate: 4,
  childOfMajor: 8,
  drill: 16,
  open: 32,
  escalatedKnown: 64,
  escalated: 128,
  slaKnown: 256,
  slaMet: 512,
  contactKnown: 1024,
  firstContact: 2048,
  groupKnown: 4096,
  firstGroup: 8192,
  /** Said to be over, even where no time says when. */
  ended: 16384,
  major: 32768,
  responseKnown: 65536,
  responseMet: 131072,
  /** Its row says itself that it is a child of a major incident, whatever is known of the parent. */
  childStated: 262144,
} as const;

/** Words as small numbers: the code is the position in `words`; 0, the empty word, means unknown. */
export interface Dictionary {
  readonly words: readonly string[];
  /** The code of a word; a new word gets the next one. */
  readonly code: (word: string | undefined) => number;
}

/** The columns as they are now. Replaced when they grow: read them anew for every pass. */
export interface ColumnData {
  readonly numbers: Readonly<Record<NumberField, Float64Array>>;
  readonly flags: Uint32Array;
  /** Rank, 0 = unknown; 255 also stands for anything above. */
  readonly priority: Uint8Array;
  readonly category: Uint32Array;
  readonly service: Uint32Array;
  readonly group: Uint32Array;
  readonly status: Uint32Array;
}

/** Told before and after a slot changes, so that a figure can be kept without looking at the others. */
export interface SlotWatcher {
  readonly leave: (slot: number) => void;
  readonly enter: (slot: number) => void;
}

/** What is computed for one slot from its columns. */
export type Derive = (data: ColumnData, slot: number) => number;

/**
 * Incidents as typed columns. A figure reads a few of them from end to end, which is what processors are good at;
 * a changed incident overwrites one slot of each.
 */
export interface KpiColumns {
  /** Incidents held. */
  readonly count: number;
  /** Slots in use, emptied ones included: where a pass has to end. */
  readonly size: number;
  /** Grows with every change: an unchanged figure need not be computed again. */
  readonly version: number;
  readonly data: ColumnData;
  readonly categories: Dictionary;
  /** Services by their ids. */
  readonly services: Dictionary;
  /** Groups by their ids. */
  readonly groups: Dictionary;
  readonly statuses: Dictionary;
  readonly idOf: (slot: number) => string | undefined;
  /**
   * Ids that some incident names as its parent and no incident here has. Whether they are major incidents decides
   * whether their children count, so they are worth reading.
   */
  readonly unknownParents: () => readonly string[];
  /** Adds an incident or replaces it by its id. Takes the same time however many there are. */
  readonly upsert: (row: KpiRow) => void;
  /** Takes an incident out. @returns false when it was not there. */
  readonly remove: (id: string) => boolean;
  /** A computed column, kept up to date with the rows. The same key must always mean the same computation. */
  readonly derived: (key: string, derive: Derive) => Float64Array;
  readonly watch: (watcher: SlotWatcher) => () => void;
}

/** Computed columns kept at most; a screen of cards needs about ten. */
const maxDerived = 32;

function dictionary(): Dictionary {
  const words = [''];
  const codes = new Map<string, number>();
  return {
    words,
    code(word) {
      if (word === undefined || word === '') return 0;
      let code = codes.get(word);
      if (code === undefined) {
        code = words.push(word) - 1;
        codes.set(word, code);
      }
      return code;
    },
  };
}

const allocate = (length: number): ColumnData => ({
  numbers: Object.fromEntries(
    numberFields.map((field) => [field, new Float64Array(length).fill(NaN)]),
  ) as ColumnData['numbers'],
  flags: new Uint32Array(length).fill(flag.absent),
  priority: new Uint8Array(length),
  category: new Uint32Array(length),
  service: new Uint32Array(length),
  group: new Uint32Array(length),
  status: new Uint32Array(length),
});

function grown(old: ColumnData, length: number): ColumnData {
  const data = allocate(length);
  for (const field of numberFields) data.numbers[field].set(old.numbers[field]);
  data.flags.set(old.flags);
  data.priority.set(old.priority);
  data.category.set(old.category);
  data.service.set(old.service);
  data.group.set(old.group);
  data.status.set(old.status);
  return data;
}

const known = (value: boolean | null | undefined, knownBit: number, yesBit: number): number =>
  typeof value === 'boolean' ? (value ? knownBit | yesBit : knownBit) : 0;

function flagsOf(row: KpiRow): number {
  const { reassignmentCount } = row;
  const firstGroup =
    row.resolvedByFirstGroup ?? (reassignmentCount === undefined ? undefined : reassignmentCount === 0);
  return (
    (row.cancelled ? flag.cancelled : 0) |
    (row.duplicate ? flag.duplicate : 0) |
    (row.childOfMajor ? flag.childStated : 0) |
    (row.major ? flag.major : 0) |
    (row.drill ? flag.drill : 0) |
    (row.open ? flag.open : 0) |
    (row.open === false ? flag.ended : 0) |
    known(row.escalated, flag.escalatedKnown, flag.escalated) |
    known(row.slaMet, flag.slaKnown, flag.slaMet) |
    known(row.responseMet, flag.responseKnown, flag.responseMet) |
    known(row.firstContact, flag.contactKnown, flag.firstContact) |
    known(firstGroup, flag.groupKnown, flag.firstGroup)
  );
}

/** Empty columns, or columns of the rows given. */
export function createKpiColumns(rows: Iterable<KpiRow> = [], capacity = 1024): KpiColumns {
  let data = allocate(capacity);
  let size = 0;
  let version = 0;
  const slots = new Map<string, number>();
  const ids: (string | undefined)[] = [];
  const free: number[] = [];
  const categories = dictionary();
  const services = dictionary();
  const groups = dictionary();
  const statuses = dictionary();
  const computed = new Map<string, { derive: Derive; values: Float64Array }>();
  const watchers = new Set<SlotWatcher>();
  const parentOf = new Map<string, string>();
  const childrenOf = new Map<string, Set<string>>();

  function adopt(id: string, parent: string | undefined): void {
    const before = parentOf.get(id);
    if (before === parent) return;
    if (before !== undefined) {
      const siblings = childrenOf.get(before);
      siblings?.delete(id);
      if (siblings?.size === 0) childrenOf.delete(before);
    }
    if (parent === undefined) parentOf.delete(id);
    else {
      parentOf.set(id, parent);
      const siblings = childrenOf.get(parent);
      if (siblings) siblings.add(id);
      else childrenOf.set(parent, new Set([id]));
    }
  }

  /** Sets whether a slot counts as a child of a major incident; its parent may have come later than it. */
  function judgeChild(slot: number, id: string): void {
    const parent = parentOf.get(id);
    const bits = data.flags[slot] as number;
    const child = (bits & flag.childStated) !== 0 || (parent !== undefined && isMajor(slots.get(parent)));
    data.flags[slot] = child ? bits | flag.childOfMajor : bits & ~flag.childOfMajor;
  }

  /** Tells the children of an incident that has become a major one, or is none any more. */
  function judgeChildrenOf(id: string): void {
    for (const child of childrenOf.get(id) ?? []) {
      const slot = slots.get(child);
      if (slot === undefined) continue;
      for (const watcher of watchers) watcher.leave(slot);
      judgeChild(slot, child);
      for (const watcher of watchers) watcher.enter(slot);
    }
  }

  const isMajor = (slot: number | undefined): boolean =>
    slot !== undefined && ((data.flags[slot] as number) & flag.major) !== 0;

  function grow(): void {
    data = grown(data, data.flags.length * 2);
    for (const column of computed.values()) {
      const values = new Float64Array(data.flags.length);
      values.set(column.values);
      column.values = values;
    }
  }

  function slotFor(id: string): number {
    const slot = free.pop() ?? size++;
    if (slot >= data.flags.length) grow();
    slots.set(id, slot);
    ids[slot] = id;
    return slot;
  }

  function upsert(row: KpiRow): void {
    const old = slots.get(row.id);
    const wasMajor = isMajor(old);
    if (old !== undefined) for (const watcher of watchers) watcher.leave(old);
    const slot = old ?? slotFor(row.id);
    for (const field of numberFields) data.numbers[field][slot] = row[field] ?? NaN;
    data.flags[slot] = flagsOf(row);
    adopt(row.id, row.parentId);
    judgeChild(slot, row.id);
    data.priority[slot] = row.priority === undefined ? 0 : Math.min(255, Math.max(0, row.priority));
    data.category[slot] = categories.code(row.category);
    data.service[slot] = services.code(row.service);
    data.group[slot] = groups.code(row.group);
    data.status[slot] = statuses.code(row.status);
    for (const column of computed.values()) column.values[slot] = column.derive(data, slot);
    for (const watcher of watchers) watcher.enter(slot);
    if (wasMajor !== isMajor(slot)) judgeChildrenOf(row.id);
    version += 1;
  }

  function remove(id: string): boolean {
    const slot = slots.get(id);
    if (slot === undefined) return false;
    for (const watcher of watchers) watcher.leave(slot);
    const wasMajor = isMajor(slot);
    data.flags[slot] = flag.absent;
    ids[slot] = undefined;
    slots.delete(id);
    free.push(slot);
    adopt(id, undefined);
    if (wasMajor) judgeChildrenOf(id);
    version += 1;
    return true;
  }

  function derived(key: string, derive: Derive): Float64Array {
    let column = computed.get(key);
    if (column) computed.delete(key);
    else {
      const values = new Float64Array(data.flags.length);
      for (let slot = 0; slot < size; slot++) values[slot] = derive(data, slot);
      column = { derive, values };
    }
    // The one used longest ago stands first and goes first.
    computed.set(key, column);
    const [oldest] = computed.keys();
    if (computed.size > maxDerived && oldest !== undefined) computed.delete(oldest);
    return column.values;
  }

  for (const row of rows) upsert(row);
  return {
    get count() {
      return slots.size;
    },
    get size() {
      return size;
    },
    get version() {
      return version;
    },
    get data() {
      return data;
    },
    categories,
    services,
    groups,
    statuses,
    idOf: (slot) => ids[slot],
    unknownParents: () => [...childrenOf.keys()].filter((id) => !slots.has(id)),
    upsert,
    remove,
    derived,
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
}
