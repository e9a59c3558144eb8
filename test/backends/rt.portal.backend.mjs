/**
 * The portal page in front of a real Request Tracker, as `npm start -- --backend rt` serves it: everything that is typed
 * in the page and looked at in RT, and what the page says when RT does not play along.
 */
import assert from 'node:assert/strict';
import { createServer, request as forward } from 'node:http';
import { buildPortal, openPage, startBrowser, timeline } from '../scenarios/support/portal.mjs';
import { startCommand } from './npm-start.mjs';

/** Stands between portal and RT: `behave.mode` is what it does to a request. */
async function startGate(target) {
  const behave = { mode: 'pass', only: undefined };
  const server = createServer((incoming, outgoing) => {
    const touched = !behave.only || behave.only(incoming);
    if (touched && behave.mode === 'stopped') return void incoming.socket.destroy();
    if (touched && behave.mode === 'slow') return;
    const onward = forward(
      {
        host: target.hostname,
        port: target.port,
        path: incoming.url,
        method: incoming.method,
        headers: incoming.headers,
      },
      (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        if (!touched || behave.mode !== 'lost') return void reply.pipe(outgoing);
        // Not cut before the answer has begun: browsers would send it again by themselves.
        outgoing.write('[');
        reply.resume().once('end', () => setTimeout(() => incoming.socket.destroy(), 200));
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    behave,
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => new Promise((done) => (server.close(done), server.closeAllConnections())),
  };
}

/** Errors of the network that these tests provoke. */
const provoked = [/status of (40[0-9]|412|50[0-9])/, /ERR_/];

export default function portalSuite(environment) {
  const base = environment['RT_BASE'];
  const origin = new URL(base).origin;
  const stamp = Date.now().toString(36);
  let [browser, gate, good, bad, tab, ticket, etag] = [];

  async function rt(path, init = {}) {
    const answer = await fetch(`${base}${path}`, {
      ...init,
      headers: {
        authorization: environment['RT_AUTHORIZATION'],
        ...(init.body ? { 'content-type': 'application/json' } : {}),
        ...init.headers,
      },
    });
    etag = answer.headers.get('etag') ?? etag;
    return answer.json();
  }

  /** Everything that was written to a ticket; RT gives some of it in base64. */
  async function wordsOf(id) {
    const { items } = await rt(`/ticket/${id}/attachments?fields=Content&per_page=100`);
    return items
      .flatMap(({ Content = '' }) => [Content, Buffer.from(Content, 'base64').toString('utf8')])
      .join('\n');
  }

  /** Fills in the form and sends it, with the keyboard. */
  async function report(page, title) {
    await page.goTo('Get help');
    const another = await page.text('incident-form');
    if (another.includes('Report another one')) {
      await page.tabTo('button', 'Report another one');
      await page.press('Enter');
    }
    await page.tabTo('textbox', /^What is wrong\?/);
    await page.type(title);
    await page.tabTo('textbox', /^Tell us more/);
    await page.type(`Every word of ${title}`);
    await page.tabTo('gridcell', /P\d/);
    await page.press('Home', 'ArrowDown', 'Space');
    await page.tabTo('button', 'Send');
    await page.press('Enter');
  }

  /** What a change through the page's own store leads to; the suite has no element that edits yet. */
  const change = (page, id, patch) =>
    page.page.evaluate(
      async (id, patch) => {
        const desk = document.querySelector('incident-desk');
        // The page asks RT first who is signed in.
        while (!desk.store?.author) await new Promise((next) => setTimeout(next, 50));
        const { store } = desk;
        const record = store.incident(id);
        const stop = record.subscribe(() => undefined);
        for (let i = 0; i < 400 && !record.value.view?.incident.version; i += 1)
          await new Promise((next) => setTimeout(next, 50));
        window.seen ??= new Map();
        const seen = window.seen.get(id) ?? record.value.view.incident;
        window.seen.set(id, seen);
        stop();
        if (patch) await store.updateIncident(id, patch, seen);
      },
      id,
      patch,
    );

  const title = `Ramp 4 has no power ${stamp}`;

  const tests = [
    {
      title: 'portal: the page says that it talks to Request Tracker, and the token is nowhere in it',
      async run() {
        await buildPortal();
        browser = await startBrowser();
        gate = await startGate(new URL(origin));
        good = await startCommand(gate.url, { RT_TOKEN: environment['RT_TOKEN'] });
        tab = await openPage(browser, `${good.origin}/`, { allowed: provoked });
        await tab.see(/This page talks to: Request Tracker/);
        const html = await (await fetch(`${good.origin}/`)).text();
        assert.match(html, /adapter="\/profile-rt\.json"/);
        assert.ok(
          !html.includes(environment['RT_TOKEN']) && !good.output().includes(environment['RT_TOKEN']),
        );
      },
    },
    {
      title:
        'portal: an incident logged with the keyboard is in RT with subject, text, impact, urgency and priority',
      async run() {
        await report(tab, title);
        [, ticket] = await tab.see(/It has the number (\d+)/, { scope: 'incident-form', within: 45_000 });
        const made = await rt(`/ticket/${ticket}`);
        const field = (name) => made.CustomFields.find((one) => one.name === name)?.values[0];
        assert.equal(made.Subject, title);
        assert.deepEqual(
          [field('Impact'), field('Urgency'), Number(made.Priority)],
          ['2 - Medium', '1 - High', 80],
        );
        assert.match(await wordsOf(ticket), new RegExp(`Every word of ${title}`));
      },
    },
    {
      title: 'portal: a comment somebody writes in RT appears in the timeline',
      async run() {
        await tab.page.goto(`${good.origin}/#desk/${ticket}`);
        await tab.see(/logged the incident|The incident was logged/, { scope: timeline, within: 45_000 });
        await rt(`/ticket/${ticket}/correspond`, {
          method: 'POST',
          body: JSON.stringify({ Content: `An electrician is coming ${stamp}`, ContentType: 'text/plain' }),
        });
        await tab.page.reload({ waitUntil: 'load' });
        await tab.see(`An electrician is coming ${stamp}`, { scope: timeline, within: 45_000 });
      },
    },
    {
      title: 'portal: a comment written in the page is in RT',
      async run() {
        await tab.tabTo('textbox', /^Add to the timeline/);
        await tab.type(`We use ramp 5 meanwhile ${stamp}`);
        await tab.tabTo('button', 'Add comment');
        await tab.press('Enter');
        const words = `We use ramp 5 meanwhile ${stamp}`;
        for (let i = 0; i < 40 && !(await wordsOf(ticket)).includes(words); i += 1)
          await new Promise((next) => setTimeout(next, 250));
        assert.ok((await wordsOf(ticket)).includes(words));
        await tab.see(/Everything has been sent/, { scope: 'incident-outbox' });
      },
    },
    {
      title: 'portal: a concurrent change shows both versions, and the choice decides',
      async run() {
        await change(tab, ticket);
        await rt(`/ticket/${ticket}`);
        const [said] = await rt(`/ticket/${ticket}`, {
          method: 'PUT',
          body: JSON.stringify({ Subject: `Theirs ${stamp}` }),
          headers: { 'if-match': etag },
        });
        assert.match(String(said), /Subject changed/);
        await change(tab, ticket, { title: `Mine ${stamp}` });
        await tab.see(/1 conflict/, { scope: 'incident-outbox', within: 45_000 });
        await tab.page.reload({ waitUntil: 'load' });
        await tab.see(/1 conflict/, { scope: 'incident-outbox', within: 45_000 });
        await tab.openOutbox();
        await tab.see(`Mine ${stamp}`, { scope: 'incident-outbox' });
        await tab.see(`Theirs ${stamp}`, { scope: 'incident-outbox' });
        await tab.tabTo('button', 'Keep mine');
        await tab.press('Enter');
        await tab.see(/Everything has been sent/, { scope: 'incident-outbox', within: 45_000 });
        assert.equal((await rt(`/ticket/${ticket}`)).Subject, `Mine ${stamp}`);
      },
    },
    {
      title: 'portal: a refusal that RT answers with 200 is shown in its own words, and the text stays',
      async run() {
        await tab.page.reload({ waitUntil: 'load' });
        await change(tab, ticket, { service: { id: 'No such service', label: 'No such service' } });
        await tab.see(/1 not accepted/, { scope: 'incident-outbox', within: 45_000 });
        await tab.page.reload({ waitUntil: 'load' });
        await tab.see(/1 not accepted/, { scope: 'incident-outbox', within: 45_000 });
        await tab.openOutbox();
        await tab.see('The ticket system refused this', { scope: 'incident-outbox' });
        await tab.tabTo('button', 'Discard');
        await tab.press('Enter');
        await tab.see('Discard this for good?', { scope: 'incident-outbox' });
        await tab.tabTo('button', 'Discard');
        await tab.press('Enter');
        await tab.see(/Everything has been sent/, { scope: 'incident-outbox' });
      },
    },
    {
      title: 'portal: while RT is stopped the report is kept over a reload, and it is sent when RT is back',
      async run() {
        await tab.page.reload({ waitUntil: 'load' });
        gate.behave.mode = 'stopped';
        await report(tab, `While RT is stopped ${stamp}`);
        await tab.see('Kept on this device', { scope: 'incident-form', within: 45_000 });
        await tab.page.reload({ waitUntil: 'load' });
        await tab.see(/1 waiting/, { scope: 'incident-outbox' });
        await tab.openOutbox();
        await tab.see(`While RT is stopped ${stamp}`, { scope: 'incident-outbox' });
        gate.behave.mode = 'pass';
        await tab.see(/Everything has been sent/, { scope: 'incident-outbox', within: 90_000 });
        const found = await rt(
          `/tickets?query=${encodeURIComponent(`Subject = 'While RT is stopped ${stamp}'`)}`,
        );
        assert.equal(found.count, 1);
      },
    },
    {
      title:
        'portal: a report RT is too slow to answer is shown as unclear, kept over a reload and not sent twice',
      async run() {
        await tab.page.reload({ waitUntil: 'load' });
        await tab.see(/talks to: Request Tracker.*connected/);
        gate.behave.only = ({ method }) => method === 'POST';
        gate.behave.mode = 'slow';
        await report(tab, `RT is slow ${stamp}`);
        await tab.see(/Unclear whether it arrived/, { scope: 'incident-form', within: 60_000 });
        await tab.page.reload({ waitUntil: 'load' });
        await tab.see(/1 unclear/, { scope: 'incident-outbox' });
        gate.behave.mode = 'pass';
        await tab.openOutbox();
        await tab.see(`RT is slow ${stamp}`, { scope: 'incident-outbox' });
        await tab.tabTo('button', 'Send again');
        await tab.press('Enter');
        await tab.see(/Everything has been sent/, { scope: 'incident-outbox', within: 90_000 });
        const found = await rt(`/tickets?query=${encodeURIComponent(`Subject = 'RT is slow ${stamp}'`)}`);
        assert.equal(found.count, 1);
      },
    },
    {
      title: 'portal: files whose answer was lost are found by their content, and each is there once',
      async run() {
        await tab.page.reload({ waitUntil: 'load' });
        gate.behave.only = ({ method, url }) => method === 'POST' && url.includes('/correspond');
        gate.behave.mode = 'lost';
        const names = [`Größe ${stamp}.log`, `picture ${stamp}.png`];
        await tab.page.evaluate(
          async (id, [log, picture]) => {
            const desk = document.querySelector('incident-desk');
            while (!desk.store?.author) await new Promise((next) => setTimeout(next, 50));
            const { store } = desk;
            const files = [
              [log, 'text/plain', new TextEncoder().encode('größe\r\nzwei\n')],
              [picture, 'image/png', Uint8Array.from({ length: 400 }, (_, at) => at % 251)],
            ].map(([name, type, bytes]) => ({
              id: store.files.newId(),
              name,
              type,
              size: bytes.length,
              bytes,
            }));
            for (const { id: file, bytes } of files) await store.files.keep(file, bytes.buffer);
            await store.attach(
              id,
              files.map(({ bytes: _bytes, ...file }) => file),
              'public',
            );
          },
          ticket,
          names,
        );
        await tab.see(/[12] waiting|Sending/, { scope: 'incident-outbox' });
        await tab.see(/Everything has been sent/, { scope: 'incident-outbox', within: 90_000 });
        gate.behave.mode = 'pass';
        const { items } = await rt(`/ticket/${ticket}/attachments?fields=Filename&per_page=100`);
        for (const name of names) assert.equal(items.filter((one) => one.Filename === name).length, 1, name);
      },
    },
    {
      title: 'portal: a wrong token is said clearly, and the text is still there after a reload',
      async run() {
        bad = await startCommand(gate.url, { RT_TOKEN: '1-1-wrong' });
        const other = await openPage(browser, `${bad.origin}/`, { allowed: provoked });
        await other.see(/signed out/, { within: 45_000 });
        await report(other, `With a wrong token ${stamp}`);
        await other.see(/signed out/i, { scope: 'incident-form', within: 45_000 });
        await other.see(/1 waiting/, { scope: 'incident-outbox', within: 45_000 });
        await other.page.reload({ waitUntil: 'load' });
        await other.see(/1 waiting/, { scope: 'incident-outbox', within: 45_000 });
        await other.openOutbox();
        await other.see(`With a wrong token ${stamp}`, { scope: 'incident-outbox' });
        assert.deepEqual(await other.problems(), []);
      },
    },
    {
      title: 'portal: no rule of the strict policy was broken on the way',
      async run() {
        assert.deepEqual(await tab.problems(), []);
      },
    },
  ];

  async function end() {
    await browser?.close();
    await Promise.all([good?.stop(), bad?.stop(), gate?.stop()]);
  }

  return { tests, end };
}
