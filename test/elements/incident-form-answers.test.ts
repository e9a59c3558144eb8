import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-form.js';
import type { Adapter, Choice, Description } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import { restPreset } from '../../src/adapters/presets/rest.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import { IncidentError } from '../../src/core/errors.js';
import type { IncidentDraft } from '../../src/core/incident.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import { openDesk, press, textOf, type, typeHalf, within } from '../support/desk-fixture.js';
import type { DeskSetup } from '../support/desk-fixture.js';
import { newWorld } from '../support/fault-world.js';
import { scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter } from '../support/scripted-adapter.js';

interface Scene {
  readonly desk: IncidentDesk;
  readonly form: IncidentForm;
  readonly adapter: ScriptedAdapter;
}

const open = async (
  setup: DeskSetup = {},
  content = html`<incident-form></incident-form>`,
): Promise<Scene> => {
  const { desk, adapter } = await openDesk(content, { persistence: 'none', ...setup });
  const form = desk.querySelector('incident-form');
  if (!form) throw new Error('no form');
  await waitUntil(() => form.matches(':state(ready)'), 'the form is ready', { timeout: 5000 });
  return { desk, form, adapter };
};
const agentForm = (data: Partial<IncidentDraft> = {}) =>
  html`<incident-form mode="agent" .data=${data}></incident-form>`;
const portalForm = (data: Partial<IncidentDraft> = {}) => html`<incident-form .data=${data}></incident-form>`;
const answered = { title: 'It is slow', impact: 2, urgency: 2 };
const input = (form: IncidentForm, id: string): HTMLInputElement => within(form, `#${id}`);
const created = (adapter: ScriptedAdapter): IncidentDraft =>
  adapter.calls.find(({ call }) => call === 'create')?.with as IncidentDraft;
/** Sends the form and returns what the backend was given. */
const sent = async ({ form, adapter }: Scene): Promise<IncidentDraft> => {
  expect(await form.submit(), textOf(form)).to.equal(true);
  await waitUntil(() => adapter.count('create') === 1, 'created');
  return created(adapter);
};
const described = (...create: Description['create']): Description => ({ create, edit: [] });
const says = (form: IncidentForm, words: string): Promise<void> =>
  waitUntil(() => textOf(form).includes(words), words, { timeout: 5000 });

const services: readonly Choice[] = [
  { id: 'm1', label: 'E-mail', hint: 'Berlin' },
  { id: 'm2', label: 'E-mail', hint: 'Kassel' },
];
/** A backend that looks services and people up. */
const looking = (setup: Parameters<typeof scriptedAdapter>[0] = {}): ScriptedAdapter => {
  const find =
    (all: readonly Choice[]): NonNullable<Adapter['services']> =>
    (text) =>
      Promise.resolve({
        items: all.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())),
        total: all.length,
      });
  return Object.assign(scriptedAdapter(setup), {
    services: find(services),
    people: find([{ id: 'ada', label: 'Ada' }]),
  });
};
const pick = async (form: IncidentForm, id: string, text: string, at: number): Promise<void> => {
  type(input(form, id), text);
  await waitUntil(() => form.shadowRoot?.querySelector(`#${id}-option-${String(at)}`), 'choices', {
    timeout: 5000,
  });
  within(form, `#${id}-option-${String(at)}`).click();
  await form.updateComplete;
};

describe('a number', () => {
  it('is not sent as nothing while something else stands in its field', async () => {
    const adapter = scriptedAdapter({
      description: described({ name: 'Seats', label: 'Seats', kind: 'count', custom: true }),
    });
    const { form } = await open({ adapter }, agentForm(answered));
    await says(form, 'Seats');
    const seats = [...form.shadowRoot!.querySelectorAll<HTMLInputElement>('input[type="number"]')][0]!;
    const typeRest = typeHalf(seats);
    expect(await form.submit()).to.equal(false);
    await says(form, 'This is not a number.');
    expect(adapter.count('create')).to.equal(0);
    typeRest('12');
    expect((await sent({ desk: form.closest('incident-desk')!, form, adapter })).custom).to.deep.equal({
      Seats: 12,
    });
  });
});

describe('the group of an agent’s form', () => {
  const policy = {
    categories: [
      { id: 'net', label: 'Network', group: 'Networks' },
      { id: 'app', label: 'Application', group: 'apps' },
      { id: 'odd', label: 'Odd', group: 'Nobody knows it' },
      { id: 'any', label: 'Anything' },
    ],
  };
  const teams: readonly Choice[] = [
    { id: 'g1', label: 'Networks' },
    { id: 'g2', label: 'Networks, nights' },
    { id: 'apps', label: 'Applications' },
  ];
  const desk = (): ScriptedAdapter =>
    Object.assign(scriptedAdapter(), {
      groups: (text: string) =>
        Promise.resolve({
          items: teams.filter(({ id, label }) => `${id} ${label}`.toLowerCase().includes(text.toLowerCase())),
        }),
    });
  const category = (form: IncidentForm, id: string): void => type(input(form, 'category'), id);
  const reads = (form: IncidentForm, words: string): Promise<void> =>
    waitUntil(() => input(form, 'group').value === words, `the group is ${words}`, { timeout: 5000 });

  it('is the one that takes the category by the policy, by its id at the backend, and follows the category', async () => {
    const scene = await open({ adapter: desk(), policy }, agentForm(answered));
    category(scene.form, 'net');
    await reads(scene.form, 'Networks');
    category(scene.form, 'any');
    await reads(scene.form, '');
    category(scene.form, 'app');
    await reads(scene.form, 'Applications');
    expect((await sent(scene)).group).to.deep.equal({ id: 'apps', label: 'Applications' });
  });

  it('stays what somebody has chosen, or emptied', async () => {
    const scene = await open({ adapter: desk(), policy }, agentForm(answered));
    await pick(scene.form, 'group', 'nights', 0);
    category(scene.form, 'net');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(input(scene.form, 'group').value).to.equal('Networks, nights');
    expect((await sent(scene)).group).to.deep.equal({ id: 'g2', label: 'Networks, nights' });
  });

  it('is left open where the backend has no group of that name', async () => {
    const scene = await open({ adapter: desk(), policy }, agentForm(answered));
    category(scene.form, 'odd');
    await says(scene.form, 'Usually goes to Nobody knows it');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await sent(scene)).not.to.have.property('group');
  });
});

describe('a service, a person or a group', () => {
  it('is the one that was chosen, although another has the same name', async () => {
    const scene = await open({ adapter: looking() }, portalForm(answered));
    await pick(scene.form, 'service', 'e-mail', 1);
    expect((await sent(scene)).service).to.deep.equal({ id: 'm2', label: 'E-mail' });
  });

  it('is chosen from what the backend has listed, where it cannot look anything up', async () => {
    const adapter = scriptedAdapter({
      description: described({ name: 'service', kind: 'ref', choices: services }),
    });
    const scene = await open({ adapter }, portalForm(answered));
    await waitUntil(() => scene.form.shadowRoot?.querySelector('#service[role="combobox"]'));
    await pick(scene.form, 'service', 'kassel', 0);
    expect((await sent(scene)).service).to.deep.equal({ id: 'm2', label: 'E-mail' });
  });

  it('is sent with its id, and never with its name as one', async () => {
    const scene = await open({ adapter: looking() }, agentForm(answered));
    await pick(scene.form, 'caller', 'a', 0);
    await pick(scene.form, 'assignee', 'a', 0);
    const { caller, assignee } = await sent(scene);
    expect([caller, assignee]).to.deep.equal([
      { id: 'ada', name: 'Ada' },
      { id: 'ada', name: 'Ada' },
    ]);
  });

  it('is not sent while it is only typed and nothing was chosen', async () => {
    const { form, adapter } = await open({ adapter: looking() }, portalForm(answered));
    type(input(form, 'service'), 'Coffee');
    expect(await form.submit()).to.equal(false);
    await form.updateComplete;
    expect(textOf(form)).to.contain('Choose one from the list.');
    expect(adapter.count('create')).to.equal(0);
  });

  it('stays itself until somebody changes it', async () => {
    const caller = { id: 'u7', name: 'Ada', email: 'ada@example.org' };
    const service = { id: 'm2', label: 'E-mail' };
    const data = { ...answered, caller, service, assignee: { id: 'u8', name: 'Ada' } };
    const adapter = looking({
      description: described({ name: 'service', kind: 'ref', choices: services }),
    });
    const draft = await sent(await open({ adapter }, agentForm(data)));
    expect(draft).to.deep.include({ caller, service, assignee: { id: 'u8', name: 'Ada' } });
  });

  it('goes along from the page also where callers are not asked for it', async () => {
    const given = {
      ci: { id: 'ci9', label: 'mx-2' },
      group: { id: 'g3', label: 'Messaging' },
      category: 'Network',
      subcategory: 'VPN',
      custom: { building: '4' },
    };
    expect(await sent(await open({}, portalForm({ ...answered, ...given })))).to.deep.include(given);
  });

  it('is emptied when somebody empties it', async () => {
    const scene = await open(
      {},
      agentForm({ ...answered, contact: 'Room 4', group: { id: 'g', label: 'G' } }),
    );
    type(input(scene.form, 'contact'), '');
    type(input(scene.form, 'group'), '');
    expect(await sent(scene)).not.to.have.any.keys('contact', 'group');
  });
});

describe('a choice that depends on another', () => {
  const policy = {
    categories: [
      {
        id: 'hw',
        label: 'Hardware',
        subcategories: [
          { id: 'p', label: 'Printer' },
          { id: 's', label: 'Screen' },
        ],
      },
      {
        id: 'net',
        label: 'Network',
        subcategories: [
          { id: 'w', label: 'Wi-Fi' },
          { id: 'v', label: 'VPN' },
        ],
      },
    ],
  };
  const chosenText = (form: IncidentForm): string | undefined =>
    within<HTMLSelectElement>(form, '#subcategory').selectedOptions[0]?.textContent?.trim();

  it('is asked for again when that one changes: what is shown is what is sent', async () => {
    const scene = await open({ policy }, agentForm(answered));
    type(input(scene.form, 'category'), 'hw');
    await scene.form.updateComplete;
    type(input(scene.form, 'subcategory'), 'Printer');
    await scene.form.updateComplete;
    type(input(scene.form, 'category'), 'net');
    await scene.form.updateComplete;
    expect(chosenText(scene.form)).to.equal('–');
    const draft = await sent(scene);
    expect(draft.category).to.equal('net');
    expect(draft).not.to.have.property('subcategory');
  });

  it('is shown as what it is where the page gave one that is not on the list', async () => {
    const scene = await open(
      { policy },
      agentForm({ ...answered, category: 'net', subcategory: 'Token ring' }),
    );
    expect(chosenText(scene.form)).to.equal('Token ring');
    expect((await sent(scene)).subcategory).to.equal('Token ring');
  });
});

describe('a time the page gave', () => {
  /** The second half past two of the night in which Berlin's clocks go back. */
  const at = Date.UTC(2025, 9, 26, 1, 30, 20, 123);

  it('is sent to the millisecond as it came, also in the hour that happens twice', async () => {
    const scene = await open({}, portalForm({ ...answered, occurredAt: at }));
    expect(input(scene.form, 'occurredAt').value).to.equal('2025-10-26T02:30');
    expect((await sent(scene)).occurredAt).to.equal(at);
  });

  it('does not move with the clocks it is shown on', async () => {
    const scene = await open({}, portalForm({ ...answered, occurredAt: at }));
    scene.desk.timeZone = 'Asia/Tokyo';
    await waitUntil(() => input(scene.form, 'occurredAt').value === '2025-10-26T10:30', 'shown in Tokyo');
    expect((await sent(scene)).occurredAt).to.equal(at);
  });

  it('is itself again when somebody changes it and changes it back', async () => {
    const scene = await open({}, portalForm({ ...answered, occurredAt: at }));
    type(input(scene.form, 'occurredAt'), '2025-10-26T02:31');
    type(input(scene.form, 'occurredAt'), '2025-10-26T02:30');
    expect((await sent(scene)).occurredAt).to.equal(at);
  });
});

describe('what is typed', () => {
  it('is on the device soon after the first key, although nobody pauses', async () => {
    const { form, desk } = await open({ persistence: 'indexeddb' });
    const title = input(form, 'title');
    const text = 'x'.repeat(60);
    for (let length = 1; length <= text.length; length++) {
      type(title, text.slice(0, length));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // Nothing has been waited for since the last key.
    const kept = (await desk.store?.drafts.load('form:default'))?.data['values'] as
      { title?: string } | undefined;
    expect(kept?.title?.length).to.be.greaterThan(10);
  });

  it('loses the signs that no backend can keep, and says so', async () => {
    const scene = await open({}, portalForm(answered));
    type(input(scene.form, 'description'), 'a\0b\ud800c 👍');
    await scene.form.updateComplete;
    expect(textOf(scene.form)).to.contain('2 signs that cannot be sent were taken out.');
    expect(input(scene.form, 'description').value).to.equal('abc 👍');
    expect((await sent(scene)).description).to.equal('abc 👍');
  });

  it('is not sent by the key that ends the composition of an input method', async () => {
    const { form, adapter } = await open({}, agentForm(answered));
    press(input(form, 'title'), 'Enter', { ctrlKey: true, isComposing: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(adapter.count('create')).to.equal(0);
  });
});

describe('a line that becomes a look-up when the backend has told its choices', () => {
  it('keeps the keyboard and the text', async () => {
    let tell = (): void => undefined;
    const until = new Promise<void>((resolve) => (tell = resolve));
    const adapter = scriptedAdapter({
      description: described({ name: 'service', kind: 'ref', choices: services }),
    });
    adapter.always('describe', { until });
    const { form } = await open({ adapter });
    type(input(form, 'service'), 'E-m');
    tell();
    await waitUntil(() => input(form, 'service').getAttribute('role') === 'combobox');
    await form.updateComplete;
    expect(form.shadowRoot?.activeElement?.id).to.equal('service');
    expect(input(form, 'service').value).to.equal('E-m');
  });
});

describe('the form in a form of the page', () => {
  const inPage = async (arrived: (data: FormData) => void): Promise<Scene> =>
    open(
      {},
      html`<form
        @submit=${(event: SubmitEvent) => {
          if (event.defaultPrevented) return;
          event.preventDefault();
          arrived(new FormData(event.target as HTMLFormElement));
        }}
      >
        <incident-form name="incident" required submit-with-form .data=${answered}></incident-form
        ><button>Send all</button>
      </form>`,
    );

  it('can be required and still be logged by sending that one', async () => {
    let value: unknown;
    const { form } = await inPage((data) => (value = data.get('incident')));
    form.form?.querySelector('button')?.click();
    await waitUntil(() => value !== undefined, 'the form of the page was sent');
    expect(form.value).not.to.equal('');
    expect(value).to.equal(form.value);
  });

  it('lets it go also where the page replaces its button meanwhile', async () => {
    let times = 0;
    const { form } = await inPage(() => times++);
    const button = form.form?.querySelector('button');
    button?.click();
    button?.replaceWith(document.createElement('output'));
    await waitUntil(() => times === 1, 'the form of the page was sent');
  });
});

describe('the fields of a backend', () => {
  const fields = described(
    { name: 'contact', kind: 'text', required: true, maxLength: 5 },
    { name: 'location', kind: 'text', readOnly: true },
    {
      name: 'site',
      kind: 'text',
      custom: true,
      label: 'Site',
      choices: [
        { id: 's1', label: 'Berlin' },
        { id: 's2', label: 'Kassel' },
      ],
    },
    {
      name: 'cf.{Room}',
      kind: 'text',
      custom: true,
      label: 'Room',
      dependsOn: 'site',
      choices: [
        { id: 'r1', label: 'A 1', when: ['s1'] },
        { id: 'r2', label: 'K 2', when: ['s2'] },
      ],
    },
    { name: 'seats', kind: 'count', custom: true, label: 'Seats', required: true },
    { name: 'owner', kind: 'text', custom: true, label: 'Owner', readOnly: true },
  );
  const data = { ...answered, contact: 'x', location: 'Berlin', custom: { owner: 'Ada' } };
  const scene = async (content = agentForm(data)): Promise<Scene> => {
    const opened = await open({ adapter: scriptedAdapter({ description: fields }) }, content);
    await waitUntil(() => textOf(opened.form).includes('Seats'), 'described');
    return opened;
  };
  const labelled = (form: IncidentForm, words: string): HTMLInputElement => {
    const label = [...(form.shadowRoot?.querySelectorAll('label') ?? [])].find(
      ({ textContent }) => textContent.trim() === words,
    );
    return input(form, label?.htmlFor ?? 'none');
  };

  it('are asked for with its own words, and their values are sent apart from ours', async () => {
    const opened = await scene();
    type(labelled(opened.form, 'Site'), 's2');
    await opened.form.updateComplete;
    const room = labelled(opened.form, 'Room') as unknown as HTMLSelectElement;
    expect([...room.options].map(({ value }) => value)).to.deep.equal(['', 'r2']);
    type(room, 'r2');
    type(labelled(opened.form, 'Seats'), '12');
    const { custom } = await sent(opened);
    expect(custom).to.deep.equal({ site: 's2', 'cf.{Room}': 'r2', seats: 12 });
  });

  it('are only shown where nobody may change them here', async () => {
    const { form } = await scene();
    for (const [field, value] of [
      [input(form, 'location'), 'Berlin'],
      [labelled(form, 'Owner'), 'Ada'],
    ] as const)
      expect([field.readOnly, field.value]).to.deep.equal([true, value]);
  });

  it('are held to what the backend insists on, also in the form for callers', async () => {
    const { form, adapter } = await scene(portalForm({ ...data, contact: '123456' }));
    expect(await form.submit()).to.equal(false);
    await form.updateComplete;
    expect(textOf(form))
      .to.contain('Seats: Fill this in.')
      .and.to.contain('How can we reach you? Shorten this');
    expect(adapter.count('create')).to.equal(0);
  });

  it('show what the backend found wrong with each of them', async () => {
    const { form, adapter } = await scene();
    const issues = [
      { path: 'seats', code: 'vendor', message: 'Only ten seats are left.' },
      { path: 'custom.cf.{Room}', code: 'vendor', message: 'The room is closed.' },
    ];
    adapter.script('create', { fail: new IncidentError('validation', 'Two faults.', { issues }) });
    type(labelled(form, 'Seats'), '12');
    await form.submit();
    await says(form, 'Seats: Only ten seats are left.');
    for (const words of ['Seats', 'Room']) {
      const field = labelled(form, words);
      expect(field.getAttribute('aria-invalid'), words).to.equal('true');
      expect(input(form, `${field.id}-problem`).textContent).to.match(/seats are left|room is closed/u);
    }
  });
});

describe('a priority set by hand with its reason, and a ticked fact', () => {
  const throughForm = async (adapter: Adapter): Promise<string> => {
    const { form } = await open({ adapter }, agentForm({ ...answered, impact: 3, urgency: 3 }));
    const matrix = within(form, '#matrix');
    await waitUntil(() => matrix.shadowRoot?.querySelector('.facts input'), 'facts', { timeout: 5000 });
    within<HTMLInputElement>(matrix, '.facts input').click();
    type(within(matrix, '#override'), '1');
    await form.updateComplete;
    type(within(matrix, '#reason'), 'Payday is today');
    await form.updateComplete;
    let id: string | undefined;
    form.addEventListener('incident-created', ({ detail }) => (id = detail.incidentId));
    expect(await form.submit(), textOf(form)).to.equal(true);
    await waitUntil(() => id !== undefined, 'created', { timeout: 5000 });
    return id ?? '';
  };
  const arrives = async (adapter: Adapter): Promise<void> => {
    const record = await adapter.get(await throughForm(adapter));
    expect(record.priority).to.equal(1);
    expect(record.assessment?.override).to.deep.include({ priority: 1, reason: 'Payday is today' });
    expect(Object.values(record.assessment?.inputs.facts ?? {})).to.include(true);
  };

  it('are with the incident in this browser', () => arrives(localAdapter({ name: crypto.randomUUID() })));

  it('are with the incident in a ticket system', async () => {
    const { baseUrl } = await newWorld();
    await arrives(
      restAdapter({
        profile: parseProfile(restPreset),
        baseUrl,
        allowOrigins: [new URL(baseUrl).origin],
      }),
    );
  });
});
