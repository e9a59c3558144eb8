import { IncidentError } from '../core/errors.js';
import type { Incident } from '../core/incident.js';
import type { Mutation } from '../core/mutation.js';
import type { Mirror } from './mirror.js';

/** Stores what somebody wants before anything is sent. The same intent again, such as a double click, is no new one. */
export async function addMutation(
  { step, rows }: Mirror,
  mutation: Mutation,
  base?: Incident,
): Promise<void> {
  const { incidentId: group, key } = mutation;
  await step(group, (stored) =>
    stored.some((row) => row.key === key)
      ? {}
      : {
          put: [
            {
              key,
              group,
              seq: Math.max(0, ...[...stored, ...rows(group)].map(({ seq }) => seq)) + 1,
              mutation,
              base,
              state: 'queued',
              attempts: 0,
              fence: 0,
            },
          ],
        },
  );
}

/** The storage refused one value, such as something that cannot be copied; nothing else is affected. */
export const storageError = (error: unknown): IncidentError =>
  new IncidentError(
    'storage',
    `This could not be stored: ${error instanceof Error ? error.message : String(error)}`,
    {
      cause: error,
    },
  );
