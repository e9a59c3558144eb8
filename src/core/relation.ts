import type { Status } from './incident.js';

/**
 * How two records belong together, seen from the incident that was asked about. `affects` are configuration items beside
 * the one the incident is about.
 */
export const relationKinds = [
  ...(['parent', 'child', 'duplicate-of', 'duplicate', 'affects'] as const),
  ...(['problem', 'change', 'caused-by', 'related'] as const),
] as const;

export type RelationKind = (typeof relationKinds)[number];

/** A link to another record, of this backend or of another. */
export interface Relation {
  readonly kind: RelationKind;
  readonly id: string;
  readonly number?: string;
  readonly title?: string;
  readonly status?: Status;
  readonly url?: string;
}

/** A link somebody adds, or removes. It may wait a long time, so it names the other record as well as it is known. */
export interface RelationChange {
  readonly kind: RelationKind;
  /** Left out where only the number was typed; it is looked up when the change is sent. */
  readonly id?: string;
  readonly number: string;
  readonly title?: string;
  /** The link of this kind that gives way to it, where an incident has only one. */
  readonly replaces?: { readonly id: string; readonly number?: string };
  /** It is removed. */
  readonly gone?: boolean;
}

/** Records of these kinds are incidents of the same backend. What caused an incident may be a change as well. */
const amongIncidents: ReadonlySet<RelationKind> = new Set([
  'parent',
  'child',
  'duplicate-of',
  'duplicate',
  'related',
]);

export const isAmongIncidents = (kind: RelationKind): boolean => amongIncidents.has(kind);

/** An incident has at most one link of these kinds. */
export const isOnlyOne = (kind: RelationKind): boolean => kind === 'parent' || kind === 'duplicate-of';

/** It leads to a configuration item, which is found by the port's `items`. */
export const isItem = (kind: RelationKind): boolean => kind === 'affects';

/** Records of these kinds have pages and numbers of their own: none of them is found among incidents. */
export const isElsewhere = (kind: RelationKind): boolean =>
  kind === 'problem' || kind === 'change' || isItem(kind);

/** A number as it is compared: people write it with a sign before it, and in small letters. */
const bare = (number: string): string => number.trim().replace(/^#/u, '').toLowerCase();

export const isSameNumber = (a: string, b: string): boolean => bare(a) !== '' && bare(a) === bare(b);

/** Whether a link is the one a change is about. */
export const isOfChange = (
  { kind, id, number }: Relation,
  change: Pick<RelationChange, 'kind' | 'id'> & Partial<RelationChange>,
): boolean =>
  kind === change.kind &&
  (id === change.id ||
    (change.id === undefined &&
      change.number !== undefined &&
      (isSameNumber(id, change.number) || (number !== undefined && isSameNumber(number, change.number)))));
