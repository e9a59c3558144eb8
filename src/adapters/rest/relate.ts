import { IncidentError } from '../../core/errors.js';
import type { Relation, RelationKind } from '../../core/relation.js';
import { isOnlyOne, relationKinds } from '../../core/relation.js';
import type { Adapter, Traits } from '../adapter.js';
import { afterYes, sentencesOf } from './errors.js';
import { carrying } from './idempotency.js';
import type { Client } from './operation.js';
import { only } from './operation.js';
import { writePath } from './path.js';
import type { Profile, RelateDefinition, ThingDefinition } from './profile.js';
import type { ReadLinks, ToldLink } from './relations.js';
import { thingsIn, wordIn } from './relations.js';

const ourKinds = (words: readonly (string | undefined)[]): readonly RelationKind[] =>
  relationKinds.filter((kind) => words.includes(kind));

/** Kinds of links to things that are chosen from a list, with the operation that lists them. */
export const chosenKinds = (profile: Pick<Profile, 'related'>): readonly (readonly [string, string])[] =>
  [...thingsIn(profile).values()].flatMap(({ kind, op }) => (op === undefined ? [] : [[kind, op] as const]));

/** The kinds of links that can be added and removed; undefined where none can. */
export function relationTraits(profile: Pick<Profile, 'related' | 'choices'>): Traits['relations'] {
  const { related, choices } = profile;
  if (!related?.relate) return undefined;
  const { kinds } = related;
  const { add, remove, gone } = related.relate;
  const things = [...thingsIn(profile).values()].filter(({ add: word }) => word !== undefined);
  // Where a list holds something else, its ids are not what such a link names.
  const unlisted = chosenKinds(profile).flatMap(([kind, op]) => (choices?.items?.op === op ? [] : [kind]));
  const adds = (
    add ? ourKinds([...Object.keys(add), ...things.map(({ kind }) => kind)]) : relationKinds
  ).filter((kind) => !unlisted.includes(kind));
  const removes = remove
    ? ourKinds([
        ...Object.keys(remove).map((word) => (kinds ? kinds[word] : word)),
        ...things.map(({ kind }) => kind),
      ])
    : gone === undefined
      ? []
      : adds;
  const duplicate = ourKinds([related.relate.duplicate])[0];
  return { adds, removes, ...(duplicate && { duplicate }) };
}

/** One word of a request: its place where it has one of its own, and the id that goes with it. */
type Asked = readonly [word: string, id: string];

/** What adds a link. */
const adding = (
  { add }: RelateDefinition,
  things: readonly ThingDefinition[],
  { kind, id }: Pick<Relation, 'kind' | 'id'>,
): readonly Asked[] => {
  const word = things.find((thing) => thing.kind === kind)?.add ?? wordIn(add, kind);
  return word === undefined ? [] : [[word, id]];
};

/** What removes links; several words where the backend tells one link of ours in several. */
const removing = (
  { add, remove, gone }: RelateDefinition,
  kind: RelationKind,
  links: readonly ToldLink[],
): readonly Asked[] =>
  !remove && gone === undefined
    ? []
    : links.flatMap(({ word, relation }): readonly Asked[] => {
        const own = remove ? wordIn(remove, word) : wordIn(add, kind);
        return own === undefined ? [] : [[own, relation.id]];
      });

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
  const { op, kind: kindPlace, id: idPlace, gone: gonePlace, replaces: replacesPlace } = relate;
  const things = [...thingsIn(profile).values()];
  /** The other record as a request names it. */
  const written = (kind: RelationKind, id: string): string =>
    things.find((thing) => thing.kind === kind)?.write?.replace('{id}', () => id) ?? id;
  const unable = (message: string): IncidentError => new IncidentError('unsupported', message);

  /** The words of a request; those that make room first, in the same request, so that there is never none of them. */
  const bodyOf = (
    change: Pick<Relation, 'kind' | 'id'> & { readonly gone?: boolean },
    present: readonly ToldLink[],
    giving: readonly ToldLink[],
  ): Record<string, unknown> => {
    const { kind, gone = false } = change;
    const isKept = present.length > 0 && replacesPlace === undefined;
    const own = gone ? removing(relate, kind, present) : isKept ? [] : adding(relate, things, change);
    const room = replacesPlace === undefined ? removing(relate, kind, giving) : [];
    if (own.length === 0 && !(isKept && !gone))
      throw unable(`${label} does not ${gone ? 'remove' : 'keep'} such links.`);
    // Two words in one place would be one.
    const canReplace = replacesPlace !== undefined || (kindPlace === undefined && room.length > 0);
    if (giving.length > 0 && !canReplace)
      throw unable(`${label} cannot put one such link in the place of another; remove that link first.`);
    const body: Record<string, unknown> = {};
    for (const [word, id] of [...own, ...room]) {
      if (kindPlace !== undefined) writePath(body, kindPlace, word);
      writePath(body, idPlace ?? word, written(kind, id));
    }
    if (gone && gonePlace !== undefined) writePath(body, gonePlace, true);
    for (const { relation } of giving)
      if (replacesPlace !== undefined) writePath(body, replacesPlace, written(kind, relation.id));
    return body;
  };

  return async (id, change, write) => {
    const { kind, id: other, gone = false, replaces } = change;
    const links = async (): Promise<readonly [own: readonly ToldLink[], others: readonly ToldLink[]]> => {
      const ofKind = (await readLinks(id, only(write))).filter(({ relation }) => relation.kind === kind);
      const isOwn = ({ relation }: ToldLink): boolean => relation.id === other;
      return [ofKind.filter(isOwn), ofKind.filter((one) => !isOwn(one))];
    };
    const isReplaced = ({ relation }: ToldLink): boolean => !gone && relation.id === replaces;
    const [present, others] = await links();
    const giving = others.filter(isReplaced);
    if (present.length > 0 !== gone && giving.length === 0) return;
    if (!gone && isOnlyOne(kind) && present.length === 0 && others.length > giving.length) {
      const message = 'It belongs to another incident already; remove that link first.';
      throw new IncidentError('refused', message, { issues: [{ path: 'id', code: 'unknown', message }] });
    }
    const body = bodyOf(change, present, giving);
    const { headers, signal } = carrying(idempotency, write);
    const answer = await client.call(op, { inputs: { id }, body, headers, signal });
    let after: Awaited<ReturnType<typeof links>>;
    try {
      after = await links();
    } catch (error) {
      throw afterYes(error);
    }
    const [own, rest] = after;
    const isDone = own.length > 0 !== gone;
    const hasGivenWay = !rest.some(isReplaced);
    if (isDone && hasGivenWay) return;
    const told = sentencesOf(errors, answer.body);
    const said = isDone
      ? `${told || `${label} did not remove the link that was to give way.`} Both links are there now.`
      : giving.length > 0 && hasGivenWay
        ? `${told || `${label} did not keep the link.`} The one before is gone.`
        : told || `${label} did not ${gone ? 'remove' : 'keep'} the link.`;
    throw new IncidentError('refused', said, {
      issues: [{ path: 'id', code: 'refused', message: said }],
      status: answer.status,
    });
  };
}
