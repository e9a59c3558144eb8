/**
 * The shift of `test/scenarios/shift.test.mjs` in front of a real Request Tracker, as far as it has what is worked with:
 * Elif works on the seeded tickets with the keyboard alone, and at the end RT, the queue, the record, the timeline and
 * the figures tell the same. What RT does not have is said and not offered.
 */
import assert from 'node:assert/strict';
import { lifecycle, record, workerAt } from '../scenarios/support/desk-worker.mjs';
import { buildPortal, openPage, queue, startBrowser, timeline } from '../scenarios/support/portal.mjs';
import { listenTo } from '../scenarios/support/spoken.mjs';
import { startCommand } from './npm-start.mjs';

const slow = { within: 120_000 };
const elif = 'elif.yildiz';

/** Seeded tickets by what their titles begin with, and how RT has them at the end. */
const ledger = [
  [11, 'Lift display at Castle', { Status: 'open', Owner: elif }, 'We look at the lower platform'],
  [16, 'Tablet of a driver', { Status: 'open', Owner: 'tomas.vrba' }, 'Tomáš Vrba'],
  [6, 'Depot planning loses', { Status: 'stalled' }, 'Which depot is it'],
  [9, 'Forged invoice mail', { Status: 'open', Group: 'Network', Owner: 'Nobody' }, 'Headers are attached'],
  [
    24,
    'VPN asks for the second',
    { Status: 'new', Urgency: '3 - Low', Impact: '3 - Low', Priority: '10' },
    '',
  ],
  [17, 'Timetable app answers', { Status: 'open' }, 'It came back at noon'],
  [23, 'Loudspeakers at Harbour', { Status: 'resolved' }, 'Restarted the announcer'],
  [13, 'Switch in room 3.12 is dead', { Status: 'open' }, 'Switch in room 3.12 is dead'],
  [30, 'Message “certificate', { Status: 'open', Owner: elif }, 'A new one is ordered'],
  [45, 'Machine 118 prints nothing', { Status: 'rejected' }, 'This has been reported as 18'],
];
const shown = {
  new: 'New',
  open: 'In progress',
  stalled: 'On hold',
  resolved: 'Resolved',
  rejected: 'Cancelled',
};

export default function shiftSuite(environment) {
  const base = environment['RT_BASE'];
  let [browser, portal, tab, desk, speech] = [];

  async function rt(path, { method = 'GET', body, headers = {} } = {}) {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: environment['RT_AUTHORIZATION'],
        'content-type': 'application/json',
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { etag: answer.headers.get('etag'), body: await answer.json() };
  }
  const sent = () => tab.see('Everything has been sent', { scope: 'incident-outbox', ...slow });

  const tests = [
    {
      title: 'shift: Elif finds the queue of the Request Tracker, the gravest first',
      async run() {
        await buildPortal();
        browser = await startBrowser();
        portal = await startCommand(new URL(base).origin, {
          RT_TOKEN: '',
          RT_USER: environment['RT_AGENT_USER'],
          RT_PASSWORD: environment['RT_AGENT_PASSWORD'],
        });
        // Begins as Elif: each person who is tried out first costs RT its slowest questions.
        tab = await openPage(browser, `${portal.origin}/mark.svg`, { allowed: [/status of (40[0-9]|412)/] });
        await tab.page.evaluate(() => localStorage.setItem('marlow-finch:person', 'elif'));
        speech = await listenTo(tab.page, { patience: slow.within });
        desk = workerAt(tab);
        await tab.page.goto(`${portal.origin}/#desk`, { waitUntil: 'load' });
        await tab.see(/\d+ incidents/, { scope: queue, ...slow });
        // Nobody can take anything before RT has told who is signed in.
        await tab.see(/\bMine \d+/, { scope: 'incident-workbench', ...slow });
        await desk.toQueue();
        await tab.press('Home');
        assert.match((await tab.focused()).name, /P1 Critical/);
        await speech.hush();
      },
    },
    {
      title: 'shift: takes, answers, assigns and rates in the queue',
      async run() {
        await desk.toLine('Lift display at Castle');
        await tab.press('t');
        await speech.hear('incident-list: Take: 11: done.');
        await tab.press('c');
        await tab.type('We look at the lower platform now.');
        await desk.push('Comment');
        await speech.hear('incident-list: Comment: 11: done.');
        await desk.toLine('Tablet of a driver');
        await tab.press('a');
        await desk.lookUp('Who takes it?', 'Vrba');
        await desk.push('Assign');
        await speech.hear('incident-list: Assign: 16: done.');
        await desk.toLine('VPN asks for the second');
        await tab.press('p');
        await tab.type('3');
        await desk.choose('Urgency', 'Low');
        await desk.choose('Impact', 'Low');
        await desk.push('Change priority');
        await speech.hear('incident-list: Change priority: 24: done.');
      },
    },
    {
      title: 'shift: puts one on hold with a question to its caller, and resolves two at once',
      async run() {
        await desk.toLine('Depot planning loses');
        await tab.press('h');
        await tab.type('Awaiting caller');
        await desk.fill('What does the caller read?', 'Which depot is it?');
        await desk.push('Put on hold');
        await speech.hear('incident-list: Put on hold: 6: done.');
        for (const title of ['Timetable app answers', 'Loudspeakers at Harbour']) {
          await desk.toLine(title);
          await tab.press('x');
        }
        await tab.press('r');
        await desk.choose('What was the solution?', 'Solution provided');
        await desk.fill('In your words', 'Restarted the announcer.');
        await desk.push('Resolve');
        await speech.hear('incident-list: 2 done');
        await desk.push('Close');
      },
    },
    {
      title: 'shift: hands one over to another team by the lifecycle, and is told what RT does not have',
      async run() {
        await desk.open('Forged invoice mail');
        await speech.hear('incident-list: 9 is open.');
        assert.match(tab.page.url(), /#desk\/9$/);
        await desk.step('Hand over', async () => {
          await desk.choose('Which team?', 'Network');
          await desk.fill('What should they know?', 'Headers are attached.');
          await desk.push('Hand over');
        });
        await speech.hear('incident-lifecycle: Hand over: done.');
        await sent();
        await desk.push('More');
        await tab.see(/Make it a major incident The ticket system does not offer it now\./, {
          scope: lifecycle,
        });
      },
    },
    {
      title: 'shift: cancels a repeated report with the number of the other one',
      async run() {
        await desk.open('Machine 118 prints nothing');
        await desk.step('Cancel the incident', async () => {
          await tab.type('Duplicate');
          await desk.fill('Number of the other incident', '18');
          await desk.push('Cancel the incident');
        });
        await speech.hear('incident-lifecycle: Cancel the incident: done.');
      },
    },
    {
      title: 'shift: sees both versions where a colleague was quicker, and decides',
      async run() {
        await desk.open('Switch in room 3.12');
        await desk.push('Edit: Title');
        const { etag } = await rt('/ticket/13');
        await rt('/ticket/13', {
          method: 'PUT',
          body: { Subject: 'Switch in room 3.12 is replaced tomorrow' },
          headers: { 'if-match': etag },
        });
        await desk.chord('Control', 'a');
        await tab.type('Switch in room 3.12 is dead');
        await tab.press('Enter');
        await speech.hear('incident-record: Title: Changed by somebody else meanwhile');
        await tab.see(/is dead Switch in room 3.12 is replaced tomorrow/, { scope: record });
        await desk.push('Keep mine');
        await speech.hear('incident-record: Title: saved.');
        await sent();
      },
    },
    {
      title: 'shift: goes on without network, and all of it is sent afterwards',
      async run() {
        await desk.open('certificate expires in 3 days');
        await speech.hear('incident-list: 30 is open.');
        await desk.network();
        await speech.hear(
          'incident-desk: Offline. What you send is kept on this device and goes out by itself.',
        );
        await desk.toQueue();
        await desk.step('Take');
        await speech.hear('incident-lifecycle: Take: waiting to be sent.');
        await desk.write('A new one is ordered.');
        await speech.hear('incident-timeline: Kept on this device until it can be sent.');
        assert.equal((await rt('/ticket/30')).body.Status, 'new');
        await desk.network();
        await speech.hear('incident-desk: Connected again.', 'incident-outbox: Everything has been sent.');
      },
    },
    {
      title: 'shift: reopens what came back, and does not offer to close what RT never closes',
      async run() {
        await desk.filter('status:resolved');
        await tab.see('Timetable app answers', { scope: queue, ...slow });
        await desk.open('Timetable app answers');
        await speech.hear('incident-list: 17 is open.');
        await desk.push('More');
        await tab.see(/Close The ticket system does not offer it now\./, { scope: lifecycle });
        await desk.step('Reopen', async () => {
          await tab.type('It came back at noon.');
          await desk.push('Reopen');
        });
        await speech.hear('incident-lifecycle: Reopen: done.');
        await sent();
      },
    },
    {
      title: 'shift: reports what affects devices of one name, and reads in the record which they are',
      async run() {
        await tab.goTo('Get help');
        await tab.tabTo('textbox', /^What is wrong\?/);
        await tab.type('Validators count passengers twice');
        await tab.tabTo('textbox', /^Tell us more/);
        await tab.type('Both of tram line 9.');
        await tab.tabTo('gridcell', /P\d/);
        await tab.press('Home', 'ArrowDown', 'Space');
        await tab.tabTo('DisclosureTriangle', /./);
        await tab.press('Enter');
        await desk.lookUp(/^What else is affected\?/, 'Validator 9-04');
        await tab.type('Validator 9-04');
        await tab.see('Tram 2216, rear door', { scope: 'incident-form', ...slow });
        await tab.press('ArrowDown', 'ArrowDown', 'Enter');
        await tab.see('2 further items are affected.', { scope: 'incident-form' });
        await tab.tabTo('button', 'Send');
        await tab.press('Enter');
        const [, id] = await tab.see(/It has the number (\d+)/, { scope: 'incident-form', ...slow });
        await sent();
        const { _hyperlinks: links } = (await rt(`/ticket/${id}`)).body;
        assert.deepEqual(
          links.flatMap(({ type, ref, id: asset }) => (type === 'asset' ? [`${ref} ${asset}`] : [])).sort(),
          ['refers-to 1', 'refers-to 2'],
        );
        await tab.page.goto(`${portal.origin}/#desk/${id}`);
        await tab.see('Validators count passengers twice', { scope: record, ...slow });
        for (const place of ['Tram 2213, front door', 'Tram 2216, rear door'])
          await tab.see(`Validator 9-04 ${place}`, { scope: record, ...slow });
        await tab.see(/linked “Also affects: \u2068?Validator 9-04/, { scope: timeline, ...slow });
      },
    },
    {
      title: 'shift: RT, the queue, the record and the timeline tell what was done',
      async run() {
        for (const [id, title, wanted, words] of ledger) {
          const { body } = await rt(`/ticket/${id}?fields=Owner&fields[Owner]=Name`);
          const field = (name) => body.CustomFields.find((one) => one.name === name)?.values[0];
          const told = {
            Status: body.Status,
            Owner: body.Owner?.id ?? body.Owner,
            Priority: body.Priority,
            Group: field('Group'),
            Impact: field('Impact'),
            Urgency: field('Urgency'),
          };
          assert.deepEqual(
            Object.fromEntries(Object.keys(wanted).map((name) => [name, told[name]])),
            wanted,
            String(id),
          );
          const status = new RegExp(`\\b${id} · .*${shown[wanted.Status]}`);
          await desk.filter(`${id}`);
          await tab.see(status, { scope: queue, ...slow });
          await tab.page.goto(`${portal.origin}/#desk/${id}`);
          await tab.see(title.replace(/[“”]/g, '"'), { scope: record, ...slow });
          await tab.see(status, { scope: record, ...slow });
          await tab.see(words, { scope: timeline, ...slow });
        }
      },
    },
    {
      title:
        'shift: the figures count what RT has, nothing was said where nobody hears it, and no rule was broken',
      async run() {
        const open = await rt(
          `/tickets?per_page=1&query=${encodeURIComponent("Queue = 'Incidents' AND Status != 'resolved' AND Status != 'rejected' AND Status != 'deleted'")}`,
        );
        await tab.goTo('Figures');
        await tab.see(new RegExp(`\\b${open.body.total} incidents now`), {
          scope: 'incident-kpi-card[kpi="backlog"]',
          ...slow,
        });
        await speech.hush();
        assert.deepEqual(
          speech.transcript.filter(({ heard }) => !heard),
          [],
        );
        assert.deepEqual(await tab.problems(), []);
      },
    },
  ];

  async function end() {
    await browser?.close();
    await portal?.stop();
  }

  return { tests, end };
}
