import type { Person, Ref } from './incident.js';

/** Somebody with a part in an incident. */
export interface Participant {
  readonly person: Person;
  /** Id of the part, by the backend or by the policy, such as `watcher` or `commander`. */
  readonly role: string;
}

/** A part that somebody gives to a person, or takes away. */
export interface ParticipantChange extends Participant {
  /** It is taken away. */
  readonly gone?: boolean;
}

/** Whether two are about the same part of the same person: a name may have been written in another way meanwhile. */
export const isSamePart = (a: Participant, b: Participant): boolean =>
  a.role === b.role && a.person.id === b.person.id;

/** The parts that a policy without any of its own knows. */
export const standardParticipantRoles: readonly Ref[] = Object.freeze([
  { id: 'commander', label: 'Incident commander' },
  { id: 'communications', label: 'Communications' },
  { id: 'technical-lead', label: 'Technical lead' },
  { id: 'security', label: 'Security' },
  { id: 'business', label: 'Business side' },
  { id: 'scribe', label: 'Scribe' },
  { id: 'watcher', label: 'Kept informed' },
]);
