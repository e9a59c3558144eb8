import type { Answer, Sent } from './scripted-fetch.js';
import { json } from './scripted-fetch.js';

const link = (type: string, id: string): object => ({
  type,
  id,
  _url: `http://rt.internal.test/REST/2.0/${type}/${id}`,
});
export const choice = (id: string, name: string, ...values: string[]): object => ({
  ...link('customfield', id),
  name,
  values,
});

/** A ticket as Request Tracker 5 answers it, custom fields in whatever order. */
export const ticket = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 61,
  Type: 'ticket',
  Subject: 'Printer on floor 3 is offline',
  Status: 'open',
  Priority: '80',
  InitialPriority: '0',
  TimeWorked: '0',
  Queue: link('queue', '3'),
  Owner: {
    ...link('user', 'elif.yildiz'),
    Name: 'elif.yildiz',
    RealName: 'Elif Yıldız',
    EmailAddress: 'elif.yildiz@example.test',
  },
  Creator: { ...link('user', 'root'), Name: 'root', RealName: '', EmailAddress: '' },
  Requestor: [
    {
      ...link('user', 'farid.haddad'),
      Name: 'farid.haddad',
      RealName: 'Farid Haddad',
      EmailAddress: 'farid.haddad@example.test',
    },
  ],
  CustomFields: [
    choice('4', 'Service', 'Office Network'),
    choice('3', 'Urgency', '2 - Medium'),
    choice('5', 'Category'),
    choice('2', 'Impact', '1 - High'),
  ],
  Created: '2026-11-22T05:19:57Z',
  LastUpdated: '2026-11-22T05:20:35Z',
  Started: '2026-11-22T05:20:35Z',
  Starts: '1970-01-01T00:00:00Z',
  Told: '1970-01-01T00:00:00Z',
  Due: '1970-01-01T00:00:00Z',
  Resolved: '1970-01-01T00:00:00Z',
  ...over,
});

const fieldIds: readonly (readonly [id: string, name: string])[] = [
  ['2', 'Impact'],
  ['3', 'Urgency'],
  ['4', 'Service'],
  ['5', 'Category'],
  ['7', 'Portal key'],
  ['12', 'Group'],
  ['13', 'Configuration item'],
];

export const row = (
  id: string,
  Type: string,
  over: Record<string, unknown> = {},
): Record<string, unknown> => ({
  ...link('transaction', id),
  Type,
  Field: '',
  OldValue: '',
  NewValue: '',
  Data: '',
  Created: '2026-11-22T05:20:35Z',
  Creator: {
    ...link('user', 'elif.yildiz'),
    Name: 'elif.yildiz',
    RealName: 'Elif Yıldız',
    EmailAddress: 'elif.yildiz@example.test',
  },
  ...over,
});

export interface RtState {
  ticket: Record<string, unknown>;
  etag: string;
  /** Names of custom fields the queue does not have. */
  missing?: readonly string[];
  /** Ids of custom roles the queue has. */
  roles?: readonly string[];
  history?: readonly Record<string, unknown>[];
  attachments?: readonly Record<string, unknown>[];
  /** Rights thin out the history: no total, no next page. */
  thinned?: boolean;
  /** Bodies that the next looks at the ticket find instead, each with the version of now: RT puts both together from two moments. */
  torn?: Record<string, unknown>[];
  /** Takes over what a PUT says; by default everything. */
  put?: (state: RtState, body: Record<string, unknown>) => Answer;
}

const pageOf = (list: readonly unknown[], sent: Sent, thinned: boolean | undefined): Response => {
  const [page, size] = [Number(sent.search.get('page') ?? 1), Number(sent.search.get('per_page') ?? 20)];
  const ordered = sent.search.get('order') === 'DESC' ? [...list].reverse() : list;
  const items = ordered.slice((page - 1) * size, page * size);
  return json({
    items,
    page,
    per_page: size,
    count: items.length,
    total: thinned ? null : list.length,
    pages: thinned ? null : Math.ceil(list.length / size),
  });
};

/** As much of Request Tracker's REST 2 as the recorded exchanges show. */
export function answerAsRt(state: RtState, sent: Sent): Answer {
  const { method, path } = sent;
  const rest = path.replace(/^\/api/, '');
  if (rest === '/queue/Incidents')
    return json({
      Name: 'Incidents',
      _hyperlinks: [link('queue', '3'), ...(state.roles ?? []).map((id) => link('customrole', id))].map(
        (one, at) => ({ ...one, ref: at === 0 ? 'self' : 'customrole' }),
      ),
      TicketCustomFields: fieldIds
        .filter(([, name]) => !state.missing?.includes(name))
        .map(([id, name]) => ({ ...link('customfield', id), name })),
    });
  if (/^\/customfield\/\d+\/values$/.test(rest))
    return json({
      items: [
        { id: 7, name: 'VPN' },
        { id: 8, name: 'ERP' },
      ],
      total: 2,
    });
  if (rest === '/user/36') return json({ id: 36, Name: 'elif.yildiz', RealName: 'Elif Yıldız' });
  if (rest === '/user/6') return json({ id: 6, Name: 'Nobody', RealName: 'Nobody in particular' });
  if (rest === '/asset/12') return json({ id: 12, Name: 'Switch 3.12', Description: 'Room 3.12' });
  if (rest === '/user/44') return json({ message: 'Forbidden' }, 403);
  if (rest === '/tickets') return pageOf([state.ticket], sent, state.thinned);
  if (rest === '/ticket' && method === 'POST')
    return json({ id: '61', type: 'ticket', _url: 'http://rt.internal.test/REST/2.0/ticket/61' }, 201, {
      Location: '/REST/2.0/ticket/61',
    });
  if (rest === '/ticket/61/history') return pageOf(state.history ?? [], sent, state.thinned);
  if (rest === '/ticket/61/attachments') return pageOf(state.attachments ?? [], sent, state.thinned);
  if (/^\/attachment\/\d+$/.test(rest)) {
    const file = state.attachments?.find(({ id }) => String(id) === rest.slice('/attachment/'.length));
    return file ? json(file) : json({ message: 'Not Found' }, 404);
  }
  if (rest === '/ticket/61/comment' || rest === '/ticket/61/correspond') {
    const { Status } = sent.body as { Status?: string };
    if (Status !== undefined) state.ticket = { ...state.ticket, Status };
    return json(['Comments added'], 201, { Location: '/REST/2.0/transaction/1019' });
  }
  if (rest === '/transaction/1019') return json({ ...row('1019', 'Comment'), id: 1019 });
  if (rest === '/ticket/61' && method === 'GET')
    return json(state.torn?.shift() ?? state.ticket, 200, { ETag: state.etag });
  if (rest === '/ticket/61' && method === 'PUT') {
    const version = sent.headers.get('if-match');
    if (version !== null && version !== state.etag) return json({ message: 'Precondition Failed' }, 412);
    return state.put ? state.put(state, sent.body as Record<string, unknown>) : json([]);
  }
  return json({ message: 'Not Found' }, 404);
}
