/** When a rung of the ladder is reached. Durations are ISO 8601; they count like the clock they look at. */
export type LadderCondition =
  /** So much of the target is used up; more than 100 is late. */
  | { readonly kind: 'percent'; readonly percent: number; readonly clock?: 'response' | 'resolution' }
  /** So much counted time has passed and it is not resolved, target or not. */
  | { readonly kind: 'unresolved'; readonly after: string }
  /** So much counted time before the deadline. */
  | { readonly kind: 'before-deadline'; readonly by: string; readonly clock?: 'response' | 'resolution' }
  /** Nobody has acknowledged it for so long since it was logged. */
  | { readonly kind: 'unacknowledged'; readonly after: string }
  /** It has been in a status for so long. */
  | { readonly kind: 'in-status'; readonly status: 'new' | 'active' | 'paused'; readonly after: string };

/** One rung: when, for which incidents, who is told, and what is done. */
export interface LadderRule {
  readonly id: string;
  readonly label?: string;
  readonly when: LadderCondition;
  /** Ranks; left out, every priority. */
  readonly priority?: number | readonly number[];
  /** What keeps it from firing, beside being resolved or on hold, which always does. */
  readonly unless?: readonly ('acknowledged' | 'assigned')[];
  /** `assignee`, `group`, or the id of a role among the policy's contacts. */
  readonly notify: string;
  /** `notify` and `propose-major` leave the ownership where it is; `reassign` is a functional escalation. */
  readonly action: 'notify' | 'reassign' | 'propose-major';
  /** Again each time so much time has passed, as ISO 8601. Left out: once. */
  readonly repeat?: string;
  /** Name of the calendar outside which nobody is disturbed. The highest priority knows no quiet hours. */
  readonly hours?: string;
}

/** Names of the shipped ladders. */
export const ladderNames = ['standard'] as const;
export type LadderPreset = (typeof ladderNames)[number];

/** The shipped ladders, to use as they are or to start one's own from. */
export const ladderPresets: Readonly<Record<LadderPreset, readonly LadderRule[]>> = {
  standard: [
    { id: 'half', when: { kind: 'percent', percent: 50 }, notify: 'assignee', action: 'notify' },
    { id: 'three-quarters', when: { kind: 'percent', percent: 75 }, notify: 'group-lead', action: 'notify' },
    {
      id: 'p1-unresolved',
      when: { kind: 'unresolved', after: 'PT60M' },
      priority: 1,
      notify: 'incident-manager',
      action: 'notify',
    },
    { id: 'late', when: { kind: 'percent', percent: 100 }, notify: 'manager', action: 'notify' },
  ],
};

/** Somebody an escalation reaches. */
export interface Contact {
  /** The role the ladder names, such as `incident-manager`. */
  readonly role: string;
  readonly name: string;
  /** Id of the group this is the contact of; left out, of all. */
  readonly group?: string;
  readonly email?: string;
  readonly phone?: string;
  /** The date somebody last made sure that this is right, `2026-03-09`. */
  readonly lastVerified?: string;
}

/** The ladder with what surrounds it. */
export interface EscalationRules {
  readonly ladder: readonly LadderRule[];
  readonly contacts: readonly Contact[];
  /** What should have fired longer ago than this stays silent: nobody wants to be woken for last month. ISO 8601. */
  readonly staleAfter: string;
  /** A contact nobody has verified for so long is marked. ISO 8601. */
  readonly verifyContacts: string;
  /** The share of the response target after which an incident nobody has acknowledged raises an alarm, in percent. */
  readonly alarmAt: number;
}

/** The same as written down: gaps allowed, and the ladder by name. */
export type EscalationDefinition = Partial<Omit<EscalationRules, 'ladder'>> & {
  readonly ladder?: LadderPreset | readonly LadderRule[];
};

/** Escalation rules without gaps. */
export const fillEscalation = ({ ladder = 'standard', ...rules }: EscalationDefinition): EscalationRules => ({
  contacts: [],
  staleAfter: 'P7D',
  verifyContacts: 'P90D',
  alarmAt: 50,
  ...rules,
  ladder: typeof ladder === 'string' ? ladderPresets[ladder] : ladder,
});
