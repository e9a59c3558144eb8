import { IncidentError } from '../../core/errors.js';
import type { Relation, RelationKind } from '../../core/relation.js';
import { relationKinds } from '../../core/relation.js';
import type { Adapter, Traits } from '../adapter.js';
import { afterYes, sentencesOf } from './errors.js';
import { carrying } from './idempotency.js';
import type { Client } from './operation.js';
import { only } from './operation.js';
import { writePath } from './path.js';
import type { Profile, RelateDefinition } from './profile.js';
import type { ReadLinks, ToldLink } from './relations.js';

const ourKinds = (words: readonly (string | undefined)[]): readonly RelationKind[] =>
  relationKinds.filter((kind) => words.includes(kind));

/** The kinds of links that can be added and removed; undefined where none can. */
export function relationTraits({ related }: Pick<Profile, 'related'>): Traits['relations'] {
  if (!related?.relate) return undefined;
  const { kinds } = related;
  const { add, remove, gone } = related.relate;
  const adds = add ? ourKinds(Object.keys(add)) : relationKinds;
  const removes = remove
    ? ourKinds(Object.keys(remove).map((word) => (kinds ? kinds[word] : word)))
    : gone === undefined
      ? []
      : adds;
  return { adds, removes };
}

/** The word of a table; of our own words where there is none. */
const wordIn = (table: Readonly<Record<string, string>> | undefined, name: string): string | undefined =>
  table ? (Object.hasOwn(table, name) ? table[name] : undefined) : name;

/** What has to be asked of the backend, word by word; several where it tells one link of ours in several words. */
function wordsFor(
  { add, remove, gone }: RelateDefinition,
  { kind }: Pick<Relation, 'kind'>,
  present: readonly ToldLink[],
  isGone: boolean,
): readonly string[] {
  if (!isGone) return [wordIn(add, kind)].filter((word) => word !== undefined);
  if (!remove && gone === undefined) return [];
  return present
    .map((link) => (remove ? wordIn(remove, link.word) : wordIn(add, kind)))
    .filter((word) => word !== undefined);
}

/**
 * Adds and removes links. What is there already, or no longer, is not asked for again: that makes every repetition
 * harmless, whether the backend knows keys or not. A success alone proves nothing, so the links are read afterwards.
 */
export function createRelate(
  client: Client,
  readLinks: ReadLinks,
): NonNullable<Adapter['relate']> | undefined {
  const { profile } = client.options;
  const { related, label, errors, idempotency } = profile;
  const relate = related?.relate;
  if (!relate) return undefined;
  const { op, kind: kindPlace, id: idPlace, gone: gonePlace } = relate;

  return async (id, { kind, id: other, gone = false }, write) => {
    const links = async (): Promise<readonly ToldLink[]> =>
      (await readLinks(id, only(write))).filter(
        ({ relation }) => relation.kind === kind && relation.id === other,
      );
    const present = await links();
    if (present.length > 0 !== gone) return;
    const words = wordsFor(relate, { kind }, present, gone);
    if (words.length === 0)
      throw new IncidentError('unsupported', `${label} does not ${gone ? 'remove' : 'keep'} such links.`);
    const body: Record<string, unknown> = {};
    for (const word of words) {
      if (kindPlace !== undefined) writePath(body, kindPlace, word);
      writePath(body, idPlace ?? word, other);
    }
    if (gone && gonePlace !== undefined) writePath(body, gonePlace, true);
    const { headers, signal } = carrying(idempotency, write);
    const answer = await client.call(op, { inputs: { id }, body, headers, signal });
    let after: readonly ToldLink[];
    try {
      after = await links();
    } catch (error) {
      throw afterYes(error);
    }
    if (after.length > 0 !== gone) return;
    const said = sentencesOf(errors, answer.body) || `${label} did not ${gone ? 'remove' : 'keep'} the link.`;
    throw new IncidentError('refused', said, {
      issues: [{ path: 'id', code: 'refused', message: said }],
      status: answer.status,
    });
  };
}
