import type { KpiId } from '../../core/kpi-definitions.js';

/** Words of `incident-kpi-card`. */
export const kpi = {
  kpi: {
    definition: 'How it is computed',
    back: 'Back to the figure',
    unknownFigure: (id: string) => `There is no figure called “${id}”.`,
    unknownPeriod: (period: string) =>
      `“${period}” is not a period. Write P30D, P12W, today, week, month, quarter, year or all.`,
    unknownTarget: (target: string) =>
      `“${target}” is not a target for this figure. Write a duration such as PT4H, a share such as 80%, or a number.`,
    unknownChoice: (word: string) => `“${word}” is no choice of this figure.`,
  },
  kpiLabel: {
    mtta: 'Time to acknowledge',
    mttr: 'Time to resolve',
    mttd: 'Time to detect',
    flr: 'Resolved without escalation',
    'fcr-contact': 'Resolved on first contact',
    'first-group': 'Resolved by the first group',
    sla: 'Resolved within target',
    'reopen-rate': 'Reopened',
    reassignment: 'Reassignments per incident',
    'reassigned-rate': 'Reassigned',
    'same-day': 'Resolved the same day',
    volume: 'Logged',
    backlog: 'Open backlog',
    'open-age': 'Age of the open ones',
    'first-response': 'Time to first answer',
    'sla-response': 'Answered within target',
    csat: 'Satisfied callers',
    'csat-mean': 'Rating by callers',
    'csat-response': 'Rated by callers',
    'major-rate': 'Major incidents',
    'high-priority': 'High priority',
    'not-updated': 'Open and untouched',
  } as Record<KpiId, string>,
  kpiShort: {
    mtta: 'MTTA',
    mttr: 'MTTR',
    mttd: 'MTTD',
    flr: 'FCR',
    'fcr-contact': 'FCR',
    sla: 'SLA',
  } as Record<string, string>,
};

export type KpiTerms = typeof kpi;
