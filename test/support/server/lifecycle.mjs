/** The statuses of the service desk in its own words, and the ways between them. */
import { Refusal } from './refusal.mjs';

const statuses = {
  new: { category: 'new', label: 'New' },
  'in-progress': { category: 'active', label: 'In progress' },
  'waiting-caller': { category: 'paused', label: 'Waiting for the caller' },
  'waiting-vendor': { category: 'paused', label: 'Waiting for the vendor' },
  resolved: { category: 'resolved', label: 'Resolved' },
  closed: { category: 'closed', label: 'Closed' },
  cancelled: { category: 'cancelled', label: 'Cancelled' },
};

const working = ['new', 'active', 'paused'];
const reason = { name: 'reason', kind: 'text', maxLength: 500 };
const resolution = { name: 'resolution', kind: 'resolution', required: true };
const assignee = { name: 'assignee', kind: 'person' };

const steps = [
  { id: 'start', from: ['new'], code: 'in-progress', label: 'Start work', asks: [assignee] },
  {
    id: 'ask-caller',
    from: ['new', 'active'],
    code: 'waiting-caller',
    label: 'Ask the caller',
    asks: [reason],
  },
  {
    id: 'ask-vendor',
    from: ['new', 'active'],
    code: 'waiting-vendor',
    label: 'Ask the vendor',
    asks: [reason],
  },
  { id: 'go-on', from: ['paused'], code: 'in-progress', label: 'Go on', asks: [assignee] },
  { id: 'resolve', from: working, code: 'resolved', label: 'Resolve', asks: [resolution] },
  { id: 'close', from: ['resolved'], code: 'closed', label: 'Close', asks: [] },
  { id: 'reopen', from: ['resolved'], code: 'in-progress', label: 'Reopen', asks: [reason] },
  { id: 'cancel', from: working, code: 'cancelled', label: 'Cancel', asks: [reason] },
];

/** How a status stands in a record. */
export const statusFields = (code) => ({
  status: statuses[code].category,
  statusCode: code,
  statusLabel: statuses[code].label,
});

export const statusOf = ({ status, statusCode, statusLabel }) => ({
  category: status,
  ...(statusCode ? { code: statusCode } : {}),
  ...(statusLabel ? { label: statusLabel } : {}),
});

/** The steps that lead on from where the incident stands. */
export const stepsFrom = (incident) =>
  steps
    .filter(({ from }) => from.includes(incident.status))
    .map(({ id, code, label, asks }) => ({
      id,
      to: statuses[code].category,
      status: { code, ...statuses[code] },
      label,
      asks,
    }));

const wrong = (field, message) => new Refusal(422, message, [{ pointer: `/${field}`, field, message }]);

/**
 * The step somebody means: by its id, by the code it leads to, or by the category alone.
 *
 * @throws {Refusal} when there is none such now, or when it lacks what it asks for
 */
export function stepFor(incident, request) {
  const { step: id, to, code } = request;
  const step = stepsFrom(incident).find(
    (one) =>
      one.to === to &&
      (id === undefined || one.id === id) &&
      (code === undefined || one.status.code === code),
  );
  if (!step)
    throw wrong(
      id === undefined ? 'to' : 'step',
      `An incident that is ${incident.status} cannot become ${to} so.`,
    );
  const lacking = step.asks.find(({ name, required }) => required && (request[name] ?? null) === null);
  if (lacking) throw wrong(lacking.name, `This step asks for: ${lacking.name}.`);
  return step;
}

/** The milestones a step sets; null takes one away. */
export function milestones(incident, to, at) {
  if (to === 'resolved') return { resolvedAt: at };
  if (to === 'closed') return { closedAt: at };
  if (to !== 'active') return {};
  if (incident.status === 'resolved')
    return {
      resolvedAt: null,
      confirmedAt: null,
      confirmedBy: null,
      reopenedAt: at,
      reopenCount: (incident.reopenCount ?? 0) + 1,
    };
  return incident.status === 'new' ? { acknowledgedAt: at, assignedAt: at } : {};
}
