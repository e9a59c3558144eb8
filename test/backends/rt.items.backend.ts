import assert from 'node:assert/strict';
import { linkIdOf } from '../../src/adapters/choices.js';
import { rtPreset } from '../../src/adapters/presets/rt.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import type { ProfileDefinition } from '../../src/adapters/rest/index.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import type { IncidentError } from '../../src/core/errors.js';
import type { WholeAdapter } from '../../src/testing/index.js';

interface BackendTest {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** The real Request Tracker: assets that an incident affects, by their numbers and with their names. */
export default function tests(environment: Readonly<Record<string, string>>): readonly BackendTest[] {
  const base = environment['RT_BASE'] ?? '';
  const basic = (user = ''): string => `Basic ${btoa(`${user}:${environment['RT_AGENT_PASSWORD'] ?? ''}`)}`;
  const stamp = Date.now().toString(36);
  let keys = 0;
  const write = () => ({ key: `${stamp}-items-${keys++}` });
  const open = (
    own: ProfileDefinition = {},
    Authorization = basic(environment['RT_AGENT_USER']),
  ): WholeAdapter =>
    restAdapter({
      profile: parseProfile({ extends: 'rt', ...own }, { presets: { rt: rtPreset } }),
      baseUrl: base,
      allowOrigins: [new URL(base).origin],
      auth: () => ({ Authorization }),
    }) as WholeAdapter;
  const log = async (over = {}): Promise<string> => {
    const draft = { title: `Affects ${stamp}`, description: 'Words', priority: 3, ...over };
    return (await open().create(draft, write())).id;
  };
  const isOffered = async (adapter: WholeAdapter): Promise<boolean> => {
    const { relationKinds } = await adapter.describe();
    return (relationKinds ?? adapter.traits.relations?.adds ?? []).includes('affects');
  };

  return [
    {
      title: 'items: two assets of one name are told apart, linked by their numbers and shown by their names',
      async run() {
        const adapter = open();
        const { items } = await adapter.items('9-04', { limit: 5 });
        assert.deepEqual(
          items.map(({ id, hint }) => [id, hint]),
          [
            ['Validator 9-04', 'Tram 2213, front door'],
            ['Validator 9-04', 'Tram 2216, rear door'],
          ],
        );
        const id = await log();
        for (const item of [...items, ...items])
          await adapter.relate(id, { kind: 'affects', id: linkIdOf(item) }, write());
        assert.deepEqual(
          (await adapter.related(id)).map(({ kind, id: other, number, title }) => [
            kind,
            other,
            number,
            title,
          ]),
          items.map((item) => ['affects', item.link, 'Validator 9-04', item.hint]),
        );
        const answer = await fetch(`${base}/ticket/${id}`, {
          headers: { Authorization: environment['RT_AUTHORIZATION'] ?? '' },
        });
        const { _hyperlinks: links } = (await answer.json()) as {
          _hyperlinks: readonly { readonly ref: string; readonly type?: string; readonly id?: string }[];
        };
        assert.deepEqual(
          links.filter(({ type }) => type === 'asset').map(({ ref, id: other }) => `${ref} ${other}`),
          items.map(({ link }) => `refers-to ${link}`),
        );
        const [first, second] = items.map(linkIdOf);
        await adapter.relate(id, { kind: 'affects', id: first ?? '', gone: true }, write());
        assert.deepEqual(
          (await adapter.related(id)).map(({ id: other }) => other),
          [second],
        );
      },
    },
    {
      title: 'items: a linked asset and a linked ticket of the same number are not taken for each other',
      async run() {
        const id = await log();
        const adapter = open();
        await adapter.relate(id, { kind: 'related', id: '1' }, write());
        await adapter.relate(id, { kind: 'affects', id: '1' }, write());
        await adapter.relate(id, { kind: 'related', id: '1', gone: true }, write());
        assert.deepEqual(
          (await adapter.related(id)).map(({ kind, number }) => [kind, number]),
          [['affects', 'Validator 9-04']],
        );
      },
    },
    {
      title: 'items: the item an incident is about keeps its name in the custom field',
      async run() {
        const [item] = (await open().items('Switch', { limit: 5 })).items;
        assert.ok(item);
        const { ci } = await open().get(await log({ ci: { id: item.id, label: item.label } }));
        assert.deepEqual(ci, { id: 'Switch 3.12', label: 'Switch 3.12' });
      },
    },
    {
      title: 'items: an asset that does not exist is refused in RT’s words, and nothing is linked',
      async run() {
        const id = await log();
        const refused = open().relate(id, { kind: 'affects', id: '987654' }, write());
        const error = (await refused.catch((reason: unknown) => reason)) as IncidentError;
        assert.deepEqual(
          [error.kind, error.message],
          ['refused', "Couldn't resolve 'asset:987654' into a link."],
        );
        assert.deepEqual(await open().related(id), []);
      },
    },
    {
      title:
        'items: they are offered to an agent, also where the queue has no field for one, and not where nobody may see them or they come from elsewhere',
      async run() {
        assert.equal(await isOffered(open()), true);
        const bare = open({ vars: { itemField: '' } });
        assert.equal(await isOffered(bare), true);
        assert.equal((await bare.items('Switch', { limit: 5 })).items.length, 1);
        assert.equal(await isOffered(open({ vars: { itemField: 'Nothing like it' } })), true);
        assert.equal(await isOffered(open({}, basic('farid.haddad'))), false);
        const listed: ProfileDefinition = {
          choices: { items: { op: 'choices', all: true, id: 'name', label: 'name' } },
        };
        assert.equal(await isOffered(open(listed)), false);
        assert.equal(await isOffered(open({ choices: { items: null } })), false);
      },
    },
  ];
}
