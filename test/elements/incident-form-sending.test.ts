import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-form.js';
import { IncidentError } from '../../src/core/errors.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import { buttonOf, focused, openDesk, press, textOf, type, within } from '../support/desk-fixture.js';
import type { DeskSetup } from '../support/desk-fixture.js';
import { lostAnswer, noNetwork, scriptedAdapter, signedOut } from '../support/scripted-adapter.js';
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
  const { desk, adapter } = await openDesk(content, setup);
  const form = desk.querySelector('incident-form');
  if (!form) throw new Error('no form');
  await waitUntil(() => form.matches(':state(ready)'), 'the form is ready', { timeout: 5000 });
  return { desk, form, adapter };
};
const title = (form: IncidentForm): HTMLInputElement => within(form, '#title');
const answer = (form: IncidentForm, text = 'Mail is slow'): void =>
  form.prefill({ title: text, description: 'Since eight', impact: 1, urgency: 2 });
const says = (form: IncidentForm, words: string): Promise<void> =>
  waitUntil(() => textOf(form).includes(words), words, { timeout: 5000 });
const outboxEmpty = ({ desk }: Scene): boolean => desk.store?.outbox.value.items.length === 0;

describe('sending a report', () => {
  it('shows the number, how soon somebody answers, and a way back', async () => {
    const { form } = await open({ policy: { firstResponse: ['PT15M', 'PT4H'] } });
    const heard: unknown[] = [];
    form.addEventListener('incident-created', ({ detail }) => heard.push(detail));
    answer(form);
    expect(await form.submit()).to.equal(true);
    await says(form, 'Your report has arrived');
    expect(within(form, '[part="number"]').textContent).to.equal('INC0000001');
    expect(within(form, '.line-title').textContent).to.equal('Mail is slow');
    expect(textOf(form)).to.contain('Somebody answers within 4 hours.');
    expect(focused()?.id).to.equal('panel-title');
    expect(heard).to.have.length(1);
    expect(heard[0]).to.include({ incidentId: 'id-INC0000001', number: 'INC0000001' });
    buttonOf(form, 'Report another one').click();
    await form.updateComplete;
    expect(title(form).value).to.equal('');
    expect(focused()).to.equal(title(form));
  });

  it('takes the eye and the keyboard at once to what becomes of it, whatever that is', async () => {
    const { form, adapter } = await open();
    adapter.always('create', { until: new Promise(() => undefined) });
    answer(form);
    await form.updateComplete;
    within<HTMLButtonElement>(form, '[part="submit"]').focus();
    await form.submit();
    await form.updateComplete;
    expect(focused()?.id).to.equal('panel-title');
  });

  it('says why it waits where the ticket system answers and cannot take it', async () => {
    const { form, adapter } = await open();
    adapter.always('create', { fail: new IncidentError('breakdown', 'Deadlock.', { status: 500 }) });
    answer(form);
    await form.submit();
    await says(form, 'The ticket system had an error');
    expect(textOf(form)).to.contain('It goes out by itself');
    adapter.always('create', {});
    await form.closest('incident-desk')!.store!.resume();
    await says(form, 'Your report has arrived');
    expect(textOf(form)).not.to.contain('had an error');
  });

  it('is one incident however often somebody clicks or presses Enter', async () => {
    const { form, adapter } = await open();
    adapter.always('create', { delay: 50 });
    answer(form);
    await form.updateComplete;
    const button = within<HTMLButtonElement>(form, '[part="submit"]');
    button.click();
    button.click();
    press(title(form), 'Enter', { ctrlKey: true });
    await form.submit();
    await says(form, 'Your report has arrived');
    expect(adapter.count('create')).to.equal(1);
    expect(adapter.records()).to.have.length(1);
  });

  it('keeps it on this device while there is no network, and shows the number when it has gone out', async () => {
    const scene = await open();
    const { form, adapter, desk } = scene;
    const queued: unknown[] = [];
    form.addEventListener('incident-queued', ({ detail }) => queued.push(detail));
    adapter.always('create', { fail: noNetwork() });
    answer(form);
    await form.submit();
    await says(form, 'Kept on this device');
    expect(queued[0]).to.include({ kept: 'durable' });
    expect(textOf(form)).to.contain('It goes out by itself').and.not.to.contain('INC0');
    const reference = within(form, '[part="reference"]').textContent;
    expect(reference).to.match(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u);
    adapter.always('create', undefined);
    await desk.store?.resume();
    await says(form, 'INC0000001');
    expect(outboxEmpty(scene)).to.equal(true);
    expect(form.shadowRoot!.querySelector('[part="reference"]')).to.equal(null);
    expect(adapter.records()[0]?.clientId).to.equal(reference);
  });

  it('keeps it when the session has ended, and sends it after signing in', async () => {
    const { form, adapter } = await open();
    adapter.always('create', { fail: signedOut() });
    answer(form);
    await form.submit();
    await says(form, 'You are signed out');
    adapter.always('create', undefined);
    buttonOf(form, 'I have signed in').focus();
    buttonOf(form, 'I have signed in').click();
    await says(form, 'INC0000001');
    await form.updateComplete;
    expect(focused()?.id).to.equal('panel-title');
    expect(adapter.records()).to.have.length(1);
  });

  it('brings the form back with all text and each fault at its field when the backend refuses', async () => {
    const scene = await open();
    const { form, adapter } = scene;
    const issues = [
      { path: 'title', code: 'vendor', message: 'The subject must name a building.' },
      { path: 'queue', code: 'vendor', message: 'The queue is closed.' },
    ];
    adapter.script('create', { fail: new IncidentError('validation', 'Two faults.', { issues }) });
    answer(form);
    await form.submit();
    await says(form, 'The ticket system did not accept it.');
    expect(title(form).value).to.equal('Mail is slow');
    expect(within(form, '#title-problem').textContent).to.contain('The subject must name a building.');
    expect(within(form, '#summary').textContent?.replaceAll(/\s+/g, ' ')).to.contain(
      'queue: The queue is closed.',
    );
    await waitUntil(() => focused()?.id === 'summary');
    type(title(form), 'Mail is slow in building 4');
    await form.submit();
    await says(form, 'Your report has arrived');
    expect(adapter.records().map((record) => record.title)).to.deep.equal(['Mail is slow in building 4']);
    await waitUntil(() => outboxEmpty(scene), 'the refused one is not left behind');
  });

  it('brings the form back also where the backend calls the refusal a conflict, and does not go on waiting', async () => {
    const { form, adapter } = await open();
    adapter.script('create', {
      fail: new IncidentError('conflict', 'There is one with this title.', { status: 409 }),
    });
    answer(form);
    await form.submit();
    await says(form, 'There is one with this title.');
    expect(form.shadowRoot?.querySelector<HTMLInputElement>('#title')?.value).not.to.equal('');
  });

  it('says when it is unclear whether it arrived, and does not send it again by itself', async () => {
    const adapter = scriptedAdapter({ traits: { idempotency: 'none' } });
    const { form, desk } = await open({ adapter });
    adapter.script('create', { lose: lostAnswer() });
    answer(form);
    await form.submit();
    await says(form, 'Unclear whether it arrived');
    await desk.store?.resume();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(adapter.count('create')).to.equal(1);
  });

  it('warns where this page would hold the only copy', async () => {
    const { form, adapter } = await open({ persistence: 'none' });
    await says(form, 'This browser keeps nothing');
    adapter.always('create', { fail: noNetwork() });
    answer(form);
    await form.submit();
    await says(form, 'Not sent yet');
    expect(textOf(form))
      .to.contain('This page holds the only copy')
      .and.not.to.contain('Kept on this device');
    buttonOf(form, 'Report another one').click();
    await form.updateComplete;
    expect(focused()?.id).to.equal('title');
  });

  it('warns of the only copy also where the session has ended', async () => {
    const { form, adapter } = await open({ persistence: 'none' });
    adapter.always('create', { fail: signedOut() });
    answer(form);
    await form.submit();
    await says(form, 'Sign in again and say so here: then it goes out. This page holds the only copy');
  });

  it('logs first and then lets the form of the page go, where it is asked to', async () => {
    const sent: string[] = [];
    const { form } = await open(
      {},
      html`<form
        @submit=${(event: SubmitEvent) => {
          if (event.defaultPrevented) return;
          event.preventDefault();
          const value = new FormData(event.target as HTMLFormElement).get('incident');
          if (typeof value === 'string') sent.push(value);
        }}
      >
        <incident-form name="incident" submit-with-form></incident-form><button>Send all</button>
      </form>`,
    );
    const host = form.form;
    host?.querySelector('button')?.click();
    await says(form, 'This could not be sent yet');
    expect(sent).to.deep.equal([]);
    answer(form);
    host?.querySelector('button')?.click();
    await waitUntil(() => sent.length === 1, 'the form of the page was sent');
    expect(sent[0]).not.to.equal('');
    expect(sent[0]).to.equal(form.value);
  });
});

describe('what is typed into the form', () => {
  const reopen = async (scene: Scene): Promise<Scene> => {
    scene.desk.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return open({ adapter: scene.adapter });
  };

  it('is there again after a reload, with a quiet note of when it was kept', async () => {
    const first = await open();
    type(title(first.form), 'Half a sentence');
    within(first.form, '#description').focus();
    await waitUntil(
      async () => (await first.desk.store?.drafts.load('form:default')) !== undefined,
      'kept on leaving the field',
    );
    const { form } = await reopen(first);
    await waitUntil(() => title(form).value === 'Half a sentence', 'the text is back');
    expect(textOf(form)).to.match(/Your text from .+ was kept\./u);
    buttonOf(form, 'Start afresh').click();
    await form.updateComplete;
    expect(title(form).value).to.equal('');
    expect(textOf(form)).not.to.contain('was kept');
    expect(focused()).to.equal(title(form));
  });

  it('stays without a note when the form is only moved on the page', async () => {
    const { form, desk } = await open();
    type(title(form), 'Moved along');
    await waitUntil(async () => (await desk.store?.drafts.load('form:default')) !== undefined, 'kept', {
      timeout: 2000,
    });
    const section = document.createElement('section');
    desk.append(section);
    section.append(form);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(title(form).value).to.equal('Moved along');
    expect(textOf(form)).not.to.contain('was kept');
  });

  it('is kept where its desk is now, although it was typed at another one', async () => {
    const { form } = await open();
    type(title(form), 'Early');
    form.remove();
    const { desk } = await openDesk(html``);
    desk.append(form);
    await waitUntil(async () => (await desk.store?.drafts.load('form:default'))?.data !== undefined, 'kept', {
      timeout: 2000,
    });
  });

  it('is kept without what the page has filled in, which the next page fills in anew', async () => {
    const page = (name: string) =>
      html`<incident-form .data=${{ service: { id: name, label: name } }}></incident-form>`;
    const first = await open({}, page('Mail'));
    first.form.prefill({ location: 'Room 1' });
    type(title(first.form), 'It is slow');
    await waitUntil(async () => (await first.desk.store?.drafts.load('form:default')) !== undefined, 'kept', {
      timeout: 2000,
    });
    expect((await first.desk.store?.drafts.load('form:default'))?.data).to.deep.equal({
      values: { title: 'It is slow' },
    });
    first.desk.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const { form } = await open({ adapter: first.adapter }, page('VPN'));
    form.prefill({ location: 'Room 2' });
    await waitUntil(() => title(form).value === 'It is slow', 'the text is back');
    expect(within<HTMLInputElement>(form, '#service').value).to.equal('VPN');
    expect(within<HTMLInputElement>(form, '#location').value).to.equal('Room 2');
  });

  it('leaves the screen when everything is removed from this device', async () => {
    const { form, desk } = await open();
    type(title(form), 'Salaries of all');
    await form.updateComplete;
    await desk.store?.wipe({ force: true });
    await waitUntil(() => title(form).value === '', 'the field is empty');
  });

  it('is one incident when it is sent from two windows', async () => {
    const first = await open();
    const fill = ({ form }: Scene): void =>
      form.prefill({ description: 'Since eight', impact: 1, urgency: 2 });
    fill(first);
    type(title(first.form), 'Mail is slow');
    await waitUntil(async () => (await first.desk.store?.drafts.load('form:default')) !== undefined, 'kept', {
      timeout: 2000,
    });
    const second = await open({ adapter: first.adapter });
    await waitUntil(() => textOf(second.form).includes('another unfinished text'), 'offered');
    buttonOf(second.form, 'Show it here').click();
    await waitUntil(() => title(second.form).value === 'Mail is slow', 'taken over');
    fill(second);
    await Promise.all([first.form.submit(), second.form.submit()]);
    for (const { form } of [first, second]) await says(form, 'Your report has arrived');
    expect(first.adapter.records()).to.have.length(1);
  });

  it('is kept soon after the first key without leaving the field', async () => {
    const { form, desk } = await open();
    type(title(form), 'Still typing');
    await waitUntil(async () => (await desk.store?.drafts.load('form:default'))?.data !== undefined, 'kept', {
      timeout: 2000,
    });
  });

  it('is not offered again once it is stored for sending, and is in the outbox instead', async () => {
    const first = await open();
    first.adapter.always('create', { fail: noNetwork() });
    type(title(first.form), 'Mail is slow');
    answer(first.form);
    await first.form.submit();
    await says(first.form, 'Kept on this device');
    const second = await reopen(first);
    await waitUntil(() => second.desk.store?.outbox.value.items.length === 1, 'in the outbox');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(title(second.form).value).to.equal('');
  });

  it('stays apart between two forms of one page', async () => {
    const {
      form: left,
      desk,
      adapter,
    } = await open(
      {},
      html`<incident-form draft-id="left"></incident-form><incident-form draft-id="right"></incident-form>`,
    );
    type(title(left), 'Left');
    await waitUntil(async () => (await desk.store?.drafts.load('form:left')) !== undefined, 'kept', {
      timeout: 2000,
    });
    desk.remove();
    const { form: right } = await open({ adapter }, html`<incident-form draft-id="right"></incident-form>`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(title(right).value).to.equal('');
  });

  it('does not overwrite what was typed before the kept text arrived', async () => {
    const first = await open();
    type(title(first.form), 'Old');
    type(within(first.form, '#description'), 'Old details');
    within(first.form, '#service').focus();
    await waitUntil(async () => (await first.desk.store?.drafts.load('form:default')) !== undefined, 'kept', {
      timeout: 2000,
    });
    first.desk.remove();
    const { form } = await open();
    type(title(form), 'New');
    form.remove();
    const { desk } = await openDesk(html``, { adapter: first.adapter });
    desk.append(form);
    await waitUntil(
      () =>
        form.matches(':state(ready)') &&
        within<HTMLTextAreaElement>(form, '#description').value === 'Old details',
      'restored',
    );
    expect(title(form).value).to.equal('New');
  });
});
