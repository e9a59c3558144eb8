import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { Person } from '../../core/incident.js';
import type { Participant, ParticipantChange } from '../../core/participant.js';
import { isSamePart } from '../../core/participant.js';
import type { Adapter, ReadOptions, WriteOptions } from '../adapter.js';
import { versionHeaders } from './concurrency.js';
import { isRefusal } from './discovery.js';
import { afterYes, sentencesOf } from './errors.js';
import { carrying } from './idempotency.js';
import type { NameOf } from './names.js';
import type { Call, Client } from './operation.js';
import { only } from './operation.js';
import type { Reader } from './path.js';
import { compilePath, isObject, isUnsafeName, textOf, writePath } from './path.js';
import type { OfKind, ParticipantsDefinition } from './profile.js';

/** A part as the backend tells it. */
interface ToldPart extends Participant {
  /** What is not a person, such as a team that is kept informed: it is told, and left alone. */
  readonly other?: boolean;
  /** As it stands in the answer. */
  readonly row: unknown;
}

/** What is read of an incident's parts. */
interface ToldTeam {
  readonly parts: readonly ToldPart[];
  /** The parts only one person can have. */
  readonly single: ReadonlySet<string>;
  /** Those that are set up at the backend. */
  readonly further: readonly string[];
  readonly version?: string | undefined;
}

/** How a backend keeps who has which part. */
interface Keeping<Definition> {
  read(definition: Definition, body: unknown): Omit<ToldTeam, 'version'>;
  /** The body that makes a change. */
  bodyOf(
    save: NonNullable<OfSave<Definition>>,
    change: ParticipantChange,
    team: ToldTeam,
    definition: Definition,
  ): Record<string, unknown>;
}

type OfSave<Definition> = Definition extends { readonly save?: infer Save } ? Save : never;

const badAnswer = (message: string): IncidentError => new IncidentError('bad-answer', message);

/** Reads a person off a row; undefined where it names nobody. */
function personReader({
  parts = {},
}: Pick<ParticipantsDefinition, 'parts'>): (row: unknown) => Person | undefined {
  const at = (path: string | readonly string[]): Reader => compilePath(path);
  const [id, name, email] = [
    at(parts['id'] ?? 'id'),
    at(parts['name'] ?? 'name'),
    at(parts['email'] ?? 'email'),
  ];
  return (row) => {
    const own = textOf(isObject(row) ? id(row) : row) || undefined;
    if (own === undefined) return undefined;
    const [called, address] = isObject(row) ? [textOf(name(row)), textOf(email(row))] : [];
    return { id: own, name: called || own, ...(address ? { email: address } : {}) };
  };
}

/** Something named by a number would be another record. */
const isNumber = (id: string): boolean => /^\d+$/.test(id);

type MoreLists = NonNullable<OfKind<ParticipantsDefinition, 'lists'>['more']>;

/** The lists of the parts that are set up at the backend. */
function furtherLists(
  { at, prefix }: MoreLists,
  body: unknown,
): readonly (readonly [role: string, held: unknown])[] {
  const among = (value: unknown, is: (name: string) => boolean): readonly (readonly [string, unknown])[] =>
    isObject(value) && !Array.isArray(value)
      ? Object.entries(value).filter(([name]) => !isUnsafeName(name) && is(name))
      : [];
  return [
    ...among(compilePath(at)(body), () => true),
    ...among(body, (name) => prefix !== undefined && name.startsWith(prefix)),
  ];
}

const keepings: {
  readonly [K in ParticipantsDefinition['kind']]: Keeping<OfKind<ParticipantsDefinition, K>>;
} = {
  /** A list of its own, and one request for each change. */
  rows: {
    read(definition, body) {
      const { items = '', person = 'person', role = 'role' } = definition;
      const rows = compilePath(items)(body);
      if (!Array.isArray(rows)) throw badAnswer('The backend returned no list of people.');
      const [personAt, roleAt, read] = [compilePath(person), compilePath(role), personReader(definition)];
      return {
        single: new Set(),
        further: [],
        parts: rows.flatMap((row): ToldPart[] => {
          const [found, part] = isObject(row) ? [read(personAt(row)), textOf(roleAt(row))] : [];
          return found && part ? [{ person: found, role: part, row }] : [];
        }),
      };
    },
    bodyOf(save, { person, role, gone = false }) {
      const body: Record<string, unknown> = {};
      writePath(body, save.person ?? 'person', person);
      writePath(body, save.role ?? 'role', role);
      if (gone) writePath(body, save.gone ?? 'gone', true);
      return body;
    },
  },

  /** A list of people per part in the record itself; a change sends the whole list of that part. */
  lists: {
    read(definition, body) {
      const { roles, more, empties = [], people } = definition;
      const read = personReader(definition);
      const typeAt = people && compilePath(people.at);
      const further = more ? furtherLists(more, body) : [];
      const lists = [
        ...Object.entries(roles).map(([role, path]) => [role, compilePath(path)(body)] as const),
        ...further,
      ];
      return {
        further: further.map(([role]) => role),
        single: new Set(
          lists.flatMap(([role, list]) => (isObject(list) && !Array.isArray(list) ? [role] : [])),
        ),
        parts: lists.flatMap(([role, list]) =>
          (Array.isArray(list) ? list : isObject(list) ? [list] : []).flatMap((row: unknown): ToldPart[] => {
            const person = read(row);
            if (!person || empties.includes(person.id)) return [];
            const other = typeAt !== undefined && isObject(row) && textOf(typeAt(row)) !== people?.is;
            return [{ person, role, row, ...(other ? { other } : {}) }];
          }),
        ),
      };
    },
    bodyOf({ nobody }, { person, role, gone = false }, { parts, single }, { roles, more }) {
      const present = parts.filter((one) => one.role === role);
      const isSame = (one: ToldPart): boolean => isSamePart(one, { person, role });
      const others = present.filter((one) => !isSame(one));
      if (single.has(role) && !gone && others.length > 0)
        throw refused(`${others[0]?.person.name ?? ''} has this part already; remove them first.`);
      const ids = others.map(({ person: { id }, other }) => {
        // Sent back, a person named by a number would be exchanged for somebody else.
        if (isNumber(id) && !other) throw unnamed(id);
        return id;
      });
      if (!gone) {
        const own = isNumber(person.id) ? person.email : person.id;
        if (own === undefined) throw unnamed(person.id);
        ids.push(own);
      }
      const body: Record<string, unknown> = {};
      const path = Object.hasOwn(roles, role) ? roles[role] : undefined;
      const list = single.has(role) ? (ids[0] ?? nobody ?? '') : ids;
      if (path !== undefined) writePath(body, path, list);
      else if (more !== undefined) writePath(body, more.at, { [role]: list });
      else throw refused('There is no such part here.');
      return body;
    },
  },
};

const refused = (message: string): IncidentError =>
  new IncidentError('refused', message, { issues: [{ path: 'person', code: 'refused', message }] });
const unnamed = (id: string): IncidentError =>
  new IncidentError('unsupported', `"${id}" is a number, and would be taken for somebody else here.`);

/** The row of a definition. Its methods take the definition they were found by, and no other. */
const rowOf = ({ kind }: ParticipantsDefinition): Keeping<ParticipantsDefinition> => keepings[kind];

/** So often a list that somebody else has changed meanwhile is read again before it is sent. */
const mostTries = 3;

/**
 * Reads who has which part, and changes it. What is so already is not asked for again; a success alone proves nothing,
 * so that the parts are read afterwards, those of everybody else among them.
 */
export function createParticipants(
  client: Client,
  nameOf: NameOf,
  learnt: (further: readonly string[]) => void,
): Pick<Adapter, 'participants' | 'saveParticipant'> {
  const { profile } = client.options;
  const { participants: definition, concurrency, idempotency, errors, label } = profile;
  if (!definition) return {};
  const row = rowOf(definition);
  const recordAt = definition.kind === 'lists' ? compilePath(profile.fields['id']?.read ?? 'id') : undefined;

  async function read(id: string, options?: ReadOptions): Promise<ToldTeam> {
    const answer = await client.call(definition?.op ?? '', { ...options, inputs: { id } });
    const { body, headers } = answer;
    const about = recordAt && textOf(recordAt(body));
    if (about !== undefined && about !== id) throw badAnswer('The backend answered with another incident.');
    const told = client.told(answer, () => {
      if (recordAt && about === undefined) throw badAnswer('The backend returned no incident.');
      return row.read(definition as ParticipantsDefinition, body);
    });
    const names = new Map(
      await Promise.all(told.further.map(async (role) => [role, await roleName(role, options)] as const)),
    );
    const nameFor = (role: string): string => names.get(role) ?? role;
    const further = told.further.map(nameFor);
    if (further.length > 0) learnt(further);
    return {
      further,
      single: new Set([...told.single].map(nameFor)),
      parts: told.parts.map((part) => ({ ...part, role: nameFor(part.role) })),
      version: headers.get('etag') ?? undefined,
    };
  }

  /**
   * The parts with the version that belongs to them: a backend may answer a record and a version from two moments, and a
   * list sent for the newer version would drop who has joined in between. Two looks with one version show its record.
   */
  async function readSteady(id: string, options: ReadOptions): Promise<ToldTeam> {
    let found = await read(id, options);
    if (definition?.kind !== 'lists' || found.version === undefined) return found;
    for (let looks = 0, last; looks < mostTries && last !== found.version; looks++) {
      last = found.version;
      found = await read(id, options);
    }
    return found;
  }

  /** The name of a part that the record names by its number, as far as that may be looked up. */
  async function roleName(role: string, options?: ReadOptions): Promise<string> {
    const { prefix, lookup } = (definition?.kind === 'lists' && definition.more) || {};
    return prefix !== undefined && lookup !== undefined && role.startsWith(prefix)
      ? (await nameOf(lookup, role.slice(prefix.length), options)) || role
      : role;
  }

  /** Refuses somebody the backend does not know: a list with such a name in it may break it. */
  async function refuseUnknown({ person }: ParticipantChange, options: ReadOptions): Promise<void> {
    const op = profile.lookups?.[definition?.lookup ?? '']?.op;
    if (op === undefined || isNumber(person.id)) return;
    try {
      await client.call(op, { ...options, inputs: { id: person.id } });
    } catch (error) {
      // Who may not look may still be right about it.
      if (isIncidentError(error) && error.kind === 'not-found')
        throw refused(`${label} knows nobody called "${person.id}".`);
      if (!isRefusal(error)) throw error;
    }
  }

  async function named({ person, role, other }: ToldPart, options?: ReadOptions): Promise<Participant> {
    const lookup = other ? definition?.others : definition?.lookup;
    const found =
      lookup === undefined || person.name !== person.id
        ? undefined
        : await nameOf(lookup, person.id, options);
    return { role, person: { ...person, name: found || person.name } };
  }

  const { save } = definition;
  const saveParticipant = async (
    id: string,
    change: ParticipantChange,
    write: WriteOptions,
  ): Promise<void> => {
    const { gone = false } = change;
    const isThere = ({ parts }: ToldTeam): boolean => parts.some((one) => isSamePart(one, change));
    const { headers, signal } = carrying(idempotency, write);
    let answer: unknown;
    let before: ToldTeam;
    for (let tries = 1; ; tries++) {
      before = await readSteady(id, only(write));
      if (isThere(before) !== gone) return;
      const team = before;
      if (team.parts.some((one) => one.other === true && isSamePart(one, change)))
        throw refused(`${label} keeps this as a team and not as a person; it is changed there.`);
      const body = row.bodyOf(save as never, change, team, definition);
      if (!gone && tries === 1) await refuseUnknown(change, only(write));
      const versions = definition.kind === 'lists' ? versionHeaders(concurrency, team.version) : {};
      const call: Call = { inputs: { id }, body, headers: { ...headers, ...versions }, signal };
      try {
        answer = (await client.call(save?.op ?? '', call)).body;
        break;
      } catch (error) {
        // Somebody else has changed the record: with what is there now the change is still the same one.
        if (!isIncidentError(error) || error.kind !== 'conflict' || tries >= mostTries) throw error;
      }
    }
    let after: ToldTeam;
    try {
      after = await read(id, only(write));
    } catch (error) {
      throw afterYes(error);
    }
    const told = sentencesOf(errors, answer);
    if (isThere(after) === gone)
      throw refused(told || `${label} did not ${gone ? 'take this part away' : 'keep this part'}.`);
    const lost = before.parts.filter(
      (one) =>
        !isSamePart(one, change) &&
        one.role === change.role &&
        !after.parts.some((now) => isSamePart(one, now)),
    );
    if (lost.length > 0)
      throw refused(
        `It is done, but ${lost.map(({ person }) => person.name).join(', ')} is no longer there: ${told || label}`,
      );
  };

  return {
    async participants(id, options) {
      const { parts } = await read(id, options);
      return Promise.all(parts.map((part) => named(part, options)));
    },
    ...(save && { saveParticipant }),
  };
}
