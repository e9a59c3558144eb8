import type { Incident } from '../../core/incident.js';
import type { Relation, RelationKind } from '../adapter.js';
import type { Database } from './database.js';

const relationTo = (kind: RelationKind, { id, number, title, status }: Incident): Relation => ({
  kind,
  id,
  number,
  title,
  status,
});

/** What an incident belongs together with: its parent and children, and duplicates either way. */
export async function relatedRows(
  db: Database,
  { id, parentId, duplicateOf }: Incident,
): Promise<Relation[]> {
  const found: Relation[] = [];
  for (const [kind, other] of [
    ['parent', parentId],
    ['duplicate-of', duplicateOf],
  ] as const) {
    if (other === undefined) continue;
    const row = await db.get('incidents', other);
    found.push(row ? relationTo(kind, row.incident) : { kind, id: other });
  }
  for (const { incident } of await db.getAll('incidents')) {
    if (incident.parentId === id) found.push(relationTo('child', incident));
    if (incident.duplicateOf === id) found.push(relationTo('duplicate', incident));
  }
  return found;
}
