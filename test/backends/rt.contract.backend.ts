import assert from 'node:assert/strict';
import { rtPreset } from '../../src/adapters/presets/rt.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import { adapterContract } from '../../src/testing/index.js';

interface BackendTest {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** The sentences every adapter has to make true, on a queue of the real Request Tracker that is emptied before each. */
export default function tests(environment: Readonly<Record<string, string>>): readonly BackendTest[] {
  const base = environment['RT_BASE'] ?? '';
  const queue = environment['RT_CONTRACT_QUEUE'] ?? '';
  const agent = `Basic ${btoa(`${environment['RT_AGENT_USER']}:${environment['RT_AGENT_PASSWORD']}`)}`;
  const profile = parseProfile({
    ...rtPreset,
    vars: {
      ...rtPreset.vars,
      queue,
      keyField: environment['RT_KEY_FIELD'] ?? '',
      confirmedAtField: environment['RT_CONFIRMED_AT_FIELD'] ?? '',
      confirmedByField: environment['RT_CONFIRMED_BY_FIELD'] ?? '',
    },
  });

  async function rt(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { Authorization: environment['RT_AUTHORIZATION'] ?? '', 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }
  /** RT finds no deleted tickets. */
  async function empty(): Promise<void> {
    const query = encodeURIComponent(`Queue = '${queue}'`);
    const { items } = await rt('GET', `/tickets?query=${query}&per_page=100`);
    for (const { id } of items as readonly { readonly id: string }[])
      await rt('PUT', `/ticket/${id}`, { Status: 'deleted' });
  }
  const open = () =>
    restAdapter({
      profile,
      baseUrl: base,
      allowOrigins: [new URL(base).origin],
      auth: () => ({ Authorization: agent }),
    });
  const make = async () => {
    await empty();
    return open();
  };
  return adapterContract({ name: 'contract', sample: open(), make }).map(({ title, run }) => ({
    title,
    run: () => run((value, message) => assert.ok(value, message)),
  }));
}
