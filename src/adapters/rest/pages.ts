import type { Page, PageRequest } from '../../core/query.js';
import type { Call, Client } from './client.js';
import { IncidentError, askPage } from './kit.js';
import { compilePath } from './paths.js';
import type { OperationDefinition } from './profile-schema.js';
import type { Place } from './requests.js';
import type { HttpAnswer } from './transport.js';

/** Where a `Link: <…>; rel="next"` leads: only its parameters, so that the answer cannot send us to another place. */
const nextLink = (header: string | null): string | undefined =>
  (header ?? '')
    .split(/,\s*(?=<)/)
    .map((link) => /^\s*<[^>?]*\??([^>]*)>.*;\s*rel="?[^"]*\bnext\b/i.exec(link)?.[1])
    .find((found) => found !== undefined);

/** How many items there are altogether, where the answer says so. */
function totalOf({ total = {} }: OperationDefinition, { body, headers }: HttpAnswer): number | null {
  const { header, path } = total;
  const raw = header === undefined ? path !== undefined && compilePath(path)(body) : headers.get(header);
  const number = typeof raw === 'number' || (typeof raw === 'string' && raw !== '') ? Number(raw) : NaN;
  return Number.isFinite(number) ? number : null;
}

/**
 * The list in an answer, with the way on.
 *
 * @throws {@link IncidentError} of kind `bad-answer` where there is no list.
 */
export function readPage(
  operation: OperationDefinition,
  answer: HttpAnswer,
  { at, limit }: Place,
): Page<unknown> {
  const items = compilePath(operation.items ?? '')(answer.body);
  if (!Array.isArray(items))
    throw new IncidentError('bad-answer', 'The backend returned no list where one belongs.');
  const total = totalOf(operation, answer);
  const { kind, next: nextAt = 'next' } = operation.paging ?? {};
  let next: unknown;
  if (kind === 'page1' || kind === 'offset') {
    const isPage = kind === 'page1';
    const seen = isPage ? at * limit : at + items.length;
    // Without a total a short page is no proof of the end: rights may have thinned it out. Only an empty one is.
    if (items.length > 0 && (total === null || seen < total)) next = `${at + (isPage ? 1 : limit)}:${limit}`;
  } else if (kind === 'link-header') next = nextLink(answer.headers.get('link'));
  else if (kind === 'cursor-body') next = compilePath(nextAt)(answer.body);
  // A cursor may be an empty text only where it stands for parameters.
  const leadsOn =
    typeof next === 'number' || (typeof next === 'string' && (next !== '' || kind === 'link-header'));
  return { items, total, ...(leadsOn && { next: String(next) }) };
}

/** One page of the rows of a list that is not the list of incidents. */
export async function fetchPage(
  client: Client,
  name: string,
  page: PageRequest,
  call: Call,
): Promise<Page<unknown>> {
  const operation = client.operation(name);
  const { search = new URLSearchParams() } = call;
  const place = askPage(operation, page, search);
  return readPage(operation, await client.call(name, { ...call, search }), place);
}
