// Our list in the shared bench: a profile for the bench's plain service, a desk that keeps what it read, 200 incidents.
// Warm, the rows come from the device and the service is asked again behind them, as on any second visit.
import 'incident-elements/define/incident-desk';
import 'incident-elements/define/incident-list';
import { loadProfile } from 'incident-elements/adapters/presets/index';
import { restAdapter } from 'incident-elements/adapters/rest/index';

const same = (name) => ({ read: name });
const person = (name) => ({ read: name, parts: { id: '', name: '' } });
const count = new URLSearchParams(location.search).get('n') ?? '200';

const profile = {
  name: 'bench',
  label: 'Bench',
  codecs: { date: { read: 'unix-ms', write: 'unix-ms' } },
  ops: {
    list: {
      method: 'GET',
      path: '/incidents',
      items: 'result',
      query: { n: count },
      paging: { kind: 'none' },
      sort: { kind: 'none' },
    },
    get: { method: 'GET', path: '/incidents/{id}' },
  },
  enums: {
    status: {
      read: { new: 'new', in_progress: 'active', on_hold: 'paused', resolved: 'resolved', closed: 'closed' },
    },
  },
  fields: {
    ...Object.fromEntries(
      'id number title description impact urgency priority category acknowledgedAt resolvedAt updatedAt reopenCount'
        .split(' ')
        .map((name) => [name, same(name)]),
    ),
    acknowledgedAt: same('ackAt'),
    status: { ...same('state'), enum: 'status' },
    assignee: person('assignee'),
    caller: person('caller'),
    group: { read: 'group', parts: { id: '', label: '' } },
    loggedAt: same('openedAt'),
    reassignmentCount: same('reassignCount'),
    version: same('version'),
  },
};

let list;

async function mount(host) {
  const adapter = restAdapter({ profile: await loadProfile(profile), baseUrl: '/api' });
  const desk = Object.assign(document.createElement('incident-desk'), {
    adapterObject: adapter,
    lang: 'en',
    timeZone: 'UTC',
  });
  list = Object.assign(document.createElement('incident-list'), { status: 'all', limit: 200 });
  desk.append(list);
  host.append(desk);
}

export const rows = () => list?.shadowRoot?.querySelectorAll('.body [role="row"]').length ?? 0;

export const boot = (host) => mount(host);

/** A first visit, until what it read is kept. */
export async function seed() {
  await mount(document.getElementById('host'));
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  for (let tries = 0; rows() === 0 && tries < 400; tries++) await pause(25);
  await pause(500);
}
