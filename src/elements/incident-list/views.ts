/** A saved view: a filter with a name, and how what it shows is ordered. */
export interface SavedView {
  readonly id: string;
  /** Its name, or one per language. The shipped views have theirs. */
  readonly label?: string | Readonly<Record<string, string>>;
  /** The filter as it is typed. */
  readonly query: string;
  /** As in the `sort` attribute. */
  readonly sort?: string;
  /** As in the `group-by` attribute. */
  readonly group?: string;
  /** What it has presses. */
  readonly tone?: 'soon' | 'late';
}

/** The shipped views, in the order in which they are offered. */
export const shippedViews: readonly SavedView[] = [
  { id: 'mine', query: 'status:open assignee:me' },
  { id: 'unassigned', query: 'status:open assignee:none' },
  { id: 'my-groups', query: 'status:open group:mine' },
  { id: 'new', query: 'status:new' },
  { id: 'breaching', query: 'status:open breach:<1h', tone: 'soon' },
  { id: 'late', query: 'status:open due:<0m', tone: 'late' },
  { id: 'major', query: 'status:open major:yes', tone: 'late' },
  { id: 'stale', query: 'status:open idle:>3d', sort: 'updatedAt' },
  { id: 'open', query: 'status:open' },
  { id: 'unconfirmed', query: 'status:resolved', sort: 'updatedAt' },
  { id: 'closing', query: 'status:resolved closing:<0m', sort: 'updatedAt' },
  { id: 'all', query: '', sort: '-updatedAt' },
];

/** The shipped view of a name. */
export const shippedView = (id: string): SavedView | undefined => shippedViews.find((view) => view.id === id);

const isText = (value: unknown): value is string => typeof value === 'string';
const isWords = (value: unknown): value is string | Readonly<Record<string, string>> =>
  isText(value) ||
  (typeof value === 'object' && value !== null && Object.values(value).every((word) => isText(word)));

function viewOf(given: unknown, at: number): SavedView {
  if (isText(given)) {
    const shipped = shippedView(given);
    if (shipped) return shipped;
    throw new Error(
      `there is no view "${given}"; shipped are ${shippedViews.map(({ id }) => id).join(', ')}`,
    );
  }
  const place = `views[${String(at)}]`;
  if (typeof given !== 'object' || given === null)
    throw new Error(`${place} is neither the name of a shipped view nor an object`);
  const { id, label, query, sort, group } = given as Readonly<Record<string, unknown>>;
  const shipped = isText(id) ? shippedView(id) : undefined;
  if (!isText(id) || id === '') throw new Error(`${place} has no "id"`);
  if (!isText(query) && !shipped) throw new Error(`${place} has no "query"`);
  if (label !== undefined && !isWords(label))
    throw new Error(`the "label" of ${place} is neither a text nor one text per language`);
  return {
    ...shipped,
    id,
    query: isText(query) ? query : (shipped?.query ?? ''),
    ...(label === undefined ? {} : { label }),
    ...(isText(sort) ? { sort } : {}),
    ...(isText(group) ? { group } : {}),
  };
}

/**
 * Reads the views of a list: names of shipped ones divided by blanks or commas, or a JSON list of names and views of
 * one's own.
 *
 * @throws Error with what is wrong, and where.
 */
export function parseViews(text: string): readonly SavedView[] {
  const written = text.trim();
  if (written === '') return [];
  const given: unknown = written.startsWith('[') ? JSON.parse(written) : written.split(/[\s,]+/u);
  if (!Array.isArray(given)) throw new Error('they are no list');
  return given.map(viewOf);
}

/** A view's name in a language. */
export function viewLabel(
  { id, label }: SavedView,
  words: Readonly<Record<string, string | undefined>>,
  language: string,
): string {
  if (typeof label === 'string') return label;
  const [base = ''] = language.split('-');
  return label?.[language] ?? label?.[base] ?? label?.['en'] ?? words[id] ?? id;
}
