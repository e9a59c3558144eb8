import type { Incident } from '../../core/incident.js';
import type { IncidentQuery } from '../../core/query.js';
import { compileQuery } from '../../core/query.js';
import type { Instant } from '../../core/time.js';
import type { IncidentPage } from '../adapter.js';
import { codecOf } from './codecs.js';
import type { Desk } from './desk.js';
import type { Mapping } from './mapping.js';
import { compileMapping } from './mapping.js';
import { readPage } from './pages.js';
import { compilePath } from './paths.js';
import type { OperationDefinition as Operation } from './profile-schema.js';
import type { Place } from './requests.js';
import type { HttpAnswer } from './transport.js';

/** What answers are read with. Loaded while the first one is on its way. */
export interface Records {
  readonly mapping: Mapping;
  /** One record of an answer, with the version its headers carry. */
  readonly incident: (operation: Operation, answer: HttpAnswer) => Incident;
  /** A page of records; `left` is what the backend could not be asked. */
  readonly incidents: (
    operation: Operation,
    answer: HttpAnswer,
    place: Place,
    left: IncidentQuery,
  ) => IncidentPage;
  /** How a list is asked for an instant. */
  readonly dateFor: (filter: NonNullable<Operation['filter']>) => (at: Instant) => string | number;
}

export function createRecords({
  options: { profile },
  openings,
}: Pick<Desk, 'options' | 'openings'>): Records {
  const mapping = compileMapping(profile);
  const opened = (incident: Incident): Incident =>
    openings.has(incident.id) ? { ...incident, description: openings.get(incident.id) ?? '' } : incident;
  return {
    mapping,
    dateFor({ date }) {
      const { filter, write } = profile.codecs.date;
      const codec = codecOf(date ?? filter ?? write);
      return (at) => codec?.write(at) as string | number;
    },
    incident({ unwrap = '' }, { body, headers }) {
      const [made] = mapping.mapRecords([compilePath(unwrap)(body)]);
      const version = profile.concurrency?.mode === 'etag-header' && headers.get('etag');
      return opened({ ...(made as Incident), ...(version && { version }) });
    },
    incidents(operation, answer, place, left) {
      const page = readPage(operation, answer, place);
      const items = mapping.mapRecords(page.items).map(opened);
      return Object.values(left).every((value) => value === undefined)
        ? { ...page, items }
        : // A count that ignores part of the question would be a wrong number.
          { ...page, items: items.filter(compileQuery(left)), total: null };
    },
  };
}
