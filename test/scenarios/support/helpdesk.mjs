/** A help desk with names nobody else uses: what a profile has to be able to describe. */

const json = (response, status, body, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

/**
 * @param {string} prefix path the service answers under
 * @returns {{handle: Function, cases: object[]}} a handler of requests, and what it keeps
 */
export function createHelpdesk(prefix) {
  const cases = [];
  const now = () => new Date().toISOString();
  const version = (one) => ({ etag: `"${one.revision}"` });

  function list(response, search) {
    const from = Number(search.get('from') ?? 0);
    const states = search.get('state')?.split(',');
    const found = cases.filter((one) => !states || states.includes(one.state)).reverse();
    json(response, 200, {
      rows: found.slice(from, from + Number(search.get('size') ?? 10)),
      count: found.length,
    });
  }

  async function open(request, response) {
    const { subject = '', ...rest } = await bodyOf(request);
    if (subject.length < 4)
      return json(response, 422, {
        error: 'This is no case.',
        problems: { subject: 'Four letters at least.' },
      });
    const id = cases.length + 1;
    const made = { case_no: id, ref: `HD-${id}`, state: 'open', prio: 2, ...rest, subject };
    cases.push({ ...made, opened: now(), changed: now(), revision: 1, notes: [] });
    return json(response, 201, cases.at(-1), version(cases.at(-1)));
  }

  async function note(request, response, one) {
    const { words, hidden = false } = await bodyOf(request);
    const by = { login: 'ada', full_name: 'Ada Okafor' };
    one.notes.unshift({ note_id: `n${one.notes.length + 1}`, at: now(), by, words, hidden });
    return json(response, 201, one.notes[0]);
  }

  return {
    cases,
    async handle(request, response) {
      const { pathname, searchParams } = new URL(request.url, 'http://local');
      const found = /^\/cases(?:\/(\d+)(\/notes)?)?$/.exec(pathname.slice(prefix.length));
      const [, id, notes] = found ?? [];
      const one = cases[Number(id) - 1];
      const isRead = request.method === 'GET';
      if (!found || (id && !one)) return json(response, 404, { error: 'There is no such case.' });
      if (!one) return isRead ? list(response, searchParams) : open(request, response);
      if (notes)
        return isRead
          ? json(response, 200, { rows: one.notes, count: one.notes.length })
          : note(request, response, one);
      return json(response, 200, one, version(one));
    },
  };
}
