import type { StatusCategory } from '../../core/incident.js';
import type { OutboxItemState } from '../../core/mutation.js';

/** How an incident stands, for whatever shows one. */
export const record = {
  unknownPerson: 'Somebody',
  noPriority: 'No priority',
  status: {
    new: 'New',
    active: 'In progress',
    paused: 'On hold',
    resolved: 'Resolved',
    closed: 'Closed',
    cancelled: 'Cancelled',
  } as Record<StatusCategory, string>,
  pending: {
    queued: 'Waiting to be sent',
    sending: 'Sending …',
    waiting: 'Waiting for an earlier change',
    unknown: 'Unclear whether it arrived: check',
    failed: 'Not accepted',
    conflict: 'Changed by somebody else meanwhile',
  } as Record<OutboxItemState, string>,
};

export type RecordTerms = typeof record;
