import type { Participant, ParticipantChange } from '../../core/participant.js';
import { isSamePart } from '../../core/participant.js';
import type { OutboxRow } from '../row.js';
import { shownState } from '../row.js';
import type { Loaded, PendingState, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';
import { incidentPart } from './incident-part.js';

/** Somebody's part as a record shows it: the backend's with what was changed here on top. */
export interface ParticipantView extends Participant {
  /** Where its change in the outbox stands. */
  readonly pending?: PendingState;
  /** The key of that change. */
  readonly key?: string;
  /** The change takes it away. */
  readonly gone?: boolean;
}

/** Who has which part in an incident. Nobody where the backend does not tell. */
export interface ParticipantsState extends Loaded {
  readonly participants: readonly ParticipantView[];
}

const partOf = ({ person, role }: Participant): Participant => ({ person, role });

/** The team with one change made. */
export const changedTeam = (
  team: readonly Participant[],
  change: ParticipantChange,
): readonly Participant[] => {
  const others = team.filter((one) => !isSamePart(one, change));
  if (change.gone) return others;
  return others.length < team.length ? team : [...team, partOf(change)];
};

/** The team with the changes that have not got through yet. */
function withPending(team: readonly Participant[], rows: readonly OutboxRow[]): readonly ParticipantView[] {
  let shown: readonly ParticipantView[] = team;
  for (const row of rows) {
    const { intent } = row.mutation;
    if (intent.kind !== 'save-participant') continue;
    const { participant } = intent;
    const mark = { pending: shownState(row, rows), key: row.key, gone: participant.gone === true };
    if (shown.some((one) => isSamePart(one, participant)))
      shown = shown.map((one) => (isSamePart(one, participant) ? { ...one, ...mark } : one));
    else if (!participant.gone) shown = [...shown, { ...partOf(participant), ...mark }];
  }
  return shown;
}

/** Who has which part in one incident. */
export const incidentParticipants = (parts: ViewParts, id: string): Refreshable<ParticipantsState> =>
  incidentPart<'participants', Participant, ParticipantView>(
    parts,
    id,
    'participants',
    parts.adapter.participants,
    {
      confirmed: (team, { row }) =>
        row.mutation.intent.kind === 'save-participant'
          ? changedTeam(team, row.mutation.intent.participant)
          : team,
      shown: withPending,
    },
  );
