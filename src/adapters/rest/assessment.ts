import { retryClass, toIncidentError } from '../../core/errors.js';
import type { Incident } from '../../core/incident.js';
import type { PriorityExplanation } from '../../core/priority/priority.js';
import type { Adapter, WriteOptions } from '../adapter.js';
import { assessmentWords } from '../assessment.js';
import { afterYes } from './errors.js';
import { idempotencyOf, partOf } from './idempotency.js';
import type { Client } from './operation.js';

/** Leaves the reasons of a priority in the timeline of a record that has no place for them. */
export type NoteAssessment = (
  id: string,
  assessment: PriorityExplanation,
  write: WriteOptions,
) => Promise<boolean>;

/** Adds the note, where there is something to say and the backend takes notes; tells whether it did. */
export const createAssessmentNote =
  (client: Client, addEntry: NonNullable<Adapter['addEntry']>): NoteAssessment =>
  async (id, assessment, write) => {
    const { profile, onWarning } = client.options;
    const text = assessmentWords(assessment);
    if (text === undefined) return false;
    const warn = (why: string): false => {
      onWarning?.({
        code: 'dropped-fields',
        message: `${profile.label} has not kept why ${id} has its priority: ${why}`,
        incidentId: id,
        fields: ['assessment' satisfies keyof Incident],
      });
      return false;
    };
    if (!Object.hasOwn(profile.ops, 'workNote')) return warn('it takes no internal notes.');
    try {
      await addEntry(id, { kind: 'work-note', text }, partOf(write, 'assessment'));
      return true;
    } catch (error) {
      const fault = toIncidentError(error);
      // Where a repetition is safe and may help, the whole write is left open; elsewhere it would be done twice.
      const isWorthIt = /^(?:retry|pause)$/.test(retryClass(fault));
      if (isWorthIt && idempotencyOf(profile.idempotency).capability !== 'none') throw afterYes(error);
      return warn(fault.message);
    }
  };
