/** Which incidents, in which order, page by page, and counted: what the addresses of the plain REST format can ask. */
import { Refusal } from './refusal.mjs';
import { json } from './http.mjs';

const categories = ['new', 'active', 'paused', 'resolved', 'closed', 'cancelled'];
const idOf = (value) => (typeof value === 'object' && value !== null ? value.id : value);

const oneOf = (read) => (text) => {
  const values = text.split(',');
  return (incident) => values.includes(String(read(incident)));
};
const refIn = (field) => oneOf((incident) => idOf(incident[field]));
const notBefore = (field) => (text) => (incident) => Date.parse(incident[field]) >= Date.parse(text);
const before = (field) => (text) => (incident) => Date.parse(incident[field]) < Date.parse(text);

const fold = (text) => text.normalize('NFKC').toLowerCase();
const wordsIn = (text) => fold(text).split(/\s+/).filter(Boolean);

/** A test whether every word is somewhere in a text. */
export const hasWords = (wanted) => {
  const words = wordsIn(wanted);
  return (text) => words.every((word) => fold(text).includes(word));
};

const filters = {
  status: oneOf((incident) => incident.status),
  priority: oneOf((incident) => incident.priority),
  category: oneOf((incident) => incident.category),
  service: refIn('service'),
  callerId: refIn('caller'),
  assigneeId: refIn('assignee'),
  group: refIn('group'),
  q: (text) => {
    const found = hasWords(text);
    const isId = (clientId) => text.length >= 8 && fold(clientId).startsWith(fold(text.trim()));
    return ({ number, title, description = '', clientId = '' }) =>
      found(`${number} ${title} ${description}`) || isId(clientId);
  },
  loggedFrom: notBefore('loggedAt'),
  loggedTo: before('loggedAt'),
  resolvedFrom: notBefore('resolvedAt'),
  resolvedTo: before('resolvedAt'),
  updatedFrom: notBefore('updatedAt'),
};

/** The incidents that pass all filters of the address. `besides` are its parameters that are none. */
export function filtered(incidents, params, besides) {
  const tests = [...params].flatMap(([name, text]) => {
    if (besides.includes(name)) return [];
    if (!filters[name]) throw new Refusal(400, `Unknown filter "${name}"`);
    return [filters[name](text)];
  });
  return incidents.filter((incident) => tests.every((test) => test(incident)));
}

const sortKeys = {
  loggedAt: (incident) => Date.parse(incident.loggedAt),
  updatedAt: (incident) => Date.parse(incident.updatedAt),
  priority: (incident) => incident.priority ?? Number.MAX_SAFE_INTEGER,
  number: (incident) => incident.number,
  title: (incident) => fold(incident.title),
  status: (incident) => categories.indexOf(incident.status),
};

/** Sorts by a field, with a minus before it for descending; equal ones by their id, so that pages never overlap. */
export function sorted(incidents, sort) {
  const key = sortKeys[sort.replace(/^-/, '')];
  if (!key) throw new Refusal(400, `Cannot sort by "${sort}"`);
  const sign = sort.startsWith('-') ? -1 : 1;
  return incidents.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left !== right) return left < right ? -sign : sign;
    return a.id < b.id ? -1 : 1;
  });
}

/** A page that begins behind the row the cursor names. */
export function pageOf(rows, params) {
  const limit = Math.min(Math.max(Number.parseInt(params.get('limit') ?? '50', 10) || 50, 1), 200);
  const cursor = params.get('cursor');
  const start = cursor ? rows.findIndex((row) => row.id === cursor) + 1 : 0;
  const items = rows.slice(start, start + limit);
  const more = start + limit < rows.length;
  return json(200, { items, next: more ? items.at(-1).id : null, total: rows.length });
}

/** Groups and their figures. Values that are missing make a group without a name. */
export function aggregated(incidents, { by, measure, field }) {
  const groups = new Map();
  for (const incident of incidents) {
    const value = by === null ? undefined : incident[by];
    const key = String(idOf(value) ?? '');
    const label = typeof value === 'object' && value !== null ? (value.label ?? value.name) : undefined;
    if (!groups.has(key)) groups.set(key, { key, label, rows: [] });
    groups.get(key).rows.push(incident);
  }
  if (by === null && groups.size === 0) groups.set('', { key: '', rows: [] });
  return [...groups.values()].map(({ key, label, rows }) => {
    const values = rows.map((row) => row[field]).filter((value) => typeof value === 'number');
    const sum = values.reduce((total, value) => total + value, 0);
    const figures = {
      count: { n: rows.length, value: rows.length },
      sum: { n: values.length, value: sum },
      mean: { n: values.length, value: values.length === 0 ? 0 : sum / values.length },
    };
    if (!figures[measure]) throw new Refusal(400, `Unknown measure "${measure}"`);
    return { key, ...(label ? { label } : {}), ...figures[measure] };
  });
}

/** Open incidents that share words of the title or the service with a draft, the likest first. */
export function alike(incidents, { title = '', service }) {
  const words = new Set(wordsIn(title).filter((word) => word.length > 3));
  const likeness = (incident) =>
    wordsIn(incident.title).filter((word) => words.has(word)).length +
    (service && incident.service?.id === service.id ? 1 : 0);
  return incidents
    .filter(({ status }) => categories.indexOf(status) < 3)
    .map((incident) => ({ incident, n: likeness(incident) }))
    .filter(({ n }) => n > 1)
    .sort((a, b) => b.n - a.n)
    .slice(0, 5)
    .map(({ incident }) => incident);
}
