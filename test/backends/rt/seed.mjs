/** Fills a Request Tracker with the incidents of `incidents.mjs` through its own REST interface, each act by whom it is told of. */
import { incidents, levels, links, people, queues } from './incidents.mjs';
import { password } from './setup.mjs';

const emailOf = new Map(people.map(({ login, email }) => [login, email]));

/** @param {string} base such as `http://127.0.0.1:8080/REST/2.0` */
export async function seed(base) {
  async function ask(method, path, body, user = 'root') {
    const answer = await fetch(base + path, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    // RT answers 200 to a change whatever came of it; its sentences say what.
    if (!answer.ok || /denied|invalid|not allowed|does not exist|could not/i.test(text))
      throw new Error(`${method} ${path} by ${user}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  for (const incident of incidents) {
    const { queue, title, description, caller, priority, impact, urgency, service, category, group } =
      incident;
    const { id } = await ask('POST', '/ticket', {
      Queue: queue,
      Subject: title,
      Content: description,
      ContentType: 'text/plain',
      Requestor: emailOf.get(caller),
      Priority: priority,
      ...(queue === queues.full
        ? {
            ...(priority >= 50 ? { SLA: priority === 100 ? 'Urgent' : 'Standard' } : {}),
            CustomFields: {
              Impact: levels[impact - 1],
              Urgency: levels[urgency - 1],
              Service: service,
              Category: category,
              Group: group,
            },
          }
        : {}),
    });
    if (Number(id) !== incident.number)
      throw new Error(`Incident ${incident.number} became ticket ${id}: the database was not empty.`);
    const ticket = `/ticket/${id}`;
    for (const { by, owner, status, reply, comment, code } of incident.events) {
      if (owner) await ask('PUT', ticket, { Owner: owner });
      if (status) await ask('PUT', ticket, { Status: status }, status === 'deleted' ? 'root' : by);
      if (code && queue === queues.full)
        await ask('PUT', ticket, { CustomFields: { 'Resolution code': code } }, by);
      const words = reply ?? comment;
      if (words !== undefined)
        await ask(
          'POST',
          `${ticket}/${reply === undefined ? 'comment' : 'correspond'}`,
          { Content: words, ContentType: 'text/plain' },
          by,
        );
    }
  }
  for (const [kind, from, to] of links) await ask('PUT', `/ticket/${from}`, { [`Add${kind}`]: [to] });
}
