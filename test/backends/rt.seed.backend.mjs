/** What the Request Tracker of the tests begins with, looked at past the adapter: what the other tests count on. */
import assert from 'node:assert/strict';
import { fieldNames } from './rt/setup.mjs';

export default function tests(environment) {
  const { RT_BASE: base, RT_QUEUE: full, RT_PLAIN_QUEUE: plain } = environment;
  const basic = (who) =>
    `Basic ${btoa(`${environment[`RT_${who}_USER`]}:${environment[`RT_${who}_PASSWORD`]}`)}`;

  async function rt(path, { method = 'GET', body, authorization = environment.RT_AUTHORIZATION } = {}) {
    const answer = await fetch(base + path, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }
  const find = async (query) => {
    const found = await rt(`/tickets?per_page=100&fields=Status,Queue&query=${encodeURIComponent(query)}`);
    return found.body.items;
  };
  const idOfField = async (name) => {
    const { body } = await rt(`/queue/${full}`);
    return body.TicketCustomFields.find((field) => field.name === name)?.id;
  };

  return [
    {
      title: 'seed: there are sixty incidents in two queues, in every status of the lifecycle',
      async run() {
        const count = async (queue, status) =>
          (await find(`id <= 60 AND Queue = '${queue}' AND Status = '${status}'`)).length;
        const statuses = ['new', 'open', 'stalled', 'resolved', 'rejected'];
        const inFull = await Promise.all(statuses.map((status) => count(full, status)));
        const inPlain = await Promise.all(statuses.map((status) => count(plain, status)));
        assert.ok(
          [...inFull, ...inPlain].every((n) => n > 0),
          `${inFull} and ${inPlain}`,
        );
        // RT's lists leave out the deleted one.
        assert.equal(
          [...inFull, ...inPlain].reduce((sum, n) => sum + n),
          59,
        );
        assert.equal((await rt('/ticket/44')).body.Status, 'deleted');
      },
    },
    {
      title:
        'seed: one queue has the fields, with choices a lead may look up and an agent may not; the other has none',
      async run() {
        assert.deepEqual((await rt(`/queue/${plain}`)).body.TicketCustomFields, []);
        const values = `/customfield/${await idOfField('Service')}/values`;
        const asLead = await rt(values, { authorization: basic('LEAD') });
        assert.ok(asLead.body.items.some(({ name }) => name === 'VPN'));
        assert.equal((await rt(values, { authorization: basic('AGENT') })).status, 403);
      },
    },
    {
      title: 'seed: a ticket keeps a key by which it is found, and an assessment as it was written',
      async run() {
        const key = `key-${Date.now()}`;
        const assessment = JSON.stringify({
          priority: 1,
          inputs: { facts: { vip: true } },
          reason: 'Größe "x"',
        });
        const CustomFields = { [fieldNames.key]: key, [fieldNames.assessment]: assessment };
        await rt('/ticket/2', { method: 'PUT', body: { CustomFields } });
        const found = await find(`Queue = '${full}' AND CF.{${fieldNames.key}} = '${key}'`);
        assert.deepEqual(
          found.map(({ id }) => id),
          ['2'],
        );
        const { body } = await rt('/ticket/2');
        const kept = body.CustomFields.find(({ name }) => name === fieldNames.assessment);
        assert.deepEqual(kept.values, [assessment]);
      },
    },
    {
      title:
        'seed: people are found by their names, tickets are linked from both sides, and what is urgent is due',
      async run() {
        const { body } = await rt('/users?fields=Name,RealName', {
          method: 'POST',
          body: [{ field: 'RealName', operator: 'LIKE', value: 'lind' }],
          authorization: basic('AGENT'),
        });
        assert.deepEqual(body.items.map(({ Name }) => Name).sort(), ['greta.lindqvist', 'marta.lindholm']);
        const linksOf = async (id) =>
          (await rt(`/ticket/${id}`)).body._hyperlinks
            .filter(({ ref }) => /^(?:refer|depend|parent|child|member)/.test(ref))
            .map(({ ref, id: other }) => `${ref} ${other}`);
        assert.deepEqual(await linksOf(45), ['refers-to 18']);
        assert.deepEqual(await linksOf(18), ['referred-to-by 45']);
        const { Created, Due, SLA } = (await rt('/ticket/1')).body;
        assert.deepEqual([SLA, Date.parse(Due) > Date.parse(Created)], ['Urgent', true]);
      },
    },
  ];
}
