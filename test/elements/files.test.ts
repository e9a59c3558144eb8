import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/define/incident-form.js';
import '../../src/define/incident-outbox.js';
import '../../src/define/incident-timeline.js';
import type { Progress } from '../../src/adapters/adapter.js';
import { localAdapter } from '../../src/adapters/local/index.js';
import type { Entry } from '../../src/core/entry.js';
import { IncidentError } from '../../src/core/errors.js';
import type { FileRules } from '../../src/core/file.js';
import type { IncidentDesk } from '../../src/elements/incident-desk/incident-desk.js';
import type { IncidentForm } from '../../src/elements/incident-form/incident-form.js';
import type { IncidentTimeline } from '../../src/elements/incident-timeline/incident-timeline.js';
import { expectAccessible } from '../support/accessible.js';
import { carrying, chooseFiles as choose } from '../support/choose-files.js';
import { buttonOf, focused, openDesk, settled, textOf, type, within } from '../support/desk-fixture.js';
import { entriesOf } from '../support/entries.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import type { ScriptedAdapter, ScriptedOptions } from '../support/scripted-adapter.js';

const file = (name: string, content: BlobPart = `What ${name} says`, kind = 'text/plain'): File =>
  new File([content], name, { type: kind });
const listed = (host: Element): readonly string[] =>
  [...(host.shadowRoot?.querySelectorAll('.chosen .file') ?? [])].map((one) =>
    (one.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
  );
const shows = (host: Element, words: string): Promise<void> =>
  waitUntil(() => textOf(host).includes(words), `never: ${words}`, { timeout: 5000 });

interface Scene<E> {
  readonly desk: IncidentDesk;
  readonly adapter: ScriptedAdapter;
  readonly element: E;
}

async function form(setup: ScriptedOptions = {}, lang = 'en'): Promise<Scene<IncidentForm>> {
  const { desk, adapter } = await openDesk(html`<incident-form></incident-form>`, {
    adapter: scriptedAdapter({ files: {}, ...setup }),
    lang,
  });
  const element = desk.querySelector('incident-form')!;
  await waitUntil(() => element.shadowRoot?.querySelector('#files'), 'the field', { timeout: 5000 });
  return { desk, adapter, element };
}
const answer = (element: IncidentForm): void =>
  element.prefill({ title: 'Mail is slow', description: 'Since eight', impact: 1, urgency: 2 });

const mail = incident({ id: 'i1', number: 'INC0010023', title: 'Mail does not arrive', priority: 2 });

async function timeline(
  setup: ScriptedOptions = {},
  audience: IncidentTimeline['audience'] = 'staff',
  backend: ScriptedAdapter = scriptedAdapter({ incidents: [mail], files: {}, ...setup }),
): Promise<Scene<IncidentTimeline>> {
  const { desk, adapter } = await openDesk(
    html`<incident-timeline incident-id="i1" audience=${audience}></incident-timeline
      ><incident-outbox></incident-outbox>`,
    { adapter: backend },
  );
  const element = desk.querySelector('incident-timeline')!;
  await settled(element);
  return { desk, adapter, element };
}
const composed = async (element: IncidentTimeline): Promise<void> =>
  waitUntil(() => element.shadowRoot?.querySelector('#files'), 'the composer’s files', { timeout: 5000 });
const rows = (element: IncidentTimeline): readonly HTMLElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>('article.entry'),
];

/** Files that the page hands to the browser, in the place of the browser keeping them. */
function saved(): { readonly names: string[]; readonly contents: Promise<string>[]; stop: () => void } {
  const names: string[] = [];
  const contents: Promise<string>[] = [];
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    names.push(this.download);
    contents.push(fetch(this.href).then((answered) => answered.text()));
  };
  return { names, contents, stop: () => void (HTMLAnchorElement.prototype.click = click) };
}

/** Chooses a file whose content comes only when it is told to. */
function chooseSlowly(host: Element, one: File): { end: () => void; fail: () => void } {
  const { arrayBuffer } = File.prototype;
  let end: (bytes: ArrayBuffer) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  File.prototype.arrayBuffer = () =>
    new Promise((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
  try {
    choose(host, one);
  } finally {
    File.prototype.arrayBuffer = arrayBuffer;
  }
  return { end: () => end(new ArrayBuffer(one.size)), fail: () => fail(new Error('It is gone.')) };
}

describe('files in the form', () => {
  it('are chosen, listed with their sizes, and arrive after the report', async () => {
    const { element, adapter, desk } = await form();
    choose(element, file('screen.log'), file('shot.png', new Uint8Array(1_250_000), 'image/png'));
    await shows(element, '2 files added');
    expect(listed(element)).to.deep.equal(['screen.log 20 bytes', 'shot.png 1.3 MB']);
    await expectAccessible(element);
    answer(element);
    expect(await element.submit()).to.equal(true);
    await shows(element, 'INC0000001');
    await waitUntil(() => desk.store?.outbox.value.items.length === 0);
    const sent = adapter.calls.filter(({ call }) => call === 'attach').map((made) => made.with as File);
    expect(sent.map(({ name, type: kind }) => [name, kind])).to.deep.equal([
      ['screen.log', 'text/plain'],
      ['shot.png', 'image/png'],
    ]);
    expect(await sent[0]?.text()).to.equal('What screen.log says');
  });

  it('are there again with the text after a reload', async () => {
    const before = await form({ name: 'reload' });
    choose(before.element, file('screen.log'));
    await shows(before.element, '1 file added');
    await waitUntil(async () => (await before.desk.store?.drafts.load('form:default')) !== undefined);
    before.desk.remove();
    const { element, adapter } = await form({ name: 'reload' });
    await waitUntil(() => listed(element).length === 1, 'the file is back', { timeout: 5000 });
    expect(textOf(element)).to.contain('was kept');
    answer(element);
    await element.submit();
    await shows(element, 'INC0000001');
    await waitUntil(() => adapter.count('attach') === 1);
    expect(await (adapter.calls.find(({ call }) => call === 'attach')?.with as File).text()).to.equal(
      'What screen.log says',
    );
  });

  it('go with the text that is thrown away', async () => {
    const { element, desk } = await form();
    choose(element, file('screen.log'));
    await shows(element, '1 file added');
    const id = (await waitUntil(async () => desk.store?.drafts.load('form:default')), undefined);
    expect(id).to.equal(undefined);
    const draft = await desk.store?.drafts.load('form:default');
    const [ref] = (draft?.data['files'] ?? []) as readonly { readonly id: string }[];
    element.reset();
    await waitUntil(async () => (await desk.store?.files.read(ref?.id ?? '')) === undefined);
    expect(listed(element)).to.deep.equal([]);
  });

  const refusals: readonly (readonly [string, FileRules, File, string])[] = [
    ['empty', {}, file('empty.log', ''), '“empty.log” is empty'],
    [
      'too large',
      { maxSize: 1000 },
      file('dump.bin', new Uint8Array(2_500_000)),
      '“dump.bin” has 2.5 MB; at most 1 kB can be sent.',
    ],
    [
      'of a kind that is not taken',
      { types: ['image/*', '.log'] },
      file('tool.exe', 'MZ', 'application/x-msdownload'),
      '“tool.exe” is of a kind that is not taken here: image/*, .log.',
    ],
  ];
  for (const [what, rules, bad, words] of refusals)
    it(`that are ${what} are refused by name, and the others are taken`, async () => {
      const { element } = await form({ files: rules });
      const good = file('good.log', 'fine');
      choose(element, bad, good);
      await waitUntil(() => listed(element).length === 1);
      const alert = within(element, '#files-refused').textContent?.replaceAll(/[\u2068\u2069]/g, '') ?? '';
      expect(alert).to.contain(words);
      expect(listed(element)[0]).to.contain('good.log');
    });

  it('of 10 MB are the largest where the ticket system names no size', async () => {
    const { element } = await form();
    expect(textOf(element)).to.contain('Up to 10 MB each.');
    choose(element, file('large.bin', new Uint8Array(10_000_001)));
    await shows(element, 'at most 10 MB can be sent');
  });

  it('can be removed by keyboard, and the keyboard stays at the next one', async () => {
    const { element } = await form();
    choose(element, file('one.log'), file('two.log'));
    await waitUntil(() => listed(element).length === 2);
    within(element, '#files').focus();
    await sendKeys({ press: 'Tab' });
    expect(focused()?.getAttribute('title')).to.equal('Remove one.log');
    await sendKeys({ press: 'Enter' });
    await shows(element, 'one.log removed');
    await waitUntil(() => focused()?.getAttribute('title') === 'Remove two.log');
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => focused()?.id === 'files');
  });

  it('are taken when they are dropped anywhere on the form, and the page stays', async () => {
    const { element } = await form();
    const over = new DragEvent('dragover', {
      dataTransfer: carrying(file('x.log')),
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    within(element, '#title').dispatchEvent(over);
    expect(over.defaultPrevented).to.equal(true);
    await shows(element, 'Let go to add the files');
    const drop = new DragEvent('drop', {
      dataTransfer: carrying(file('dropped.log')),
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    within(element, '#title').dispatchEvent(drop);
    expect(drop.defaultPrevented).to.equal(true);
    await waitUntil(() => listed(element)[0]?.includes('dropped.log'));
  });

  it('are taken from the clipboard, each picture under a name of its own, and pasted text stays text', async () => {
    const { element } = await form();
    const paste = (data: DataTransfer): ClipboardEvent => {
      const event = new ClipboardEvent('paste', { bubbles: true, composed: true, cancelable: true });
      // Not every engine takes over what is on a clipboard that a script makes.
      Object.defineProperty(event, 'clipboardData', { value: data });
      within(element, '#description').dispatchEvent(event);
      return event;
    };
    paste(carrying(file('image.png', 'first', 'image/png')));
    await waitUntil(() => listed(element).length === 1);
    paste(carrying(file('image.png', 'other', 'image/png')));
    await waitUntil(() => listed(element).length === 2);
    expect(listed(element)[1]).to.contain('image (2).png');
    const mixed = carrying(file('image.png', 'third', 'image/png'));
    mixed.setData('text/plain', 'A cell');
    expect(paste(mixed).defaultPrevented).to.equal(false);
    expect(listed(element)).to.have.length(2);
  });

  it('keep a hostile name from misleading anybody', async () => {
    const { element, adapter } = await form();
    choose(
      element,
      file('invoice\u202egpj.exe'),
      file('<img src=x onerror=hostile()>.svg'),
      file(`${'long'.repeat(75)}.exe`),
    );
    await waitUntil(() => listed(element).length === 3);
    const names = [...element.shadowRoot!.querySelectorAll('.chosen bdi')].map((one) => one.textContent);
    expect(names[0]).to.equal('invoicegpj.exe');
    expect(names[1]).to.equal('<img src=x onerror=hostile()>.svg');
    expect(names[2])
      .to.match(/^long.*….*long\.exe$/)
      .and.have.length(80);
    expect(element.shadowRoot!.querySelector('.chosen img')).to.equal(null);
    answer(element);
    await element.submit();
    await waitUntil(() => adapter.count('attach') === 3, 'all are sent', { timeout: 5000 });
    expect((adapter.calls.find(({ call }) => call === 'attach')?.with as File).name).to.equal(
      'invoicegpj.exe',
    );
  });

  it('that the ticket system does not take are told of beside the number', async () => {
    const { element, adapter, desk } = await form();
    adapter.always('attach', { fail: new IncidentError('validation', 'Too large.', { status: 413 }) });
    choose(element, file('screen.log'));
    await shows(element, '1 file added');
    answer(element);
    await element.submit();
    await shows(element, '1 file was not taken.');
    expect(textOf(element)).to.contain('INC0000001');
    expect(desk.store?.outbox.value.failed).to.equal(1);
  });

  it('are what is chosen when a refused report is sent again', async () => {
    const { element, adapter, desk } = await form();
    adapter.script('create', { fail: new IncidentError('validation', 'Name the building.') });
    choose(element, file('first.log'), file('second.log'));
    await shows(element, '2 files added');
    answer(element);
    await element.submit();
    await shows(element, 'The ticket system did not accept it.');
    buttonOf(element, 'Remove first.log').click();
    choose(element, file('third.log'));
    await waitUntil(() => listed(element).join().includes('third'));
    await waitUntil(() => !listed(element).join().includes('first'));
    await element.submit();
    await shows(element, 'INC0000001');
    await waitUntil(() => desk.store?.outbox.value.items.length === 0);
    const sent = adapter.calls
      .filter(({ call }) => call === 'attach')
      .map(({ with: one }) => (one as File).name);
    expect(sent).to.deep.equal(['second.log', 'third.log']);
  });

  it('are not offered where the ticket system takes none', async () => {
    for (const adapter of [
      scriptedAdapter(),
      scriptedAdapter({ files: {}, without: ['attach', 'attachment'] }),
    ]) {
      const { desk } = await openDesk(html`<incident-form></incident-form>`, { adapter });
      const element = desk.querySelector('incident-form')!;
      await settled(element);
      await waitUntil(() => adapter.count('describe') === 1);
      await element.updateComplete;
      expect(element.shadowRoot?.querySelector('#files')).to.equal(null);
    }
  });
});

describe('files chosen before the page knew who is signed in', () => {
  it('are that person’s, and go out after a reload', async () => {
    const setup = { files: {}, name: 'nobodys-files' };
    const open = async (user: string): Promise<Scene<IncidentForm>> => {
      const { desk, adapter } = await openDesk(html`<incident-form></incident-form>`, {
        adapter: scriptedAdapter(setup),
        user,
      });
      const element = desk.querySelector('incident-form')!;
      await waitUntil(() => element.shadowRoot?.querySelector('#files'), 'the field', { timeout: 5000 });
      return { desk, adapter, element };
    };
    const first = await open('');
    choose(first.element, file('screen.log'));
    await shows(first.element, '1 file added');
    await new Promise((next) => setTimeout(next, 400));
    first.desk.user = 'ada';
    await waitUntil(() => first.desk.store?.author === 'ada', 'named', { timeout: 5000 });
    await waitUntil(
      async () => {
        const draft = await first.desk.store?.drafts.load('form:default');
        const [ref] = (draft?.data['files'] ?? []) as readonly { readonly id: string }[];
        return ref && (await first.desk.store?.files.read(ref.id)) !== undefined;
      },
      'the bytes have followed',
      { timeout: 5000 },
    );
    first.desk.remove();
    const { element, adapter } = await open('ada');
    await waitUntil(() => listed(element).length === 1, 'the file is back', { timeout: 5000 });
    answer(element);
    expect(await element.submit()).to.equal(true);
    await waitUntil(() => adapter.count('attach') === 1, 'it is sent', { timeout: 5000 });
  });

  it('leave the screen with the person, and are there when that one is back', async () => {
    const { element, desk } = await form();
    choose(element, file('screen.log'));
    await shows(element, '1 file added');
    await new Promise((next) => setTimeout(next, 400));
    desk.user = 'bruno';
    await waitUntil(() => desk.store?.author === 'bruno', 'named', { timeout: 5000 });
    await waitUntil(() => listed(element).length === 0, 'gone', { timeout: 5000 });
    expect(await desk.store?.drafts.load('form:default')).to.equal(undefined);
    desk.user = 'elif';
    await waitUntil(() => listed(element).length === 1, 'back', { timeout: 5000 });
  });

  it('are sent by nobody else where the person changes while they are read', async () => {
    const { element, desk, adapter } = await form();
    const reading = chooseSlowly(element, file('slow.log'));
    answer(element);
    const submitted = element.submit();
    desk.user = 'bruno';
    await waitUntil(() => desk.store?.author === 'bruno', 'named', { timeout: 5000 });
    await waitUntil(() => listed(element).length === 0, 'gone', { timeout: 5000 });
    reading.end();
    expect(await submitted).to.equal(false);
    expect(adapter.count('create')).to.equal(0);
  });

  it('are named to nobody else, neither those that were removed nor those that could not be read', async () => {
    const { element, desk } = await form();
    const reading = chooseSlowly(element, file('unread.log'));
    choose(element, file('secret.log'));
    await shows(element, 'secret.log');
    within(element, '[title="Remove secret.log"]').click();
    await shows(element, 'secret.log removed');
    desk.user = 'bruno';
    await waitUntil(() => desk.store?.author === 'bruno', 'named', { timeout: 5000 });
    await waitUntil(() => listed(element).length === 0, 'gone', { timeout: 5000 });
    reading.fail();
    await new Promise((next) => setTimeout(next, 100));
    expect(textOf(element)).not.to.contain('.log');
  });
});

describe('files in the timeline', () => {
  it('that do not all fit are cut off in the middle of one, so that it is seen that there are more', async () => {
    const { element } = await timeline();
    await composed(element);
    choose(element, ...['a', 'b', 'c', 'd', 'e'].map((name) => file(`${name}.log`)));
    await waitUntil(() => listed(element).length === 5, 'five files', { timeout: 5000 });
    const list = within(element, '.chosen');
    expect(list.scrollHeight).to.be.above(list.clientHeight);
    const end = list.getBoundingClientRect().bottom;
    const cut = [...list.querySelectorAll('.file')]
      .map((one) => one.getBoundingClientRect())
      .find(({ top, bottom }) => top < end && bottom > end)!;
    expect(end - cut.top, 'enough of it is seen').to.be.above(8);
    expect(cut.bottom - end, 'enough of it is not').to.be.above(8);
  });

  it('are sent with a comment, for the same readers, and can be downloaded', async () => {
    const { element, adapter, desk } = await timeline();
    await composed(element);
    choose(element, file('screen.log'));
    await shows(element, '1 file added');
    type(within(element, '#words'), 'This is what it says.');
    buttonOf(element, 'Add comment').click();
    await waitUntil(() => desk.store?.outbox.value.items.length === 0 && adapter.count('attach') === 1);
    await waitUntil(() => rows(element).length === 2, 'both entries', { timeout: 5000 });
    expect(listed(element)).to.deep.equal([]);
    const [row] = rows(element);
    expect(row?.textContent)
      .to.contain('attached a file')
      .and.to.contain('screen.log')
      .and.to.contain('20 bytes');
    await expectAccessible(element);
    const browser = saved();
    try {
      buttonOf(element, 'Download screen.log').click();
      await shows(element, 'screen.log was saved');
      expect(browser.names).to.deep.equal(['screen.log']);
      expect(await browser.contents[0]).to.equal('What screen.log says');
    } finally {
      browser.stop();
    }
  });

  it('go alone, and internally with a work note', async () => {
    const { element, adapter, desk } = await timeline();
    await composed(element);
    within<HTMLInputElement>(element, 'input[value="work-note"]').click();
    choose(element, file('core.dump', 'x'));
    await shows(element, '1 file added');
    buttonOf(element, 'Add work note').click();
    await waitUntil(() => adapter.count('attach') === 1);
    await waitUntil(() => desk.store?.outbox.value.items.length === 0);
    expect(adapter.count('addEntry')).to.equal(0);
    await waitUntil(() => rows(element).length === 1);
    expect(rows(element)[0]?.classList.contains('internal')).to.equal(true);
  });

  it('name the text of another window where it has no words', async () => {
    const first = await timeline();
    await composed(first.element);
    choose(first.element, file('screen.log'));
    await shows(first.element, '1 file added');
    await new Promise((next) => setTimeout(next, 400));
    const second = await timeline({}, 'staff', first.adapter);
    await shows(second.element, 'screen.log');
    expect(within(second.element, '.composer q').textContent).to.equal('screen.log');
    buttonOf(second.element, 'Show it here').click();
    await waitUntil(() => listed(second.element).length === 1, 'taken over', { timeout: 5000 });
  });

  it('hold words back from another incident that is chosen while they are read', async () => {
    const other = incident({ id: 'i2', number: 'INC0010024', title: 'Another one' });
    const { element, adapter } = await timeline({ incidents: [mail, other] });
    await composed(element);
    const reading = chooseSlowly(element, file('slow.log'));
    type(within(element, '#words'), 'The mail queue hangs.');
    within<HTMLFormElement>(element, 'form.composer').requestSubmit();
    element.incidentId = 'i2';
    await element.updateComplete;
    reading.end();
    await new Promise((next) => setTimeout(next, 300));
    expect(adapter.count('addEntry')).to.equal(0);
    expect(within<HTMLTextAreaElement>(element, '#words').value).to.equal('');
    element.incidentId = 'i1';
    await waitUntil(
      () => within<HTMLTextAreaElement>(element, '#words').value === 'The mail queue hangs.',
      'still there',
      { timeout: 5000 },
    );
  });

  it('go with no note where the ticket system shows them to everybody', async () => {
    const { element, adapter } = await timeline({ traits: { fileVisibility: ['public'] } });
    await composed(element);
    choose(element, file('screen.log'));
    await shows(element, '1 file added');
    within<HTMLInputElement>(element, 'input[value="work-note"]').click();
    await shows(element, 'Files can only be sent with a comment here');
    type(within(element, '#words'), 'Secret');
    buttonOf(element, 'Add work note').click();
    await element.updateComplete;
    expect(adapter.count('addEntry') + adapter.count('attach')).to.equal(0);
    expect(listed(element)).to.have.length(1);
  });

  it('wait in view, and in the outbox with a way to save them', async () => {
    const { element, adapter, desk } = await timeline();
    await composed(element);
    adapter.always('attach', { fail: new IncidentError('validation', 'Too large for us.', { status: 413 }) });
    choose(element, file('screen.log'));
    await shows(element, '1 file added');
    buttonOf(element, 'Add comment').click();
    const outbox = desk.querySelector('incident-outbox')!;
    await shows(outbox, 'File: screen.log');
    await shows(outbox, 'Too large for us.');
    expect(rows(element)[0]?.textContent).to.contain('screen.log').and.to.contain('Not accepted');
    await expectAccessible(outbox);
    const browser = saved();
    try {
      buttonOf(outbox, 'Save a copy').click();
      await waitUntil(() => browser.names.length === 1);
      buttonOf(element, 'Download screen.log').click();
      await waitUntil(() => browser.names.length === 2);
      expect(await Promise.all(browser.contents)).to.deep.equal([
        'What screen.log says',
        'What screen.log says',
      ]);
    } finally {
      browser.stop();
    }
    adapter.always('attach', undefined);
    buttonOf(outbox, 'Try again').click();
    await waitUntil(() => desk.store?.outbox.value.items.length === 0);
  });

  it('say what they are called and how large they are as far as anybody knows, and nothing of them runs', async () => {
    const entry = entriesOf('i1', Date.UTC(2026, 2, 27, 9, 10), { id: 'bruno', name: 'Bruno Kraft' });
    const entries: readonly Entry[] = [
      entry('a', 0, {
        text: 'See the picture.',
        attachments: [
          { id: 'f1', name: 'x\u202egpj.svg', type: 'image/svg+xml' },
          { id: 'f2', name: '<img src=x onerror=hostile()>.html', size: 12, type: 'text/html' },
          { id: 'f3', name: 'n'.repeat(300) + '.pdf.exe', size: 3_200_000 },
          { id: 'f4', name: '\u202e', size: 0 },
        ],
      }),
    ];
    const { element, adapter } = await timeline({ entries });
    await waitUntil(() => rows(element).length === 1);
    const lines = [...element.shadowRoot!.querySelectorAll('.attached .file')].map((one) =>
      (one.textContent ?? '').replaceAll(/\s+/g, ' '),
    );
    expect(lines[0]).to.contain('xgpj.svg').and.to.contain('size unknown');
    expect(lines[1]).to.contain('<img src=x onerror=hostile()>.html').and.to.contain('12 bytes');
    expect(lines[2]).to.match(/nnn…n+\.pdf\.exe3\.2 MB/);
    expect(lines[3]).to.contain('file without a name').and.to.contain('0 bytes');
    expect(element.shadowRoot!.querySelector('.attached img, .attached a, .attached iframe')).to.equal(null);
    const browser = saved();
    try {
      buttonOf(element, 'Download xgpj.svg').click();
      await waitUntil(() => browser.names.length === 1);
      expect(browser.names).to.deep.equal(['xgpj.svg']);
      adapter.always('attachment', { fail: noNetwork() });
      buttonOf(element, 'Download <img src=x onerror=hostile()>.html').click();
      await shows(element, '\u2068<img src=x onerror=hostile()>.html\u2069 could not be fetched');
      expect(browser.names).to.have.length(1);
    } finally {
      browser.stop();
    }
  });

  it('are there again in the composer after a reload', async () => {
    const before = await timeline({ name: 'composer' });
    await composed(before.element);
    choose(before.element, file('screen.log'));
    await shows(before.element, '1 file added');
    await waitUntil(async () => (await before.desk.store?.drafts.load('timeline:i1')) !== undefined);
    before.desk.remove();
    const { element } = await timeline({ name: 'composer' });
    await waitUntil(() => listed(element).length === 1, 'the file is back', { timeout: 5000 });
  });

  it('come and go in this browser alone as they do with a ticket system', async () => {
    const adapter = localAdapter({ name: crypto.randomUUID(), user: { id: 'elif', name: 'Elif Demir' } });
    const made = await adapter.create({ title: 'Mail is slow', description: '' }, { key: 'k' });
    const { desk } = await openDesk(html`<incident-timeline incident-id=${made.id}></incident-timeline>`, {
      adapter,
    });
    const element = desk.querySelector('incident-timeline')!;
    await settled(element);
    await composed(element);
    choose(element, file('screen.log'));
    await shows(element, '1 file added');
    buttonOf(element, 'Add comment').click();
    await waitUntil(() => element.shadowRoot?.querySelector('.attached'), 'the file', { timeout: 5000 });
    await waitUntil(() => desk.store?.outbox.value.items.length === 0);
    const browser = saved();
    try {
      buttonOf(element, 'Download screen.log').click();
      await waitUntil(() => browser.names.length === 1);
      expect(await browser.contents[0]).to.equal('What screen.log says');
    } finally {
      browser.stop();
    }
  });
});

/** A backend that takes a file in as slowly as it is told to. */
function slowly(adapter: ScriptedAdapter): { tell: (share: number) => Promise<void>; end: () => void } {
  let begin: (progress: Progress) => void = () => undefined;
  const begun = new Promise<Progress>((called) => (begin = called));
  let end: () => void = () => undefined;
  const gate = new Promise<void>((open) => (end = open));
  const attach = adapter.attach!;
  Object.assign(adapter, {
    async attach(...[id, one, progress, options]: Parameters<typeof attach>) {
      begin(progress);
      await gate;
      return attach(id, one, progress, options);
    },
  });
  return { tell: async (share) => (await begun)(share), end };
}
const barOf = (host: Element): HTMLProgressElement | undefined =>
  host.shadowRoot?.querySelector('progress') ?? undefined;
const bar = async (host: Element): Promise<HTMLProgressElement> => {
  await waitUntil(() => barOf(host), 'a bar', { timeout: 5000 });
  return within<HTMLProgressElement>(host, 'progress');
};

describe('a file that takes its time', () => {
  it('is followed beside the report, by a bar with its name and in words, and said when it goes and when it is there', async () => {
    const { element, adapter } = await form();
    const backend = slowly(adapter);
    choose(element, file('recording.mp4', new Uint8Array(2_000_000), 'video/mp4'));
    await shows(element, '1 file added');
    answer(element);
    await element.submit();
    await shows(element, '1 file is still being sent.');
    const shown = await bar(element);
    expect(shown.position, 'nobody knows yet how far it is').to.equal(-1);
    expect(shown.ariaLabel).to.equal('Sending recording.mp4');
    expect(shown.closest('[role="status"], [aria-live]'), 'no word of it is called out').to.equal(null);
    const live = [...element.shadowRoot!.querySelectorAll('[role="status"]')].map((one) => one.textContent);
    await backend.tell(0.426);
    await shows(element, '42% sent');
    expect(shown.value).to.equal(0.426);
    await expectAccessible(element);
    await backend.tell(0.999);
    await shows(element, '99% sent');
    await backend.tell(1);
    await shows(element, 'All of it sent, waiting for the answer');
    expect(barOf(element)).to.equal(shown);
    expect(
      [...element.shadowRoot!.querySelectorAll('[role="status"]')].map((one) => one.textContent),
    ).to.deep.equal(live);
    backend.end();
    await waitUntil(() => !barOf(element), 'it has arrived', { timeout: 5000 });
    expect(textOf(element)).not.to.contain('still being sent');
  });

  it('is followed in the timeline and the outbox, and who is in the midst of its row stays there', async () => {
    const { element, adapter, desk } = await timeline();
    const outbox = desk.querySelector('incident-outbox')!;
    const backend = slowly(adapter);
    await composed(element);
    choose(element, file('recording.mp4'));
    await shows(element, '1 file added');
    within<HTMLFormElement>(element, 'form').requestSubmit();
    const bars = [await bar(element), await bar(outbox)];
    const download = within(element, 'article.pending .attached button');
    download.focus();
    await backend.tell(0.5);
    await shows(element, '50% sent');
    await shows(outbox, '50% sent');
    expect(bars.map(({ value }) => value)).to.deep.equal([0.5, 0.5]);
    expect(focused()).to.equal(download);
    await expectAccessible(element);
    await expectAccessible(outbox);
    backend.end();
    await waitUntil(() => !barOf(element) && !barOf(outbox), 'it has arrived', { timeout: 5000 });
  });

  it('is shown as on its way in another tab as well, though nobody there knows how far', async () => {
    const first = await timeline({ name: 'two-tabs' });
    const backend = slowly(first.adapter);
    await composed(first.element);
    const other = await timeline({ name: 'two-tabs' });
    choose(first.element, file('recording.mp4'));
    await shows(first.element, '1 file added');
    within<HTMLFormElement>(first.element, 'form').requestSubmit();
    await bar(first.element);
    await backend.tell(0.5);
    await shows(first.element, '50% sent');
    expect((await bar(other.element)).position).to.equal(-1);
    backend.end();
  });
});
