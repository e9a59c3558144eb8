import assert from 'node:assert/strict';
import { rtPreset } from '../../src/adapters/presets/rt.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import type { KpiId } from '../../src/core/kpi/kpi.js';
import { createStore } from '../../src/store/index.js';
import { kpiFigure } from '../../src/store/views/figures.js';
import type { WholeAdapter } from '../../src/testing/index.js';

interface BackendTest {
  readonly title: string;
  readonly run: () => Promise<void>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const group = (id: string) => ({ id, label: id });

/** The real Request Tracker: figures about what its tickets do not count. */
export default function tests(environment: Readonly<Record<string, string>>): readonly BackendTest[] {
  const base = environment['RT_BASE'] ?? '';
  const elif = environment['RT_AGENT_USER'] ?? '';
  const signedIn: Readonly<Record<string, string>> = {
    [elif]: `Basic ${btoa(`${elif}:${environment['RT_AGENT_PASSWORD']}`)}`,
    root: environment['RT_AUTHORIZATION'] ?? '',
  };
  const stamp = Date.now().toString(36);
  let keys = 0;
  const write = () => ({ key: `${stamp}-figures-${keys++}` });
  const requests: string[] = [];
  const open = (login: string): WholeAdapter =>
    restAdapter({
      profile: parseProfile(rtPreset),
      baseUrl: base,
      allowOrigins: [new URL(base).origin],
      auth: () => ({ Authorization: signedIn[login] ?? '' }),
      fetch: (input, init) => {
        requests.push(decodeURIComponent(new Request(input).url).replaceAll('+', ' '));
        return fetch(input, init);
      },
    }) as WholeAdapter;
  const adapter = open(elif);

  const resolve = (id: string) =>
    adapter.transition(id, { to: 'resolved', resolution: { type: 'permanent', notes: 'Done' } }, write());
  const log = async (over: object): Promise<string> =>
    (await adapter.create({ title: `Counted ${stamp}`, description: 'Words', ...over }, write())).id;

  /** Figures of what was resolved since, as somebody sees them. */
  async function figures(ids: readonly KpiId[], from: number, login: string) {
    const store = createStore({
      adapter: open(login),
      author: login,
      persistence: 'none',
      pollInterval: 0,
    });
    const window = { from, to: Date.now() + 60_000 };
    const views = ids.map((id) => store.open(kpiFigure, { id, window, previous: window }));
    const ends = views.map((view) => view.subscribe(() => undefined));
    const end = Date.now() + 60_000;
    while (views.some(({ value }) => !['ready', 'empty', 'error'].includes(value.state)) && Date.now() < end)
      await pause(50);
    const shown = views.map(({ value }) => [
      value.state,
      value.approximate,
      value.result?.n,
      value.result?.value,
    ]);
    for (const stop of ends) stop();
    store.dispose();
    return shown;
  }

  return [
    {
      title: 'figures know of another category, another group and a reopening, which no ticket counts',
      async run() {
        await pause(1100);
        const from = Math.floor(Date.now() / 1000) * 1000;
        const moved = await log({ category: 'Network', group: group('Service desk') });
        await adapter.update(moved, { category: 'Hardware' }, write());
        await adapter.update(moved, { category: 'Software' }, write());
        await adapter.update(moved, { group: group('Network') }, write());
        await resolve(moved);
        const given = await log({});
        await adapter.update(given, { category: 'Data', group: group('Workplace') }, write());
        await resolve(given);
        await adapter.transition(given, { to: 'active', reason: 'It came back.' }, write());
        await resolve(given);
        await resolve(await log({ category: 'Data' }));
        const ids = ['recategorised', 'reassigned-rate', 'reassignment', 'reopen-rate', 'flr'] as const;
        for (const who of Object.keys(signedIn))
          assert.deepEqual(await figures(ids, from, who), [
            ['ready', false, 3, 1 / 3],
            ['ready', false, 3, 1 / 3],
            ['ready', false, 3, 1 / 3],
            ['ready', false, 3, 1 / 3],
            ['ready', false, 3, 2 / 3],
          ]);
      },
    },
    {
      title: 'figures that need no counts ask for no changes',
      async run() {
        requests.length = 0;
        await figures(['mttr', 'resolved'], Date.now() - 3_600_000, elif);
        assert.equal(requests.filter((one) => one.includes('/transactions')).length, 0);
        await figures(['reopen-rate'], Date.now() - 3_600_000, elif);
        const asked = requests.filter((one) => one.includes('/transactions'));
        assert.ok(asked.length > 0);
        assert.ok(asked.every((one) => one.includes("OldValue = 'resolved'")));
      },
    },
  ];
}
