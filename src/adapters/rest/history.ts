import type { Entry } from '../../core/entry.js';
import type { Incident } from '../../core/incident.js';
import type { Adapter, ReadOptions } from '../adapter.js';
import type { Desk } from './desk.js';
import { hook, IncidentError, isIncidentError } from './kit.js';
import { compilePath, fetchPage, textOf } from './language.js';
import { createNames } from './names.js';
import { partOf, readOpening } from './openings.js';
import type { Records } from './records.js';
import type { Part } from './texts.js';
import { wordsOf } from './texts.js';
import type { EntryMapping, MappedEntry } from './timeline.js';
import { compileTimeline } from './timeline.js';

/** What is read about incidents beyond their records. */
export interface History
  extends Pick<Adapter, 'entries'>, Required<Pick<Adapter, 'entryTexts' | 'findByKey'>> {
  /** One entry of an answer with its names looked up. */
  readonly entry: (row: unknown, incidentId: string, read?: ReadOptions) => Promise<Entry | undefined>;
  /** Reads the opening words of an incident, where they stand apart from its record. */
  readonly opening: (id: string, read?: ReadOptions) => Promise<void>;
  /** The incident with the names of people the record only has the ids of. */
  readonly named: (incident: Incident, read?: ReadOptions) => Promise<Incident>;
}

/** Pages of texts read at most for one request: a hundred each. */
const textPages = 50;

/** A path of the service, for registered code: nothing that climbs out of it. */
function safePath(path: string): string {
  if (/^\/(?!\/)/.test(path) && !/[\\#]|(?:^|\/)(?:\.|%2e){1,2}(?:\/|\?|$)/i.test(path)) return path;
  throw new IncidentError('configuration', 'A hook asked for a path outside the service.');
}

export function createHistory(desk: Desk, { mapping }: Records): History {
  const { options, client, discovered } = desk;
  const { profile } = options;
  const [source] = profile.timeline ?? [];
  const mapEntry: EntryMapping = source ? compileTimeline(source, profile, mapping) : () => undefined;
  const nameOf = createNames(profile, client);

  async function finish({ entry, change }: MappedEntry, read?: ReadOptions): Promise<Entry> {
    if (!change) return entry;
    const { lookup, from, to, ...plain } = change;
    const named = async (id: string | undefined): Promise<string | undefined> =>
      id === undefined || lookup === undefined ? id : ((await nameOf(lookup, id, read)) ?? id);
    const [before, after] = await Promise.all([named(from), named(to)]);
    const shown = { ...plain, ...(before && { from: before }), ...(after && { to: after }) };
    return { ...entry, changes: [...(entry.changes ?? []), shown] };
  }

  return {
    opening: (id, read) => readOpening(desk, id, read),

    async named(incident, read) {
      const found = await Promise.all(
        (['caller', 'reporter', 'assignee'] as const).map(async (field) => {
          const lookup = mapping.fields.get(field)?.definition.lookup;
          const person = incident[field];
          const isBare = lookup !== undefined && person && person.name === person.id;
          const name = isBare && (await nameOf(lookup, person.id, read));
          return name ? { [field]: { ...person, name } } : {};
        }),
      );
      return Object.assign({ ...incident }, ...found) as Incident;
    },

    async entry(row, incidentId, read) {
      const mapped = mapEntry(row, incidentId, (await discovered()) ?? new Map());
      return mapped && finish(mapped, read);
    },

    async entries(id, page, read) {
      if (!source) return { items: [], total: 0 };
      let answer;
      try {
        answer = await fetchPage(client, source.op, page, { ...read, inputs: { id } });
      } catch (error) {
        if (source.optional && isIncidentError(error) && /^(?:forbidden|not-found)$/.test(error.kind))
          return { items: [], total: 0 };
        throw error;
      }
      const known = (await discovered()) ?? new Map<string, string>();
      const mapped = answer.items.map((row) => mapEntry(row, id, known)).filter((one) => one !== undefined);
      const items = await Promise.all(mapped.map((one) => finish(one, read)));
      // Rows left out are still counted by the backend; a total with them would promise entries that never come.
      return { ...answer, items, total: items.length === answer.items.length ? answer.total : null };
    },

    async entryTexts(id, entryIds, read) {
      const own = hook('fetchBodies', profile.hooks?.fetchBodies ?? '');
      if (own)
        return own({ incidentId: id, entryIds, ...read }, async (path) => {
          const { headers = {} } = profile;
          const request = { method: 'GET', url: safePath(path), headers: () => headers, ...read };
          return (await client.send(request)).body;
        });
      const texts = source?.texts;
      if (!texts)
        throw new IncidentError('unsupported', `${profile.label} has no words apart from the entries.`);
      const wanted = new Set(entryIds);
      const parts = new Map<string, Part[]>();
      const ownerAt = compilePath(texts.entry);
      const ownerOf = (row: unknown): string => textOf(ownerAt(row)) ?? '';
      let cursor: string | undefined;
      for (let at = 0; at < textPages; at++) {
        const page = await fetchPage(client, texts.op, { limit: 100, cursor }, { ...read, inputs: { id } });
        for (const row of page.items) {
          const key = ownerOf(row);
          if (wanted.has(key))
            parts.set(key, [...(parts.get(key) ?? []), partOf(row, texts.content, texts.contentType)]);
        }
        // Newest first, and a message's forms follow each other: once another one comes after all wanted, they are complete.
        const last = ownerOf(page.items.at(-1));
        cursor = page.next;
        if (cursor === undefined || (entryIds.every((one) => parts.has(one)) && !wanted.has(last))) break;
      }
      // What has no words has an empty text: asking again would not help.
      return new Map(entryIds.map((one) => [one, wordsOf(parts.get(one) ?? [])]));
    },

    async findByKey(key, read) {
      const { idempotency } = profile;
      const { filter } = client.operation('list');
      if (idempotency?.mode !== 'lookup' || !filter) return undefined;
      const criteria = [{ op: 'in', field: idempotency.filter, values: [key] }] as const;
      const asked = (await hook('dialect', filter.dialect)?.(criteria, filter, profile.vars)) ?? [];
      const search = new URLSearchParams(asked.map(([name, value]) => [name, value]));
      const { items } = await fetchPage(client, 'list', { limit: 1 }, { ...read, search });
      const [found] = mapping.mapRecords(items);
      return found && desk.get(found.id, read);
    },
  };
}
