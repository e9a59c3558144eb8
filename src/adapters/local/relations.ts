import { IncidentError } from '../../core/errors.js';
import type { FieldChange } from '../../core/entry.js';
import type { Incident } from '../../core/incident.js';
import type { Relation, RelationKind } from '../../core/relation.js';
import { isAmongIncidents, isItem } from '../../core/relation.js';
import type { Choice } from '../adapter.js';
import type { Database, WriteTx } from './database.js';

/** A link that is a field: which, and of which of the two incidents. */
interface FieldLink {
  readonly field: 'parentId' | 'duplicateOf';
  readonly of: 'this' | 'other';
}

/** The kinds that are fields; the others are rows of their own. */
const fieldLinks: Readonly<Partial<Record<RelationKind, FieldLink>>> = {
  parent: { field: 'parentId', of: 'this' },
  child: { field: 'parentId', of: 'other' },
  'duplicate-of': { field: 'duplicateOf', of: 'this' },
  duplicate: { field: 'duplicateOf', of: 'other' },
};

const relationTo = (kind: RelationKind, { id, number, title, status }: Incident): Relation => ({
  kind,
  id,
  number,
  title,
  status,
});

/** A configuration item by the name it is chosen by. */
function itemNamed(kind: RelationKind, id: string, items: readonly Choice[]): Relation {
  const { label, hint } = items.find((one) => one.id === id) ?? {};
  return {
    kind,
    id,
    ...(label === undefined ? {} : { number: label }),
    ...(hint === undefined ? {} : { title: hint }),
  };
}

/** What an incident belongs together with: its parent and children, duplicates either way, and what was linked. */
export async function relatedRows(
  db: Database,
  { id, parentId, duplicateOf }: Incident,
  items: readonly Choice[] = [],
): Promise<Relation[]> {
  const found: Relation[] = [];
  const add = async (kind: RelationKind, other: string): Promise<void> => {
    const row = await db.get('incidents', other);
    found.push(row ? relationTo(kind, row.incident) : { kind, id: other });
  };
  if (parentId !== undefined) await add('parent', parentId);
  if (duplicateOf !== undefined) await add('duplicate-of', duplicateOf);
  for (const { incident } of await db.getAll('incidents')) {
    if (incident.parentId === id) found.push(relationTo('child', incident));
    if (incident.duplicateOf === id) found.push(relationTo('duplicate', incident));
  }
  for (const { kind, other } of await db.getAll('links', IDBKeyRange.bound([id], [id, []])))
    if (isItem(kind)) found.push(itemNamed(kind, other, items));
    else await add(kind, other);
  const seen = new Set(found.map((one) => one.id));
  // From the other side only that they belong together is certain.
  for (const { incidentId, kind } of await db.getAllFromIndex('links', 'other', id))
    if (!isItem(kind) && !seen.has(incidentId)) await add('related', incidentId);
  return found;
}

/** What is wanted of a link. */
type Change = Pick<Relation, 'kind' | 'id'> & { readonly gone?: boolean; readonly replaces?: string };

/** What adding or removing a link has led to: the records it changes, and what the timeline tells of each link. */
export interface Linked {
  readonly changed: readonly { readonly before: Incident; readonly after: Incident }[];
  readonly links: readonly FieldChange[];
}

const refused = (message: string): IncidentError =>
  new IncidentError('validation', message, { issues: [{ path: 'id', code: 'unknown', message }] });

/** Refuses a link that would lead back to where it begins. */
async function refuseCircle(
  tx: WriteTx,
  field: FieldLink['field'],
  from: Incident,
  to: Incident,
): Promise<void> {
  const seen = new Set<string>();
  for (let at: Incident | undefined = to; at && !seen.has(at.id);) {
    if (at.id === from.id) throw refused('These two would belong to each other in a circle.');
    seen.add(at.id);
    const next: string | undefined = at[field];
    at = next === undefined ? undefined : (await tx.objectStore('incidents').get(next))?.incident;
  }
}

async function setField(
  tx: WriteTx,
  { field, of }: FieldLink,
  incident: Incident,
  other: Incident,
  { gone = false, replaces }: Change,
): Promise<Linked['changed']> {
  const [before, target] = of === 'this' ? [incident, other] : [other, incident];
  const present = before[field];
  if (gone) {
    if (present !== target.id) return [];
    const { [field]: _removed, ...after } = before;
    return [{ before, after }];
  }
  if (present === target.id) return [];
  // A second one would push the first out without a word, or another than somebody has seen.
  if (present !== undefined && (of === 'other' || present !== replaces))
    throw refused('It belongs to another incident already; remove that link first.');
  await refuseCircle(tx, field, before, target);
  return [{ before, after: { ...before, [field]: target.id } }];
}

/** Adds or removes a link; undefined where nothing changes by it. */
export async function putRelation(
  tx: WriteTx,
  incident: Incident,
  change: Change,
  items: readonly Choice[] = [],
): Promise<Linked | undefined> {
  const { kind, id: other, gone = false } = change;
  if (other === incident.id && !isItem(kind)) throw refused('An incident cannot be linked to itself.');
  const there = isItem(kind) ? undefined : (await tx.objectStore('incidents').get(other))?.incident;
  if (!there && !gone && isAmongIncidents(kind)) throw refused('There is no such incident.');
  const told = (number: string, isGone: boolean): FieldChange => ({
    field: 'link',
    label: kind,
    [isGone ? 'from' : 'to']: number,
  });
  const item = isItem(kind) ? items.find((one) => one.id === other)?.label : undefined;
  const now = told(there?.number ?? item ?? other, gone);
  const link = fieldLinks[kind];
  if (link && there) {
    const changed = await setField(tx, link, incident, there, change);
    if (changed.length === 0) return undefined;
    const had = link.of === 'this' && !gone ? incident[link.field] : undefined;
    if (had === undefined) return { changed, links: [now] };
    const first = (await tx.objectStore('incidents').get(had))?.incident.number ?? had;
    return { changed, links: [told(first, true), now] };
  }
  if (link) {
    // The field names something that is not here.
    if (link.of === 'other' || incident[link.field] !== other) return undefined;
    const { [link.field]: _removed, ...after } = incident;
    return { changed: [{ before: incident, after }], links: [now] };
  }
  const links = tx.objectStore('links');
  const row = { incidentId: incident.id, kind, other };
  const key: [string, string, string] = [incident.id, kind, other];
  const back: [string, string, string][] = gone
    ? (await links.index('other').getAll(incident.id))
        .filter(({ incidentId }) => kind === 'related' && incidentId === other)
        .map((one) => [one.incidentId, one.kind, one.other])
    : [];
  const mine = await links.get(key);
  if (gone ? !mine && back.length === 0 : mine) return undefined;
  if (gone) for (const one of [key, ...back]) await links.delete(one);
  else await links.put(row);
  return { changed: [], links: [now] };
}
