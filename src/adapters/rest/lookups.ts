import { IncidentError } from '../../core/errors.js';
import type { Page } from '../../core/query.js';
import { readSupportLine } from '../../core/support-line.js';
import type { Instant, Millis } from '../../core/time.js';
import { MINUTE } from '../../core/time.js';
import type { Adapter, Choice, ChoicePage, ReadOptions } from '../adapter.js';
import { choicePage, distinct } from '../choices.js';
import { codecs } from './codec.js';
import type { Discovered, Discovery } from './discovery.js';
import { isRefusal } from './discovery.js';
import { shared } from './shared.js';
import type { Client } from './operation.js';
import type { Reader } from './path.js';
import { compilePath, isObject, textOf } from './path.js';
import type { LookUpDefinition } from './profile.js';
import { chosenKinds } from './relate.js';

/** How the values of a list are read; whether a person is away and their groups only under our own names. */
export function compileChoice({
  id,
  label,
  hint,
  line,
}: Partial<Pick<LookUpDefinition, 'id' | 'label' | 'hint' | 'line'>>): (row: unknown) => Choice | undefined {
  const at = (path: string | readonly string[]): ((row: unknown) => string | undefined) => {
    const read: Reader = compilePath(path);
    return (row) => textOf(isObject(row) ? read(row) : undefined) || undefined;
  };
  const [idOf, labelOf, hintOf] = [at(id ?? 'id'), at(label ?? ['label', 'name']), at(hint ?? 'hint')];
  const lineAt = at(line ?? 'line');
  return (row) => {
    const own = idOf(row) ?? (textOf(row) || undefined);
    if (own === undefined) return undefined;
    const [called, told] = [labelOf(row) ?? own, hintOf(row)];
    const { away, groups } = isObject(row) ? row : {};
    const level = readSupportLine(lineAt(row));
    return {
      id: own,
      label: called,
      ...(told !== undefined && told !== called && { hint: told }),
      ...(away === true && { away }),
      ...(Array.isArray(groups) && { groups: groups.map(String) }),
      ...(level !== undefined && { line: level }),
    };
  };
}

/** The id of the discovered thing that a field needs. */
export const discoveredId = (
  required: string | undefined,
  discovered: Discovered | undefined,
): string | undefined =>
  required === undefined ? undefined : [...(discovered ?? [])].find(([, name]) => name === required)?.[0];

/** The places of several searches, one each; null where one is over. */
function placesOf(cursor: string): readonly unknown[] {
  const places: unknown = codecs['json']?.read(cursor);
  if (Array.isArray(places)) return places;
  throw new IncidentError('validation', 'This place in the list is no longer valid.');
}

/** Pages read at most where a backend gives all it has, and how long they count as the present. */
const allPages = 20;
const kept: Millis = MINUTE;

export type LookUpName = 'people' | 'groups' | 'services' | 'items';

/** The field whose discovered thing holds the values. */
const fieldOf: Readonly<Partial<Record<LookUpName, string>>> = {
  groups: 'group',
  services: 'service',
  items: 'ci',
};

/** Finds people, groups, services and items by words, as far as the profile says how. */
export function createLookUps(client: Client, discovered: Discovery): Pick<Adapter, LookUpName> {
  const { profile, now = Date.now } = client.options;
  const linked = new Set(chosenKinds(profile).map(([, op]) => op));
  const whole = new Map<string, { readonly at: Instant; readonly choices: Promise<readonly Choice[]> }>();

  type Inputs = Readonly<Record<string, string | undefined>>;
  const choicesOf = (rows: readonly unknown[], definition: LookUpDefinition): readonly Choice[] => {
    const { op, empties = [] } = definition;
    const read = compileChoice(definition);
    return rows.flatMap((row): readonly Choice[] => {
      const choice = read(row);
      if (!choice || empties.includes(choice.id)) return [];
      const link = linked.has(op) && isObject(row) ? textOf(row['id']) : undefined;
      return [{ ...choice, ...(link === undefined || link === choice.id ? {} : { link }) }];
    });
  };
  /** The values are held by something that is discovered. */
  const isHeld = ({ op }: LookUpDefinition): boolean => {
    const { path, query } = client.operation(op);
    return JSON.stringify([path, query]).includes('{discovered}');
  };

  async function readAll(definition: LookUpDefinition, inputs: Inputs): Promise<readonly Choice[]> {
    const found: Choice[] = [];
    let cursor: string | undefined;
    for (let at = 0; at < allPages; at++) {
      const page = await client.page(
        definition.op,
        { limit: 100, ...(cursor === undefined ? {} : { cursor }) },
        { inputs },
      );
      found.push(...choicesOf(page.items, definition));
      cursor = page.next;
      if (cursor === undefined) break;
    }
    return distinct(found);
  }

  /** Everything a backend has, read once a minute: every letter that is typed asks for it. */
  function all(definition: LookUpDefinition, inputs: Inputs): Promise<readonly Choice[]> {
    const key = JSON.stringify([definition.op, inputs]);
    const known = whole.get(key);
    if (known && now() - known.at < kept) return known.choices;
    const choices = readAll(definition, inputs);
    whole.set(key, { at: now(), choices });
    choices.catch(() => whole.delete(key));
    return choices;
  }

  /** One request, or one for each field that is looked into, side by side. A cursor holds the places of all of them. */
  async function search(
    definition: LookUpDefinition,
    inputs: Inputs,
    { limit, places }: { readonly limit: number; readonly places: readonly unknown[] | undefined },
    read?: ReadOptions,
  ): Promise<ChoicePage> {
    const { op, by: looked = [undefined] } = definition;
    // Without words every field finds the same.
    const by = inputs['text'] === '' ? looked.slice(0, 1) : looked;
    const pages = await Promise.all(
      by.map(async (field, at): Promise<Page<unknown>> => {
        const place = places ? places[at] : '';
        if (typeof place !== 'string') return { items: [], total: null };
        return client.page(
          op,
          { limit, ...(place === '' ? {} : { cursor: place }) },
          { ...read, inputs: { ...inputs, by: field } },
        );
      }),
    );
    const next = pages.map((page) => page.next ?? null);
    const [only] = pages;
    return {
      items: distinct(pages.flatMap(({ items }) => choicesOf(items, definition))),
      total: pages.length === 1 ? (only?.total ?? null) : null,
      ...(next.some((place) => place !== null) && { next: JSON.stringify(next) }),
    };
  }

  const lookUp =
    (name: LookUpName, definition: LookUpDefinition): NonNullable<Adapter['people']> =>
    async (text, page, read) => {
      const requires = isHeld(definition) ? profile.fields[fieldOf[name] ?? '']?.requires : undefined;
      const thing = requires === undefined ? undefined : discoveredId(requires, await discovered());
      // What holds the values is not set up at this backend.
      if (requires !== undefined && thing === undefined) return { items: [], total: 0 };
      const words = text.trim();
      const places = definition.all || page.cursor === undefined ? undefined : placesOf(page.cursor);
      try {
        if (definition.all)
          return choicePage(await shared(all(definition, { discovered: thing }), read), words, page);
        return await search(
          definition,
          { text: words, discovered: thing },
          { limit: page.limit, places },
          read,
        );
      } catch (error) {
        if (client.operation(definition.op).optional && isRefusal(error)) return { items: [], total: 0 };
        throw error;
      }
    };

  return Object.fromEntries(
    Object.entries(profile.choices ?? {}).flatMap(([name, definition]) =>
      // Nobody needs the values of a field that is switched off, unless links lead to them.
      definition &&
      (linked.has(definition.op) || Object.hasOwn(profile.fields, fieldOf[name as LookUpName] ?? 'id'))
        ? [[name, lookUp(name as LookUpName, definition)]]
        : [],
    ),
  );
}
