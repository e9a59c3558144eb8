import type { IncidentHistory } from './history.js';
import type { Incident, Person, Ref } from './incident.js';
import type { Policy } from './policy.js';
import { nextDue } from './risk.js';
import type { Instant } from './time.js';
import { HOUR, isTold } from './time.js';

/** What somebody, or a team, has to do. */
export interface Load {
  readonly open: number;
  readonly major: number;
  /** A promise has been broken. */
  readonly late: number;
  /** A promise runs out within the hour. */
  readonly soon: number;
  /** When the oldest of them was logged; undefined where there is none. */
  readonly oldest?: Instant;
  /** Open incidents, each counted the more the more urgent it is. */
  readonly weight: number;
}

export interface PersonLoad extends Load {
  readonly person: Person;
  /** Ids of the groups whose incidents they have. */
  readonly groups: readonly string[];
}

export interface GroupLoad extends Load {
  /** Undefined for what no group has. */
  readonly group?: Ref;
  /** Those nobody in the group has taken. */
  readonly unassigned: number;
}

/** Who has what. The busiest come first, equal ones in the order of their names. */
export interface Workload {
  readonly people: readonly PersonLoad[];
  readonly groups: readonly GroupLoad[];
  readonly total: Load;
  /** Those nobody has taken, of all groups and of none. */
  readonly unassigned: number;
}

type Rules = Policy;

/** The number an open incident counts for: the gravest priority as many as there are priorities, the last one 1. */
export function weightOf(
  { priority }: Pick<Incident, 'priority'>,
  { matrix }: Pick<Rules, 'matrix'>,
): number {
  const count = matrix.priorities.length;
  // What nobody has rated may be anything, and counts as the middle.
  return priority === undefined ? Math.ceil(count / 2) : Math.max(1, count + 1 - priority);
}

const isOpen = ({ status: { category } }: Incident): boolean =>
  category === 'new' || category === 'active' || category === 'paused';

/** By code points, so that the order is the same on every machine. */
const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type DueOf = (incident: Incident) => Instant | undefined;

function loadOf(incidents: readonly Incident[], policy: Rules, now: Instant, dueOf: DueOf): Load {
  const due = incidents.map(dueOf);
  const times = incidents.map(({ loggedAt }) => loggedAt).filter(isTold);
  const count = (test: (at: Instant) => boolean): number =>
    due.filter((at) => at !== undefined && test(at)).length;
  return {
    open: incidents.length,
    major: incidents.filter(({ major }) => major === true).length,
    late: count((at) => at <= now),
    soon: count((at) => at > now && at - now <= HOUR),
    ...(times.length === 0 ? {} : { oldest: times.reduce((first, at) => Math.min(first, at)) }),
    weight: incidents.reduce((sum, incident) => sum + weightOf(incident, policy), 0),
  };
}

function gathered<K>(
  incidents: readonly Incident[],
  keyOf: (incident: Incident) => K,
): ReadonlyMap<K, readonly Incident[]> {
  const found = new Map<K, Incident[]>();
  for (const incident of incidents) {
    const key = keyOf(incident);
    const known = found.get(key);
    if (known) known.push(incident);
    else found.set(key, [incident]);
  }
  return found;
}

const busiest = (a: Load, b: Load, names: number): number => b.weight - a.weight || b.open - a.open || names;

/**
 * Who has what of some incidents; what is done does not count.
 *
 * @param history What records of their backend tell of the past, or do not.
 */
export function workloadOf(
  incidents: Iterable<Incident>,
  policy: Rules,
  now: Instant,
  history: IncidentHistory = {},
): Workload {
  const load = (some: readonly Incident[]): Load =>
    loadOf(some, policy, now, (incident) => nextDue(incident, policy, now, history));
  const open = [...incidents].filter(isOpen);
  const people = [...gathered(open, ({ assignee }) => assignee?.id)].flatMap(([id, theirs]): PersonLoad[] => {
    const person = theirs[0]?.assignee;
    if (id === undefined || !person) return [];
    const groups = new Set(theirs.flatMap(({ group }) => (group ? [group.id] : [])));
    return [{ person, groups: [...groups], ...load(theirs) }];
  });
  const groups = [...gathered(open, ({ group }) => group?.id)].map(([, theirs]): GroupLoad => {
    const group = theirs[0]?.group;
    return {
      ...(group ? { group } : {}),
      unassigned: theirs.filter(({ assignee }) => assignee === undefined).length,
      ...load(theirs),
    };
  });
  return {
    people: people.sort((a, b) => busiest(a, b, byName(a.person.name, b.person.name))),
    groups: groups.sort((a, b) => busiest(a, b, byName(a.group?.label ?? '', b.group?.label ?? ''))),
    total: load(open),
    unassigned: open.filter(({ assignee }) => assignee === undefined).length,
  };
}

/** Somebody who may be suggested, as the backend tells of them. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  /** They do not work now. */
  readonly away?: boolean;
  /** Ids of their groups; left out where nobody tells. */
  readonly groups?: readonly string[];
}

/** Why somebody is suggested. */
export interface Suggestion {
  readonly person: Person;
  /** What they have already. */
  readonly open: number;
  readonly weight: number;
  /**
   * How they came to be asked: `member` of the group by the backend's word, `worker` on other incidents of it, or `anyone`
   * where neither is known.
   */
  readonly by: 'member' | 'worker' | 'anyone';
  /** How many were compared. */
  readonly among: number;
  /** The group they were looked for in. */
  readonly group?: Ref;
  /** Somebody else has as little, and only the name has decided. */
  readonly tie: boolean;
}

/** Whom a suggestion is for: the incident, and the group that shall have it. */
export interface SuggestionFor {
  readonly incident: Incident;
  /** The incident's own where left out. */
  readonly group?: Ref | undefined;
}

/**
 * Who might take an incident: of those in its group the one with the least to do, open incidents weighed by their priority.
 * Nobody who is away, nobody who has it already, and not the caller. Equal ones go by their names. Undefined where nobody is left.
 *
 * @param candidates People the backend tells of; who holds incidents is known from the workload.
 */
export function suggestAssignee(
  { incident, group = incident.group }: SuggestionFor,
  { people }: Workload,
  candidates: readonly Candidate[],
): Suggestion | undefined {
  const loads = new Map(people.map((one) => [one.person.id, one]));
  const told = new Map(candidates.map((one) => [one.id, one]));
  const away = new Set(candidates.filter((one) => one.away === true).map(({ id }) => id));
  const all: readonly Person[] = [
    ...candidates.map(({ id, name }) => ({ id, name })),
    ...people.map(({ person }) => person).filter(({ id }) => !told.has(id)),
  ].filter(({ id }) => !away.has(id) && id !== incident.assignee?.id && id !== incident.caller?.id);
  const inGroup = (id: string): Suggestion['by'] | undefined => {
    if (!group) return undefined;
    const groups = told.get(id)?.groups;
    if (groups) return groups.includes(group.id) ? 'member' : undefined;
    return loads.get(id)?.groups.includes(group.id) ? 'worker' : undefined;
  };
  const near = all.filter(({ id }) => inGroup(id) !== undefined);
  // Where the backend tells of members, nobody else is asked.
  const tells = group !== undefined && candidates.some(({ groups }) => groups !== undefined);
  // Without a word about groups, those who have incidents work on them; of others nobody knows.
  const working = all.filter(({ id }) => loads.has(id));
  const asked = near.length > 0 || tells ? near : working.length > 0 ? working : all;
  const weight = ({ id }: Person): number => loads.get(id)?.weight ?? 0;
  const [first, second] = [...asked].sort(
    (a, b) => weight(a) - weight(b) || byName(a.name, b.name) || byName(a.id, b.id),
  );
  if (!first) return undefined;
  return {
    person: first,
    open: loads.get(first.id)?.open ?? 0,
    weight: weight(first),
    by: inGroup(first.id) ?? 'anyone',
    among: asked.length,
    ...(group && near.length > 0 ? { group } : {}),
    tie: second !== undefined && weight(second) === weight(first),
  };
}
