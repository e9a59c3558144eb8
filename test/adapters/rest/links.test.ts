import { expect } from '@open-wc/testing';
import { rtPreset } from '../../../src/adapters/presets/rt.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import type { ProfileDefinition } from '../../../src/adapters/rest/index.js';
import { answerAsRt, ticket } from './fake-rt.js';
import type { Answer, Sent } from './scripted-fetch.js';
import { adapterFor, plainRest } from './scripted-backend.js';
import { json, rejection } from './scripted-fetch.js';

const bodies = (sent: readonly Sent[]): unknown =>
  sent.filter(({ method }) => method !== 'GET').map(({ body }) => body);

interface Tracker {
  /** Links it has from the beginning. */
  readonly links?: readonly (readonly [ref: string, id: string])[];
  /** What it says instead of removing a link. */
  readonly keeps?: string;
  /** Answers the words that carry the step. */
  readonly step?: () => Answer;
}

const refs: Readonly<Record<string, string>> = {
  Parent: 'parent',
  RefersTo: 'refers-to',
};

/** A ticket with links, which moves on with each change of it. */
function tracker({ links = [], keeps, step }: Tracker = {}) {
  let kept = [...links];
  let [changes, Status] = [0, 'open'];
  const backend = { ticket: ticket(), etag: '""' };
  const made = adapterFor(parseProfile(rtPreset), (sent) => {
    const { method, path } = sent;
    if (path === '/api/ticket/61' && method === 'PUT') {
      changes += 1;
      for (const [word, id] of Object.entries(sent.body as Record<string, string>)) {
        const ref = refs[word.replace(/^(?:Add|Delete)/u, '')] ?? word;
        if (word.startsWith('Add')) kept.push([ref, id]);
        else if (keeps === undefined) kept = kept.filter(([one, other]) => one !== ref || other !== id);
      }
      return json([keeps ?? 'Link changed']);
    }
    if (path === '/api/ticket/61/comment') {
      const answer = step?.();
      if (answer) return answer;
      changes += 1;
      ({ Status } = sent.body as { Status: string });
      return json(['Comments added'], 201);
    }
    if (path === '/api/ticket/61')
      return json(ticket({ Status, _hyperlinks: kept.map(([ref, id]) => ({ ref, id })) }), 200, {
        etag: `"${String(changes)}"`,
      });
    return answerAsRt(backend, sent);
  });
  return { ...made, left: () => kept };
}

describe('a parent that takes the place of another one', () => {
  const write = { key: 'k' };
  const replacing = { kind: 'parent', id: '41', replaces: '40' } as const;

  it('comes and goes in one request to Request Tracker, which would keep both otherwise', async () => {
    const { adapter, sent, left } = tracker({ links: [['parent', '40']] });
    const { kind } = await rejection(adapter.relate('61', { kind: 'parent', id: '41' }, write));
    expect([kind, bodies(sent)]).to.deep.equal(['refused', []]);
    await adapter.relate('61', replacing, write);
    await adapter.relate('61', replacing, { ...write, repeated: true });
    expect(bodies(sent)).to.deep.equal([{ AddParent: '41', DeleteParent: '40' }]);
    expect(left()).to.deep.equal([['parent', '41']]);
  });

  it('is told to be half done where the one before stays, and is finished the next time', async () => {
    const { adapter, sent } = tracker({ links: [['parent', '40']], keeps: 'Permission Denied' });
    const { kind, message } = await rejection(adapter.relate('61', replacing, write));
    expect([kind, message]).to.deep.equal(['refused', 'Permission Denied Both links are there now.']);
    await rejection(adapter.relate('61', replacing, { key: 'l' }));
    expect(bodies(sent)).to.deep.equal([{ AddParent: '41', DeleteParent: '40' }, { DeleteParent: '40' }]);
  });

  it('names the one that gives way to plain REST', async () => {
    const rows = [{ kind: 'parent', id: '40' }];
    const { adapter, sent } = plainRest(({ method, body }) => {
      if (method === 'GET') return json(rows);
      rows.splice(0, 1, { kind: 'parent', id: (body as { id: string }).id });
      return new Response(null, { status: 204 });
    });
    await adapter.relate('7', replacing, write);
    expect(bodies(sent)).to.deep.equal([{ kind: 'parent', id: '41', replaces: '40' }]);
  });
});

/** A tracker with assets. Links lead to tickets by their numbers, and to assets by `asset:` and theirs. */
function inventory(own: ProfileDefinition = {}) {
  const assets = [
    { id: '4', Name: 'Validator 9-04', Description: 'Front door' },
    { id: '12', Name: 'Validator 9-04', Description: 'Rear door' },
    { id: '61', Name: 'Switch', Description: '' },
  ];
  const kept = new Set(['61', 'asset:61']);
  const profile = parseProfile({ extends: 'rt', ...own }, { presets: { rt: rtPreset } });
  const made = adapterFor(profile, (sent) => {
    const { method, path, body, search } = sent;
    if (path === '/api/assets') {
      const [{ value = '' } = {}] = JSON.parse(search.get('query') ?? '[]') as { value: string }[];
      return json({ items: assets.filter(({ Name }) => Name.includes(value)), total: null });
    }
    if (path === '/api/asset/61') return json({ message: 'Forbidden' }, 403);
    const asset = assets.find(({ id }) => path === `/api/asset/${id}`);
    if (asset) return json(asset);
    if (path === '/api/ticket/61' && method === 'PUT') {
      for (const [word, other] of Object.entries(body as Record<string, string>))
        if (word.startsWith('Add')) kept.add(other);
        else kept.delete(other);
      return json(['Link changed']);
    }
    const links = [...kept].map((other) =>
      other.startsWith('asset:')
        ? { ref: 'refers-to', type: 'asset', id: other.slice('asset:'.length) }
        : { ref: 'refers-to', type: 'ticket', id: other },
    );
    return answerAsRt({ ticket: ticket({ _hyperlinks: links }), etag: '"1"' }, sent);
  });
  return { ...made, told: async () => (await made.adapter.related?.('61')) ?? [] };
}

describe('an item that an incident in Request Tracker affects', () => {
  it('is linked by its number, and told by its name with what tells it from another', async () => {
    const { adapter, sent, told } = inventory();
    const { items } = await adapter.items('9-04', { limit: 5 });
    expect(items).to.deep.equal([
      { id: 'Validator 9-04', label: 'Validator 9-04', hint: 'Front door', link: '4' },
      { id: 'Validator 9-04', label: 'Validator 9-04', hint: 'Rear door', link: '12' },
    ]);
    for (const { link = '' } of items)
      await adapter.relate('61', { kind: 'affects', id: link }, { key: link });
    expect(bodies(sent)).to.deep.equal([{ AddRefersTo: 'asset:4' }, { AddRefersTo: 'asset:12' }]);
    expect((await told()).filter(({ kind }) => kind === 'affects')).to.deep.equal([
      { kind: 'affects', id: '61', title: 'asset 61' },
      { kind: 'affects', id: '4', number: 'Validator 9-04', title: 'Front door' },
      { kind: 'affects', id: '12', number: 'Validator 9-04', title: 'Rear door' },
    ]);
  });

  it('is removed without the incident of the same number', async () => {
    const { adapter, sent, told } = inventory();
    await adapter.relate('61', { kind: 'affects', id: '61', gone: true }, { key: 'k' });
    expect(bodies(sent)).to.deep.equal([{ DeleteRefersTo: 'asset:61' }]);
    expect((await told()).map(({ kind, id }) => [kind, id])).to.deep.equal([['related', '61']]);
  });

  it('is not offered where none is found, nor where items come from elsewhere or a profile tells nothing more', async () => {
    const kinds = async (own: ProfileDefinition): Promise<readonly string[]> => {
      const { adapter } = inventory(own);
      return (await adapter.describe()).relationKinds ?? adapter.traits.relations?.adds ?? [];
    };
    const none = { method: 'GET', path: '/nowhere', items: 'items', optional: true } as const;
    const listed = { op: 'choices', all: true, id: 'name', label: 'name' } as const;
    expect(await kinds({})).to.include('affects');
    for (const own of [
      { ops: { assets: none } },
      { choices: { items: listed } },
      { choices: { items: null } },
      { related: { op: 'get', kind: 'ref', relate: null } },
      { related: { op: 'get', kind: 'ref', things: { asset: 'affects' } } },
    ] as const)
      expect(await kinds(own)).not.to.include('affects');
    const plain = inventory({ related: { op: 'get', kind: 'ref', things: { asset: 'affects' } } });
    expect((await plain.told()).map(({ kind, title }) => [kind, title])).to.deep.include([
      'affects',
      'asset 61',
    ]);
  });
});

describe('an incident that is cancelled as a duplicate in Request Tracker', () => {
  const cancels = { to: 'cancelled', reason: 'Reported twice.', duplicateOf: '3' } as const;
  const write = { key: 'k', version: '"0"' };

  it('says beforehand what the link will read as', () => {
    expect(tracker().adapter.traits.relations?.duplicate).to.equal('related');
    expect(plainRest(() => json({})).adapter.traits.relations?.duplicate).to.equal(undefined);
  });

  it('loses the link again where the step is refused after it', async () => {
    for (const step of [
      () => json({ message: 'Forbidden' }, 403),
      // It says yes and leaves the status alone.
      () => json(['Comments added'], 201),
    ]) {
      const { adapter, sent, left } = tracker({ step });
      const { kind, message } = await rejection(adapter.transition('61', cancels, write));
      expect(['forbidden', 'refused']).to.include(kind);
      expect(message).not.to.contain('linked');
      expect(left()).to.deep.equal([]);
      expect(bodies(sent)).to.deep.include({ DeleteRefersTo: '3' });
    }
  });

  it('keeps a link that was there before', async () => {
    const { adapter, left } = tracker({
      links: [['refers-to', '3']],
      step: () => json({ message: 'Forbidden' }, 403),
    });
    await rejection(adapter.transition('61', cancels, write));
    expect(left()).to.deep.equal([['refers-to', '3']]);
  });

  it('tells of a link that could not be taken back', async () => {
    const { adapter, left } = tracker({
      keeps: 'Permission Denied',
      step: () => json({ message: 'Forbidden' }, 403),
    });
    const { kind, message } = await rejection(adapter.transition('61', cancels, write));
    expect([kind, message]).to.deep.equal(['forbidden', 'Forbidden It is linked to 3 all the same.']);
    expect(left().length).to.equal(1);
  });

  it('keeps the link where nobody knows whether the step was taken, and says so', async () => {
    const { adapter, left } = tracker({ step: () => new TypeError('Failed to fetch') });
    const { ambiguous, message } = await rejection(adapter.transition('61', cancels, write));
    expect(ambiguous).to.equal(true);
    expect(message).to.contain('It is linked to 3 all the same.');
    expect(left().length).to.equal(1);
  });
});

describe('who has confirmed that it works again', () => {
  const said = { confirmedAt: Date.UTC(2026, 10, 22, 9, 30), confirmedBy: { id: 'jonas', name: 'Jonas' } };
  const service = (keeps: boolean) => {
    let now: Record<string, unknown> = { id: '7', number: 'INC7', title: 'VPN down', status: 'resolved' };
    return plainRest(({ method, path, body }) => {
      if (path === '/api/incidents/7/steps' && method === 'GET')
        return json([{ id: 's1', to: 'closed', status: { category: 'closed' }, asks: [] }]);
      if (method === 'POST') {
        const { confirmedAt, confirmedBy } = body as Record<string, unknown>;
        now = { ...now, status: 'closed', ...(keeps ? { confirmedAt, confirmedBy } : {}) };
      }
      return json(now, 200, { etag: '"1"' });
    });
  };

  it('goes with closing to plain REST, as an instant in UTC, and is read back', async () => {
    const { adapter, sent } = service(true);
    const closed = await adapter.transition('7', { to: 'closed', ...said }, { key: 'k' });
    expect([closed.confirmedAt, closed.confirmedBy]).to.deep.equal([said.confirmedAt, said.confirmedBy]);
    expect((bodies(sent) as { confirmedAt: string }[])[0]?.confirmedAt).to.equal('2026-11-22T09:30:00.000Z');
  });

  it('is told of where the service closes and forgets it, since the words tell it too', async () => {
    const { adapter, warnings } = service(false);
    const closed = await adapter.transition('7', { to: 'closed', ...said }, { key: 'k' });
    expect([closed.status.category, closed.confirmedAt]).to.deep.equal(['closed', undefined]);
    expect(warnings.map(({ message }) => message)).to.deep.equal([
      'JSON service has taken the step and did not keep confirmedAt.',
      'JSON service has taken the step and did not keep confirmedBy.',
    ]);
  });
});

describe('whether an incident was solved at the first contact', () => {
  const record = {
    ...{ id: '7', number: 'INC7', title: 'VPN down', description: '', status: 'active' },
    ...{ loggedAt: '2026-11-22T08:00:00Z', updatedAt: '2026-11-22T08:00:00Z' },
  };
  const resolves = {
    to: 'resolved',
    resolution: { type: 'permanent', code: 'user-error', notes: 'Shown how.' },
    firstContact: true,
  } as const;
  const service = (keeps: boolean) => {
    let now: Record<string, unknown> = record;
    return plainRest(({ method, path, body }) => {
      if (path === '/api/incidents/7/steps' && method === 'GET')
        return json([{ id: 's1', to: 'resolved', status: { category: 'resolved' }, asks: [] }]);
      if (method === 'POST') {
        const { firstContact } = body as { firstContact: boolean };
        now = { ...record, status: 'resolved', ...(keeps ? { firstContact } : {}) };
      }
      return json(now, 200, { etag: '"1"' });
    });
  };

  it('goes with the step to plain REST and is read back', async () => {
    const { adapter, sent } = service(true);
    expect((await adapter.transition('7', resolves, { key: 'k' })).firstContact).to.equal(true);
    expect((bodies(sent) as { firstContact: boolean }[])[0]?.firstContact).to.equal(true);
  });

  it('is not silently lost where the service takes the step and forgets it, also when it is asked again', async () => {
    const { adapter } = service(false);
    for (const repeated of [false, true]) {
      const error = await rejection(adapter.transition('7', resolves, { key: 'k', repeated }));
      expect([error.kind, error.issues[0]?.path]).to.deep.equal(['refused', 'firstContact']);
    }
  });
});
