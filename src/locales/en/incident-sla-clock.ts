/** Words of `incident-sla-clock`. */
export const slaClock = {
  slaClock: {
    label: 'Response and resolution',
    empty: 'No incident is chosen.',
    emptyHelp: 'Choose one to see how much time is left.',
    name: { response: 'Answer', resolution: 'Resolution' },
    by: {
      response: (time: string) => `Answer by ${time}`,
      resolution: (time: string) => `Resolve by ${time}`,
    },
    wasDue: {
      response: (time: string) => `Answer was due by ${time}`,
      resolution: (time: string) => `Resolution was due by ${time}`,
    },
    held: { response: 'Answer · on hold', resolution: 'Resolution · on hold' },
    kept: { response: 'Answer · in time', resolution: 'Resolution · in time' },
    none: { response: 'Answer · no target', resolution: 'Resolution · no target' },
    dropped: { response: 'Answer · cancelled', resolution: 'Resolution · cancelled' },
    left: (figure: string) => `${figure} left`,
    late: (figure: string) => `${figure} late`,
    noTarget: {
      response: 'Nobody has promised when this is answered: no target of the policy fits it.',
      resolution: 'Nobody has promised when this is resolved: no target of the policy fits it.',
    },
    of: (target: string) => `of ${target}`,
    answeredAt: (time: string) => `answered ${time}`,
    resolvedAt: (time: string) => `resolved ${time}`,
    heldFor: (length: string) => `${length} on hold, not counted`,
    heldNow: 'No deadline until it goes on.',
    heldFixed: 'The deadline stands, also while it is on hold.',
    opens: (time: string) => `Counted again from ${time}.`,
    approximate: 'As far as known.',
    twoZones: (here: string, there: string) => `${here} (${there})`,
    why: (time: string) => `Why ${time}?`,
    everyMinute: 'Every minute explained',
    said: (backend: string, own: string) =>
      `The ticket system says ${backend}. By the policy it would be ${own}.`,
    later: (length: string) => `The ticket system gives ${length} more than the policy.`,
    earlier: (length: string) => `The ticket system gives ${length} less than the policy.`,
    saidOnly: (backend: string) => `The ticket system says ${backend}; no target of the policy fits.`,
    warned: (left: string) => `Time is running out: ${left}.`,
    resumed: (left: string) => `The clock runs again: ${left}.`,
  },
  slaSegment: {
    when: 'When',
    length: 'Length',
    what: 'What',
    counted: 'counted',
    late: 'counted, past the deadline',
    ahead: 'left',
    outOfHours: 'out of hours',
    holiday: (days: string) => `out of hours, holiday on ${days}`,
    hold: 'on hold',
    holdFor: (reason: string) => `on hold: ${reason}`,
    resolved: 'was resolved',
    earlier: 'before',
    sum: {
      counted: (length: string) => `${length} counted`,
      paused: (length: string) => `${length} on hold`,
      closed: (length: string) => `${length} out of hours`,
      left: (length: string) => `${length} left`,
    },
    zone: (zone: string) => `Times in ${zone}.`,
    zones: (here: string, there: string) =>
      `Times in ${here}; below them in ${there}, where the hours are kept.`,
  },
  slaRule: {
    roundTheClock: (target: string) => `Promised: ${target}, round the clock.`,
    openTime: (target: string, calendar: string) => `Promised: ${target} in the hours of “${calendar}”.`,
    workingDays: (days: string, calendar: string) => `Promised: ${days}, working days of “${calendar}”.`,
    original: (time: string) => `With nothing on hold it would have been due ${time}.`,
    priority: {
      retroactive: (priority: string, time: string) =>
        `Priority became ${priority} ${time}. The new target counts from the beginning; what was on hold before stays out.`,
      'from-change': (priority: string, time: string) =>
        `Priority became ${priority} ${time}. The new target counts from then on.`,
    },
    reopened: {
      'first-resolution': (time: string) =>
        `Reopened ${time}. The first resolution is what was promised, so the clock stays as it ended.`,
      'total-resolution': (time: string) =>
        `Reopened ${time}. The clock went on; the time while it was resolved does not count.`,
      'total-resolution-including-resolved': (time: string) =>
        `Reopened ${time}. The clock went on, and the time while it was resolved counts too.`,
    },
    answeredAgain: (time: string) => `Reopened ${time}. The answer is waited for anew.`,
    approximate:
      'It was on hold or reopened, and nobody has written down when. This is the best that can be told.',
    partial: 'The timeline has not been read whole, so something may be missing here.',
  },
};

export type SlaClockTerms = typeof slaClock;
