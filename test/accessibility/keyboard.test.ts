import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import '../../src/define/incident-lifecycle.js';
import '../../src/define/incident-record.js';
import '../../src/define/incident-trend.js';
import type { Incident } from '../../src/core/incident.js';
import type { IncidentLifecycle } from '../../src/elements/incident-lifecycle/incident-lifecycle.js';
import { focused } from '../support/desk-fixture.js';
import { incident } from '../support/scripted-adapter.js';
import { standIns } from '../support/stand-in.js';
import { inWorld, late, now, pushed, running, shown } from './world.js';

const key = (press: string): Promise<void> => sendKeys({ press });
const oneLine = (text: string | null | undefined): string => (text ?? '').replaceAll(/\s+/gu, ' ').trim();

/** What has the focus, by its name. */
function here(): string {
  const at = focused();
  if (!at || at === document.body) return 'nothing';
  // A label around a menu holds the menu's words too.
  const label = (at as HTMLInputElement).labels?.[0]?.textContent.replace(at.textContent || /^/u, '');
  return at.ariaLabel ?? (oneLine((at as HTMLElement).title) || oneLine(label) || oneLine(at.textContent));
}

async function keyBack(): Promise<void> {
  await sendKeys({ down: 'Shift' });
  await key('Tab');
  await sendKeys({ up: 'Shift' });
}

/**
 * Presses Tab until the focus is at something of this name, and tells what it has passed. Never beyond the end of the
 * page: engines differ in what comes there.
 */
async function tabTo(name: string, go = (): Promise<void> => key('Tab')): Promise<readonly string[]> {
  const passed: string[] = [];
  for (let at = 0; at < 120; at += 1) {
    await go();
    passed.push(here());
    if (here() === name) return passed;
  }
  throw new Error(`Tab never came to “${name}”; it passed ${passed.join(' · ')}`);
}

const isAt = (name: string): Promise<void> =>
  waitUntil(() => here() === name, `the focus is at “${name}”, not at “${here()}”`);
/** Whatever has gone, the keyboard is still in the element. */
const isIn = (element: Element): Promise<void> =>
  waitUntil(() => element.shadowRoot!.activeElement !== null, 'the focus is in the element');

const lifecycle = async (id: string) => {
  const { element } = await inWorld(
    'incident-lifecycle',
    html`<incident-lifecycle incident-id=${id}></incident-lifecycle>`,
  );
  return element;
};
const record = async () => {
  const { element } = await inWorld(
    'incident-record',
    html`<incident-record incident-id=${running.id}></incident-record>`,
  );
  await shown(element, '[data-section="tasks"] li');
  return element;
};

const tenSeconds = 10_000;
const real = window.setTimeout.bind(window);

describe('the keyboard in a step’s sheet', () => {
  const { replace, heal } = standIns();
  afterEach(heal);

  for (const [step, fields] of [
    ['Put on hold', ['What is it waiting for?']],
    [
      'Hand over',
      ['Which team?', 'Why?', 'Who in the team? (optional)', 'Choose Bruno Kraft', 'What should they know?'],
    ],
    ['Assign', ['Who takes it?', 'Choose Bruno Kraft']],
    ['Make it a major incident', ['What should they know?']],
    ['Cancel the incident', ['Why is it cancelled?']],
  ] as const)
    it(`goes from field to field of “${step}” to its button, and back to where it was with Escape`, async () => {
      const element = await lifecycle(running.id);
      await pushed(element, 'More');
      const isBehind = [...element.shadowRoot!.querySelectorAll('.bar [data-action]')].some(
        ({ textContent }) => oneLine(textContent) === step,
      );
      await tabTo(step, isBehind ? keyBack : undefined);
      await key('Enter');
      await shown(element, 'form.sheet');
      await isAt(fields[0]);
      if (fields.some((field) => field.startsWith('Choose'))) await shown(element, '.sheet [aria-pressed]');
      expect(await tabTo('Not now')).to.deep.equal([...fields.slice(1), step, 'Not now']);
      await key('Escape');
      await waitUntil(() => element.shadowRoot!.querySelector('form.sheet') === null);
      await isAt(step);
    });

  it('stays in the bar when the button that was pressed has gone', async () => {
    const element = await lifecycle(late.id);
    await pushed(element, 'Acknowledge');
    await key('Escape');
    await isAt('Acknowledge');
    await keyBack();
    await isAt('Take');
    await key('Enter');
    await shown(element, '.standing[data-status="active"]');
    await isIn(element);
  });

  it('stays in the bar when a step is taken back', async () => {
    const element = await lifecycle(running.id);
    await pushed(element, 'More');
    await pushed(element, 'Make it a major incident');
    await shown(element, 'form.sheet');
    await sendKeys({ type: 'All offices.' });
    await tabTo('Make it a major incident');
    await key('Enter');
    await tabTo('Undo');
    await key('Enter');
    await waitUntil(() => element.shadowRoot!.querySelector('.note') === null);
    await isIn(element);
  });

  it('keeps the offer to take a step back as long as the keyboard is at it', async () => {
    const over: (() => void)[] = [];
    replace(window, 'setTimeout', {
      value: (act: () => void, wait = 0): unknown => (wait === tenSeconds ? over.push(act) : real(act, wait)),
    });
    const element = await lifecycle(running.id);
    await pushed(element, 'More');
    await pushed(element, 'Make it a major incident');
    await shown(element, 'form.sheet');
    await sendKeys({ type: 'All offices.' });
    await tabTo('Make it a major incident');
    await key('Enter');
    await tabTo('Undo');
    for (const end of over) end();
    await (element as IncidentLifecycle).updateComplete;
    await isAt('Undo');
    await keyBack();
    await waitUntil(
      () => element.shadowRoot!.querySelector('.note') === null,
      'it has gone once the keyboard has',
    );
  });
});

describe('the keyboard in a record', () => {
  for (const field of [
    'Edit: Title',
    'Edit: Description',
    'Edit: Channel',
    'Edit: Priority',
    'Edit: Assigned to',
    'Edit: Effect',
  ])
    it(`opens “${field}”, passes Save and Cancel, and is back at its button after Escape`, async () => {
      const element = await record();
      const before = await tabTo(field);
      expect(before.at(-1)).to.equal(field);
      await key('Enter');
      await shown(element, '.editor');
      await waitUntil(
        () => element.shadowRoot!.querySelector('.editor')!.contains(element.shadowRoot!.activeElement),
        'the control has the focus',
      );
      const passed = await tabTo('Cancel');
      expect(passed.slice(-2)).to.deep.equal(['Save', 'Cancel']);
      await key('Escape');
      await isAt(field);
    });

  for (const [button, first, last] of [
    ['Add a link', 'How does this incident belong to the other record?', 'Link'],
    ['Add a task', 'What is to be done?', 'Add'],
    ['Finish: Read the queue', undefined, undefined],
    ['Skip: Read the queue', undefined, undefined],
    ['Assign: Read the queue', undefined, undefined],
  ] as const)
    it(`opens the sheet of “${button}” and is back at it after Escape`, async () => {
      const element = await record();
      await tabTo(button);
      await key('Enter');
      await shown(element, 'form.sheet');
      if (first) await isAt(first);
      await waitUntil(
        () => element.shadowRoot!.querySelector('form.sheet')!.contains(element.shadowRoot!.activeElement),
        'in the sheet',
      );
      const passed = await tabTo('Not now');
      if (last) expect(passed.at(-2)).to.equal(last);
      await key('Escape');
      await isAt(button);
    });

  it('stays in the record when a link it removes has gone, and when a task it starts has another button', async () => {
    const element = await record();
    const gone = (name: string): Promise<void> =>
      waitUntil(() => {
        const buttons = [...element.shadowRoot!.querySelectorAll('button')];
        return buttons.every(({ ariaLabel }) => ariaLabel !== name);
      }, `“${name}” has gone`);
    for (const name of ['Remove the link: Problem PRB0009', 'Start: Restart the delivery']) {
      await tabTo(name);
      await key('Enter');
      await gone(name);
      await isIn(element);
    }
  });
});

const hour = 3_600_000;
const open: readonly Incident[] = [2, 3, 9, 12].map((days) =>
  incident({
    id: `o${String(days)}`,
    number: `INC1${String(days)}`,
    status: { category: 'active' },
    category: 'Software',
    service: { id: 'mail', label: 'E-mail' },
    loggedAt: now - days * 24 * hour,
    updatedAt: now - hour,
  }),
);

describe('the keyboard in a trend', () => {
  const trend = async () => {
    const { element } = await inWorld(
      'incident-trend',
      html`<incident-trend period="P14D" by="week"></incident-trend>`,
      { incidents: open },
    );
    return element;
  };

  it('goes over the menus to the figures, the points, which are one stop, and what comes again', async () => {
    await trend();
    const passed = await tabTo('Propose a problem: E-mail, Software');
    expect(passed.slice(0, 5)).to.deep.equal(['Figure', 'By', 'Period', 'Table', 'Export as CSV']);
    expect(passed.filter((name) => name.includes('Logged ')).length, 'one stop').to.equal(1);
    await key('Enter');
    await waitUntil(() => here() !== 'Propose a problem: E-mail, Software', 'the sheet takes the focus');
    await key('Escape');
    await isAt('Propose a problem: E-mail, Software');
  });

  it('stays at the button that changes between chart and table', async () => {
    const element = await trend();
    await tabTo('Table');
    await key('Enter');
    await shown(element, 'table');
    await isAt('Table');
    await tabTo('1 incident');
    await key('Enter');
    await waitUntil(() => element.shadowRoot!.querySelector('td [aria-pressed="true"]') !== null);
    await isAt('1 incident');
  });
});
