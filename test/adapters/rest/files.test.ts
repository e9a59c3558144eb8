import { expect } from '@open-wc/testing';

import { rtPreset } from '../../../src/adapters/presets/rt.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import type { ProfileDefinition } from '../../../src/adapters/rest/index.js';
import type { RtState } from './fake-rt.js';
import { answerAsRt, row, ticket } from './fake-rt.js';
import { adapterFor, plainRest } from './scripted-backend.js';
import { json, rejection } from './scripted-fetch.js';
import type { Script } from './scripted-fetch.js';

const quiet = (): void => undefined;
const write = { key: 'k-1', visibility: 'public' } as const;
const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
const picture = (name = 'screen.png', type = 'image/png'): File => new File([bytes], name, { type });
const entry = (over: object = {}): object => ({
  id: 'e1',
  incidentId: '7',
  kind: 'attachment',
  visibility: 'public',
  recordedAt: '2026-11-22T08:00:00Z',
  attachments: [{ id: 'f1', name: 'screen.png', size: 256 }],
  ...over,
});

describe('files over a profile', () => {
  const profile = (files: ProfileDefinition['files'], query = {}): Partial<ProfileDefinition> => ({
    ops: { attach: { method: 'POST', path: '/incidents/{id}/attachments', query } },
    files,
  });
  const answers: Script = ({ method }) => (method === 'POST' ? json(entry(), 201) : json({}, 404));
  const download = { op: 'attachment' };

  it('travel as they are, with their name in the address', async () => {
    const { adapter, sent } = plainRest(answers);
    await adapter.attach('7', picture('Größe & mehr.png'), quiet, { ...write, visibility: 'internal' });
    const [request] = sent;
    expect(request?.path).to.equal('/api/incidents/7/attachments');
    expect(request?.search.get('name')).to.equal('Größe & mehr.png');
    expect(request?.search.get('visibility')).to.equal('internal');
    expect(request?.headers.get('content-type')).to.equal('image/png');
    expect(request?.headers.get('idempotency-key')).to.equal('k-1');
    expect(request?.body).to.be.instanceOf(File);
  });

  it('travel as a part of a form', async () => {
    const { adapter, sent } = plainRest(
      answers,
      profile({
        op: 'attach',
        body: { kind: 'multipart', file: 'upload', fields: { label: '{fileName}', who: '{visibility}' } },
        download,
      }),
    );
    await adapter.attach('7', picture(), quiet, write);
    const form = sent[0]?.body as FormData;
    expect([...form.keys()]).to.deep.equal(['label', 'who', 'upload']);
    expect(form.get('label')).to.equal('screen.png');
    expect(form.get('who')).to.equal('public');
    expect((form.get('upload') as File).size).to.equal(256);
    // The browser writes it, with the mark that parts the form.
    expect(sent[0]?.headers.get('content-type')).to.equal(null);
  });

  it('travel as base64 in JSON', async () => {
    const { adapter, sent } = plainRest(
      answers,
      profile({
        op: 'attach',
        body: { kind: 'json', name: 'file.name', type: 'file.mime', content: 'file.data' },
        download,
      }),
    );
    await adapter.attach('7', picture('raw', ''), quiet, write);
    const { file } = sent[0]?.body as { file: { name: string; mime: string; data: string } };
    expect(file).to.include({ name: 'raw', mime: 'application/octet-stream' });
    expect(Uint8Array.from(atob(file.data), (one) => one.charCodeAt(0))).to.deep.equal(bytes);
  });

  it('are kept from others only where the backend can do so', async () => {
    const { adapter, sent } = plainRest(answers, {
      ops: { attachForAll: { method: 'POST', path: '/incidents/{id}/attachments' } },
      files: { op: 'attachForAll', body: { kind: 'raw' }, download },
    });
    expect(adapter.traits.fileVisibility).to.deep.equal(['public']);
    const error = await rejection(
      adapter.attach('7', picture(), quiet, { ...write, visibility: 'internal' }),
    );
    expect([error.kind, sent.length]).to.deep.equal(['unsupported', 0]);
  });

  it('are as large and of such kinds as the backend describes, and none where it describes none', async () => {
    for (const [attachments, expected] of [
      [
        { maxSize: 1000, types: ['image/*', 7] },
        { maxSize: 1000, types: ['image/*'] },
      ],
      [{ maxSize: 'many' }, {}],
      [undefined, undefined],
    ] as const) {
      const { adapter } = plainRest(() => json({ create: [], edit: [], attachments }));
      expect((await adapter.describe()).attachments).to.deep.equal(expected);
    }
    const { adapter } = adapterFor(parseProfile(rtPreset), (sent) =>
      answerAsRt({ ticket: ticket(), etag: '"1"' }, sent),
    );
    expect((await adapter.describe()).attachments).to.deep.equal({ maxSize: 10_000_000 });
  });

  it('come back byte for byte, a page among them, and a page to sign in is none', async () => {
    const type = { 'Content-Type': 'text/html' };
    const { adapter } = plainRest(({ path }) =>
      path.endsWith('/saved')
        ? new Response(bytes, { headers: { ...type, 'Content-Disposition': 'attachment; filename=a.html' } })
        : path.endsWith('/page')
          ? new Response('<form>Sign in</form>', { headers: type })
          : json({ detail: 'No such file.' }, 404),
    );
    const content = await adapter.attachment('saved');
    expect(new Uint8Array(await content.arrayBuffer())).to.deep.equal(bytes);
    expect((await rejection(adapter.attachment('page'))).kind).to.equal('auth-required');
    const gone = await rejection(adapter.attachment('gone'));
    expect([gone.kind, gone.message]).to.deep.equal(['not-found', 'No such file.']);
  });

  it('are told with what is known of them', async () => {
    const rows = [
      { id: 1, name: 'a.png', size: '12', type: 'image/png' },
      { id: 'b', name: 'b.log', size: '' },
      { id: 'c', name: '' },
      { name: 'without an id' },
      'nothing',
      { id: 'd', name: 'd.log', size: -1 },
    ];
    const { adapter } = plainRest(() => json({ items: [entry({ attachments: rows })] }));
    const { items } = await adapter.entries('7', { limit: 10 });
    expect(items[0]?.attachments).to.deep.equal([
      { id: '1', name: 'a.png', size: 12, type: 'image/png' },
      { id: 'b', name: 'b.log' },
      { id: 'd', name: 'd.log' },
    ]);
  });
});

describe('files of Request Tracker', () => {
  function desk(state: Partial<RtState> = {}) {
    const rt: RtState = { ticket: ticket(), etag: '"995"', ...state };
    const made = adapterFor(parseProfile(rtPreset), (sent) => answerAsRt(rt, sent));
    return { ...made, of: (method: string) => made.sent.filter((one) => one.method === method) };
  }
  const part = (TransactionId: string, id: string, over: object = {}): Record<string, unknown> => ({
    id,
    TransactionId,
    ContentType: 'text/plain',
    Filename: '',
    ContentLength: '0',
    ...over,
  });

  it('go as a message without words, under a name that a mail’s header takes', async () => {
    const { adapter, of } = desk({
      attachments: [
        part('1019', '90'),
        part('1019', '91', { Filename: 'Größe.png', ContentType: 'image/png', ContentLength: '256' }),
      ],
    });
    const left = await adapter.attach('61', picture('Größe.png'), quiet, {
      ...write,
      visibility: 'internal',
    });
    const [request] = of('POST');
    expect(request?.path).to.equal('/api/ticket/61/comment');
    const { Attachments, ...rest } = request?.body as { Attachments: readonly Record<string, string>[] };
    expect(rest).to.deep.equal({});
    expect(Attachments[0]).to.include({ FileName: '=?UTF-8?B?R3LDtsOfZS5wbmc=?=', FileType: 'image/png' });
    expect(atob(Attachments[0]?.['FileContent'] ?? '')).to.have.length(256);
    expect(left).to.deep.include({
      id: '1019',
      visibility: 'internal',
      attachments: [{ id: '91', name: 'Größe.png', size: 256, type: 'image/png' }],
      key: 'k-1',
    });
    await adapter.attach('61', picture('plain.png'), quiet, write);
    expect(of('POST')[1]?.path).to.equal('/api/ticket/61/correspond');
    expect((of('POST')[1]?.body as typeof request & { Attachments: unknown }).Attachments).to.deep.include({
      FileName: 'plain.png',
      FileType: 'image/png',
      FileContent: Attachments[0]?.['FileContent'],
    });
  });

  it('are told as not there when RT has dropped them', async () => {
    const { adapter } = desk({ attachments: [part('1019', '90')] });
    expect((await adapter.attach('61', picture(), quiet, write)).attachments).to.deep.equal([]);
  });

  it('stand with the messages they came with, and nothing is asked where no message is', async () => {
    const files = [
      part('1', '1', { Filename: 'first.log', ContentLength: '7' }),
      part('3', '2'),
      part('3', '3', { Filename: 'third.png', ContentType: 'image/png' }),
      part('3', '4', { Filename: 'fourth.png', ContentType: 'image/png', ContentLength: '' }),
    ];
    const { adapter, of } = desk({
      history: [row('1', 'Create'), row('2', 'Status'), row('3', 'Correspond')],
      attachments: files,
    });
    const { items } = await adapter.entries('61', { limit: 10 });
    expect(items.map(({ id, attachments = [] }) => [id, attachments.map(({ name }) => name)])).to.deep.equal([
      ['3', ['fourth.png', 'third.png']],
      ['2', []],
      ['1', ['first.log']],
    ]);
    expect(items[0]?.attachments?.[0]).to.deep.equal({ id: '4', name: 'fourth.png', type: 'image/png' });
    const plain = desk({ history: [row('2', 'Status')], attachments: files });
    await plain.adapter.entries('61', { limit: 10 });
    expect(plain.of('GET').filter(({ path }) => path.endsWith('/attachments'))).to.have.length(0);
    expect(of('GET').filter(({ path }) => path.endsWith('/attachments'))).to.have.length(1);
  });

  it('come back out of the base64 RT breaks into lines', async () => {
    const lines = btoa(String.fromCharCode(...bytes)).replace(/.{76}/g, '$&\n');
    const { adapter } = desk({
      attachments: [{ id: '91', ContentType: 'image/png', Content: `${lines}\n` }],
    });
    const content = await adapter.attachment('91');
    expect(content.type).to.equal('image/png');
    expect(new Uint8Array(await content.arrayBuffer())).to.deep.equal(bytes);
  });
});
