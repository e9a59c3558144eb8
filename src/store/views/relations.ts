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
  const others = relations.filter((one) => !isOfChange(one, change));
  if (change.gone) return others;
  return others.length < relations.length ? relations : [...relations, linkOf(change)];
};

/** The links with the changes that have not got through yet. */
function withPending(relations: readonly Relation[], rows: readonly OutboxRow[]): readonly RelationView[] {
  let shown: readonly RelationView[] = relations;
  for (const row of rows) {
    const { intent } = row.mutation;
    if (intent.kind !== 'relate') continue;
    const { relation } = intent;
    const mark = { pending: shownState(row, rows), key: row.key, gone: relation.gone === true };
    if (shown.some((one) => isOfChange(one, relation)))
      shown = shown.map((one) => (isOfChange(one, relation) ? { ...one, ...mark } : one));
    else if (!relation.gone) shown = [...shown, { ...linkOf(relation), ...mark }];
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
