import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/define/incident-form.js';
import '../../src/define/incident-outbox.js';
import type { Adapter } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import { restPreset } from '../../src/adapters/presets/rest.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import { IncidentError } from '../../src/core/errors.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import { expectAccessible } from '../support/accessible.js';
import { focused, openDesk, press, textOf, type, within } from '../support/desk-fixture.js';
import type { FaultWorld } from '../support/fault-world.js';
import { newWorld } from '../support/fault-world.js';
import { noNetwork } from '../support/scripted-adapter.js';

const items = [
  { id: 'gw-1', label: 'mail-gateway-1', hint: 'Rack 4' },
  { id: 'gw-2', label: 'mail-gateway-2', hint: 'Rack 5' },
  { id: 'pr-17', label: 'printer-17' },
];
const local = (name: string = crypto.randomUUID()) => localAdapter({ name, seed: { choices: { items } } });

interface Scene {
  readonly desk: IncidentDesk;
  readonly form: IncidentForm;
}

async function open(adapter: Adapter, mode: IncidentForm['mode'] = 'agent'): Promise<Scene> {
  const { desk } = await openDesk(
    html`<incident-form mode=${mode}></incident-form><incident-outbox></incident-outbox>`,
    { adapter },
  );
  const form = desk.querySelector('incident-form')!;
  await waitUntil(() => form.matches(':state(ready)'), 'the form is ready', { timeout: 5000 });
  return { desk, form };
}

const atServer = (baseUrl: string): Adapter =>
  restAdapter({
    profile: parseProfile(restPreset),
    baseUrl,
    allowOrigins: [new URL(baseUrl).origin],
  });
const offers = (form: IncidentForm): boolean => form.shadowRoot?.querySelector('#affected') != null;
const chosen = (form: IncidentForm): readonly string[] =>
  [...(form.shadowRoot?.querySelectorAll('[data-item]') ?? [])].map((one) =>
    (one.textContent ?? '').replaceAll(/\s+/gu, ' ').trim(),
  );
const says = (host: Element, words: string): Promise<void> =>
  waitUntil(() => textOf(host).includes(words), `never: ${words}`, { timeout: 8000 });

/** Looks an item up and takes it, all by keyboard. */
async function choose(form: IncidentForm, typed: string, id = 'affected'): Promise<void> {
  const field = within<HTMLInputElement>(form, `#${id}`);
  type(field, typed);
  const option = `#${id}-option-0`;
  await waitUntil(() => form.shadowRoot?.querySelector(option)?.textContent?.includes(typed), typed, {
    timeout: 8000,
  });
  press(field, 'ArrowDown');
  await form.updateComplete;
  press(field, 'Enter');
  await form.updateComplete;
}
const answer = (form: IncidentForm): void =>
  form.prefill({ title: 'Mail is slow', description: 'Since eight', impact: 1, urgency: 2 });
const unsent = ({ desk }: Scene): readonly string[] =>
  (desk.store?.outbox.value.items ?? []).map(({ mutation: { intent } }) =>
    intent.kind === 'relate' ? `affects ${intent.relation.number}` : intent.kind,
  );
const allSent = (scene: Scene): Promise<void> =>
  waitUntil(() => unsent(scene).length === 0, 'everything is sent', { timeout: 8000 });
async function kept(adapter: Adapter): Promise<readonly (readonly string[])[]> {
  const page = await adapter.list({}, { limit: 5 });
  const [newest] = [...page.items].sort((a, b) => b.loggedAt - a.loggedAt);
  return ((await adapter.related?.(newest?.id ?? '')) ?? []).map(({ kind, id }) => [kind, id]);
}

describe('further affected items in the form', () => {
  it('are looked up one after the other by keyboard, taken out again, and linked after the report', async () => {
    const adapter = local();
    const scene = await open(adapter);
    const { form } = scene;
    const field = within<HTMLInputElement>(form, '#affected');
    expect(within(form, 'label[for="affected"]').textContent).to.equal('Further affected items');
    expect(within(form, '#ci').compareDocumentPosition(field)).to.equal(Node.DOCUMENT_POSITION_FOLLOWING);
    for (const typed of ['mail-gateway-1', 'mail-gateway-2', 'printer']) {
      await choose(form, typed);
      expect(field.value, 'there is room for the next one').to.equal('');
      expect(focused()).to.equal(field);
    }
    expect(chosen(form)).to.deep.equal(['mail-gateway-1 Rack 4', 'mail-gateway-2 Rack 5', 'printer-17']);
    expect(textOf(form)).to.contain('3 further items are affected.');
    await expectAccessible(form);
    const remove = (name: string): HTMLElement => within(form, `button[title="Remove ${name}"]`);
    remove('mail-gateway-2').focus();
    remove('mail-gateway-2').click();
    await form.updateComplete;
    expect(focused(), 'the keyboard goes on with the next one').to.equal(remove('printer-17'));
    remove('printer-17').click();
    await form.updateComplete;
    remove('mail-gateway-1').click();
    await form.updateComplete;
    expect(focused(), 'with none left it is in the field').to.equal(field);
    await choose(form, 'printer');
    await choose(form, 'mail-gateway-1');
    await choose(form, 'printer');
    answer(form);
    expect(await form.submit()).to.equal(true);
    await says(form, 'Your report has arrived');
    await allSent(scene);
    expect(await kept(adapter), 'each once').to.have.deep.members([
      ['affects', 'gw-1'],
      ['affects', 'pr-17'],
    ]);
  });

  it('leave out the item that the incident itself is about', async () => {
    const adapter = local();
    const scene = await open(adapter);
    const { form } = scene;
    await choose(form, 'mail-gateway-1');
    await choose(form, 'printer');
    await choose(form, 'printer', 'ci');
    answer(form);
    await form.submit();
    await says(form, 'Your report has arrived');
    await allSent(scene);
    expect(await kept(adapter)).to.deep.equal([['affects', 'gw-1']]);
  });

  it('are linked by what a link names them by, where a field is sent their name', async () => {
    const whole = local();
    const [one, two] = [
      { id: 'printer-17', label: 'printer-17', hint: 'Room 3.12', link: 'gw-1' },
      { id: 'printer-17', label: 'printer-17', hint: 'Room 4.01', link: 'gw-2' },
    ];
    const adapter: Adapter = {
      ...whole,
      items: async () => ({ items: [one, two], total: null }),
    };
    const scene = await open(adapter);
    const { form } = scene;
    await choose(form, 'printer');
    const field = within<HTMLInputElement>(form, '#affected');
    type(field, 'printer');
    await waitUntil(() => form.shadowRoot?.querySelector('#affected-option-1'), 'both are offered');
    for (const key of ['ArrowDown', 'ArrowDown']) press(field, key);
    await form.updateComplete;
    press(field, 'Enter');
    await form.updateComplete;
    expect(chosen(form)).to.deep.equal(['printer-17 Room 3.12', 'printer-17 Room 4.01']);
    await choose(form, 'printer', 'ci');
    answer(form);
    await form.submit();
    await says(form, 'Your report has arrived');
    await allSent(scene);
    expect(await kept(adapter), 'the first is what the incident is about').to.deep.equal([
      ['affects', 'gw-2'],
    ]);
    const [{ ci } = {}] = (await whole.list({}, { limit: 5 })).items;
    expect(ci).to.deep.equal({ id: 'printer-17', label: 'printer-17' });
  });

  it('are asked of callers among the details, and nothing typed is taken for an item', async () => {
    const scene = await open(local(), 'portal');
    const { form } = scene;
    within<HTMLDetailsElement>(form, 'details').open = true;
    expect(within(form, 'label[for="affected"]').textContent).to.equal('What else is affected? optional');
    expect(within(form, '#affected').closest('details')).not.to.equal(null);
    type(within(form, '#affected'), 'all of them');
    answer(form);
    expect(await form.submit()).to.equal(false);
    await form.updateComplete;
    expect(within(form, '#affected').getAttribute('aria-invalid')).to.equal('true');
    expect(within(form, '#summary').textContent).to.contain('What else is affected?');
    type(within(form, '#affected'), '');
    expect(await form.submit()).to.equal(true);
    await says(form, 'Your report has arrived');
  });

  it('are there again with the text after a reload', async () => {
    const name = crypto.randomUUID();
    const before = await open(local(name));
    await choose(before.form, 'printer');
    await waitUntil(async () => (await before.desk.store?.drafts.load('form:default')) !== undefined);
    before.desk.remove();
    const { form } = await open(local(name));
    await waitUntil(() => chosen(form).length === 1, 'it is back', { timeout: 8000 });
    expect(chosen(form)).to.deep.equal(['printer-17']);
  });

  it('wait behind the report without a network, and go after it in their order', async () => {
    const whole = local();
    const related: string[] = [];
    let isDown = true;
    const adapter: Adapter = {
      ...whole,
      create: (...given) => (isDown ? Promise.reject(noNetwork()) : whole.create(...given)),
      relate: (id, relation, write) => {
        related.push(relation.id);
        return whole.relate(id, relation, write);
      },
    };
    const scene = await open(adapter);
    const { form, desk } = scene;
    await choose(form, 'printer');
    await choose(form, 'mail-gateway-2');
    answer(form);
    await form.submit();
    await says(form, 'Kept on this device');
    expect(textOf(form)).to.contain('2 further affected items are still being sent.');
    expect(unsent(scene)).to.deep.equal(['create', 'affects printer-17', 'affects mail-gateway-2']);
    expect(related).to.deep.equal([]);
    isDown = false;
    await desk.store?.resume();
    await allSent(scene);
    expect(related).to.deep.equal(['pr-17', 'gw-2']);
    expect(await kept(whole)).to.have.lengthOf(2);
  });

  it('are taken by name while nobody can look them up, and found when they are sent', async () => {
    const whole = local();
    let isDown = true;
    const unlessDown = (): Promise<void> => (isDown ? Promise.reject(noNetwork()) : Promise.resolve());
    const adapter: Adapter = {
      ...whole,
      create: (...given) => unlessDown().then(() => whole.create(...given)),
      items: (...given) => unlessDown().then(() => whole.items(...given)),
    };
    const scene = await open(adapter);
    const { form, desk } = scene;
    const field = within<HTMLInputElement>(form, '#affected');
    for (const [name, keys] of [
      ['printer-17', ['Enter']],
      // The first one leads to the button that tries again.
      ['Mail-Gateway-2', ['Tab', 'Tab']],
    ] as const) {
      field.focus();
      type(field, name);
      await says(form, 'The list could not be fetched.');
      for (const key of keys) await sendKeys({ press: key });
      await form.updateComplete;
    }
    expect(chosen(form)).to.deep.equal([
      'printer-17 Looked up when it is sent',
      'Mail-Gateway-2 Looked up when it is sent',
    ]);
    type(within(form, '#ci'), 'mail-gateway-1');
    await waitUntil(() => within(form, '#ci-panel').textContent?.includes('could not be fetched'));
    answer(form);
    expect(await form.submit()).to.equal(true);
    expect(unsent(scene)).to.deep.equal(['create', 'affects printer-17', 'affects Mail-Gateway-2']);
    isDown = false;
    await desk.store?.resume();
    await allSent(scene);
    expect(await kept(whole)).to.have.deep.members([
      ['affects', 'pr-17'],
      ['affects', 'gw-2'],
    ]);
    const [logged] = (await whole.list({}, { limit: 1 })).items;
    expect(logged?.ci?.id).to.equal('gw-1');
  });

  it('lead back to the field where a name means nothing once it can be looked up', async () => {
    const whole = local();
    let isDown = true;
    const adapter: Adapter = {
      ...whole,
      create: (...given) => (isDown ? Promise.reject(noNetwork()) : whole.create(...given)),
      items: (...given) => (isDown ? Promise.reject(noNetwork()) : whole.items(...given)),
    };
    const scene = await open(adapter);
    const { form, desk } = scene;
    type(within(form, '#ci'), 'mail-gateway-9');
    await says(form, 'The list could not be fetched.');
    answer(form);
    expect(await form.submit()).to.equal(true);
    isDown = false;
    await desk.store?.resume();
    await says(form, 'Nothing is called that. Choose one from the list.');
    expect(within<HTMLInputElement>(form, '#ci').value, 'the words are there').to.equal('mail-gateway-9');
    await choose(form, 'mail-gateway-1', 'ci');
    expect(await form.submit()).to.equal(true);
    await says(form, 'Your report has arrived');
    expect((await whole.list({}, { limit: 5 })).items.map(({ ci }) => ci?.id)).to.deep.equal(['gw-1']);
  });

  it('become those that are chosen now when a refused report is sent again', async () => {
    const whole = local();
    let refusals = 1;
    const adapter: Adapter = {
      ...whole,
      create: (...given) =>
        refusals-- > 0
          ? Promise.reject(new IncidentError('validation', 'The subject must name a building.'))
          : whole.create(...given),
    };
    const scene = await open(adapter);
    const { form } = scene;
    await choose(form, 'printer');
    await choose(form, 'mail-gateway-1');
    answer(form);
    await form.submit();
    await says(form, 'The ticket system did not accept it.');
    within<HTMLElement>(form, 'button[title="Remove printer-17"]').click();
    await form.updateComplete;
    await choose(form, 'mail-gateway-2');
    await form.submit();
    await says(form, 'Your report has arrived');
    await allSent(scene);
    expect(await kept(whole)).to.have.deep.members([
      ['affects', 'gw-1'],
      ['affects', 'gw-2'],
    ]);
  });

  it('are not asked for where the ticket system keeps no such links or finds no items', async () => {
    const whole = local();
    const { items: _items, ...blind } = whole;
    const { relate: _relate, ...others } = whole;
    const { traits } = whole;
    const deaf: Adapter = { ...others, traits: { ...traits, relations: undefined } };
    const partly: Adapter = { ...whole, traits: { ...traits, relations: { adds: ['parent'], removes: [] } } };
    const without: readonly Adapter[] = [{ ...blind, describe: undefined }, deaf, partly] as Adapter[];
    for (const adapter of without) {
      const { form, desk } = await open(adapter);
      expect(offers(form)).to.equal(false);
      desk.remove();
    }
    expect(offers((await open(whole)).form)).to.equal(true);
  });
});

describe('further affected items in a ticket system', () => {
  it('are with the incident, after it and in their order', async () => {
    const world = await newWorld({ seed: { catalogue: { items } } });
    const scene = await open(atServer(world.baseUrl));
    await choose(scene.form, 'printer');
    await choose(scene.form, 'mail-gateway-1');
    answer(scene.form);
    await scene.form.submit();
    await says(scene.form, 'Your report has arrived');
    await allSent(scene);
    const writes = await world.writes();
    expect(writes.map(({ path }) => path.replace(/\/incidents\/[^/]+/u, '/incidents/…'))).to.deep.equal([
      '/incidents',
      '/incidents/…/relations',
      '/incidents/…/relations',
    ]);
    const ids = writes.slice(1).map(({ body }) => (JSON.parse(body ?? '{}') as { id: string }).id);
    expect(ids).to.deep.equal(['pr-17', 'gw-1']);
  });

  it('stay among what is unsent where the ticket system says yes and keeps none of them', async () => {
    const world = await newWorld({ seed: { catalogue: { items } } });
    await world.script([
      { match: { method: 'POST', path: '/incidents/*/relations' }, act: 'empty200', apply: false, times: 0 },
    ]);
    const scene = await open(atServer(world.baseUrl));
    await choose(scene.form, 'printer');
    answer(scene.form);
    await scene.form.submit();
    await says(scene.form, 'Your report has arrived');
    await says(scene.form, '1 further affected item was not taken. It is kept among the unsent items.');
    expect(unsent(scene)).to.deep.equal(['affects printer-17']);
  });
});

const many = Array.from({ length: 50 }, (_, at) => {
  const n = String(at + 1).padStart(2, '0');
  return { id: `srv-${n}`, label: `server-${n}`, hint: `Rack ${n}` };
});

describe('fifty further affected items', () => {
  const relations = { method: 'POST', path: '/incidents/*/relations' } as const;

  async function world(): Promise<FaultWorld> {
    return newWorld({ seed: { catalogue: { items: many } } });
  }
  /** A form in which somebody has chosen all of them before. */
  async function chosenAll({ baseUrl }: FaultWorld): Promise<Scene> {
    const adapter = atServer(baseUrl);
    const before = await open(adapter);
    await before.desk.store?.drafts.save('form:default', {
      values: { title: 'The whole room is dark', affected: many },
    });
    before.desk.remove();
    const scene = await open(atServer(baseUrl));
    await waitUntil(() => chosen(scene.form).length === 50, 'all are back', { timeout: 8000 });
    scene.form.prefill({ description: 'Since eight', impact: 1, urgency: 2 });
    return scene;
  }
  const linked = async (at: FaultWorld): Promise<readonly string[]> =>
    (await atServer(at.baseUrl).related?.('i1'))?.map(({ id }) => id) ?? [];
  const posted = async (at: FaultWorld): Promise<readonly string[]> =>
    (await at.writes()).flatMap(({ path, body }) =>
      path.endsWith('/relations') ? [(JSON.parse(body ?? '{}') as { id: string }).id] : [],
    );
  const ids = many.map(({ id }) => id);

  it('are kept with the draft, wait without a network, and are all linked in their order, each once', async () => {
    const at = await world();
    const scene = await chosenAll(at);
    await at.script([{ match: { path: '**' }, act: 'drop-before', times: 0 }]);
    expect(await scene.form.submit()).to.equal(true);
    await says(scene.form, '50 further affected items are still being sent.');
    await at.script([]);
    await scene.desk.store?.resume();
    await waitUntil(() => unsent(scene).length === 0, 'everything is sent', { timeout: 30_000 });
    expect(await posted(at)).to.deep.equal(ids);
    expect(await linked(at)).to.deep.equal(ids);
    await says(scene.form, 'Your report has arrived');
    expect(textOf(scene.form)).not.to.contain('further affected item');
  });

  it('are told one by one where some are refused, and only those are tried again', async () => {
    const at = await world();
    const scene = await chosenAll(at);
    await at.script([{ match: { ...relations, nth: [20, 33] }, act: 422, title: 'Out of service' }]);
    await scene.form.submit();
    await waitUntil(() => unsent(scene).length === 2 && scene.desk.store?.outbox.value.failed === 2, 'two', {
      timeout: 30_000,
    });
    expect(await linked(at)).to.deep.equal(ids.filter((id) => !['srv-20', 'srv-33'].includes(id)));
    await says(scene.form, '2 further affected items were not taken.');
    await says(scene.form, 'server-20, server-33');
    expect(textOf(scene.desk.querySelector('incident-outbox')))
      .to.contain('Link to server-20')
      .and.contain('Out of service');
    await expectAccessible(scene.form);
    const before = (await posted(at)).length;
    for (const { mutation } of scene.desk.store!.outbox.value.items)
      await scene.desk.store!.retry(mutation.key);
    await allSent(scene);
    expect((await posted(at)).slice(before)).to.have.members(['srv-20', 'srv-33']);
    expect(await linked(at)).to.have.members(ids);
  });

  it('go on where they stopped when the ticket system breaks down in the middle', async () => {
    const at = await world();
    const scene = await chosenAll(at);
    await at.script([
      { match: { ...relations, nth: Array.from({ length: 50 }, (_, n) => n + 20) }, act: 503, times: 0 },
    ]);
    await scene.form.submit();
    await waitUntil(async () => (await posted(at)).length >= 20, 'the breakdown', { timeout: 30_000 });
    await says(scene.form, '31 further affected items are still being sent.');
    expect(await linked(at)).to.deep.equal(ids.slice(0, 19));
    const before = (await posted(at)).length;
    await at.script([]);
    await scene.desk.store?.resume();
    await waitUntil(() => unsent(scene).length === 0, 'everything is sent', { timeout: 30_000 });
    const after = (await posted(at)).slice(before);
    expect(
      after.filter((id) => ids.slice(0, 19).includes(id)),
      'linked before',
    ).to.deep.equal([]);
    expect(await linked(at)).to.deep.equal(ids);
  });
});

describe('further affected items in the draft of somebody else', () => {
  it('leave the screen with the one who chose them, with what was being typed, and are there again for them', async () => {
    const at = await newWorld({ seed: { catalogue: { items } } });
    const { desk, form } = await open(atServer(at.baseUrl));
    await choose(form, 'printer');
    await choose(form, 'mail-gateway-1');
    type(within(form, '#affected'), 'mail-gate');
    await waitUntil(() => form.shadowRoot?.querySelector('[role="option"]'), 'found', { timeout: 8000 });
    const become = async (user: string): Promise<void> => {
      desk.user = user;
      await waitUntil(() => desk.store?.author === user && form.matches(':state(ready)'), user, {
        timeout: 8000,
      });
      await form.updateComplete;
      await new Promise((next) => setTimeout(next, 400));
    };
    await become('bob');
    expect(chosen(form)).to.deep.equal([]);
    expect(within<HTMLInputElement>(form, '#affected').value).to.equal('');
    within(form, '#affected').focus();
    await new Promise((next) => setTimeout(next, 300));
    expect(
      form.shadowRoot?.querySelectorAll('[role="option"]').length,
      'nothing the other one has used',
    ).to.equal(0);
    expect(textOf(form)).not.to.match(/printer-17|mail-gateway|unfinished/u);
    expect(JSON.stringify(await desk.store?.drafts.offers('form:default'))).to.equal('[]');
    // What the next one chooses is theirs.
    await choose(form, 'mail-gateway-2');
    await become('elif');
    await waitUntil(() => chosen(form).length === 2, 'they are back', { timeout: 8000 });
    expect(chosen(form)).to.deep.equal(['printer-17', 'mail-gateway-1 Rack 4']);
    await become('bob');
    await waitUntil(() => chosen(form).length === 1, 'so are those', { timeout: 8000 });
    expect(chosen(form)).to.deep.equal(['mail-gateway-2 Rack 5']);
  });
});
