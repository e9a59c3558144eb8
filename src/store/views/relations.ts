import type { Relation, RelationChange } from '../../core/relation.js';
import { isOfChange } from '../../core/relation.js';
import type { OutboxRow } from '../row.js';
import { shownState } from '../row.js';
import type { Loaded, PendingState, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';
import { incidentPart } from './incident-part.js';

/** A link as a record shows it: the backend's with what was changed here on top. */
export interface RelationView extends Relation {
  /** Where its change in the outbox stands. */
  readonly pending?: PendingState;
  /** The key of that change. */
  readonly key?: string;
  /** The link that gives way to it. */
  readonly replaces?: RelationChange['replaces'];
  /** The change removes it. */
  readonly gone?: boolean;
}

/** What an incident belongs together with. Without any where the backend keeps no links. */
export interface RelationsState extends Loaded {
  readonly relations: readonly RelationView[];
}

const linkOf = ({ kind, id, number, title }: RelationChange): Relation => ({
  kind,
  id: id ?? number,
  number,
  ...(title === undefined ? {} : { title }),
});

/** The links with one change made. */
export const changedLinks = (relations: readonly Relation[], change: RelationChange): readonly Relation[] => {
  const { kind, gone, replaces } = change;
  const left = relations.filter((one) => one.kind !== kind || one.id !== replaces?.id);
  const others = left.filter((one) => !isOfChange(one, change));
  if (gone) return others;
  return others.length < left.length ? left : [...left, linkOf(change)];
};

/** The links with the changes that have not got through yet. */
function withPending(relations: readonly Relation[], rows: readonly OutboxRow[]): readonly RelationView[] {
  let shown: readonly RelationView[] = relations;
  for (const row of rows) {
    const { intent } = row.mutation;
    if (intent.kind !== 'relate') continue;
    const { relation } = intent;
    const { gone = false, replaces } = relation;
    const mark = { pending: shownState(row, rows), key: row.key, gone, ...(replaces ? { replaces } : {}) };
    if (shown.some((one) => isOfChange(one, relation)))
      shown = shown.map((one) => (isOfChange(one, relation) ? { ...one, ...mark } : one));
    else if (!gone) shown = [...shown, { ...linkOf(relation), ...mark }];
  }
  return shown;
}

/** The links of one incident to other records. */
export const incidentRelations = (parts: ViewParts, id: string): Refreshable<RelationsState> =>
  incidentPart<'relations', Relation, RelationView>(parts, id, 'relations', parts.adapter.related, {
    confirmed: (relations, { row }) =>
      row.mutation.intent.kind === 'relate'
        ? changedLinks(relations, row.mutation.intent.relation)
        : relations,
    shown: withPending,
  });
