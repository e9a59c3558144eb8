import { expect } from '@open-wc/testing';
import { runSlaVectors } from '../support/sla-vectors.js';

const night = [['22:00', '24:00']] as const;
const office = [
  ['09:00', '12:00'],
  ['13:00', '17:00'],
] as const;

/** A small set of our own in the format of the vector files, worked out by hand. */
const vectors = {
  calendars: {
    vienna: {
      timeZone: 'Europe/Vienna',
      hours: { mon: office, tue: office, wed: office, thu: office, fri: office },
      holidays: ['2026-05-01'],
    },
    gap: { timeZone: 'America/New_York', hours: { sun: [['01:00', '04:00']] as const }, holidays: [] },
    midnight: {
      timeZone: 'America/Sao_Paulo',
      hours: { sat: night, sun: [['00:00', '02:00']] as const },
      holidays: [],
    },
  },
  cases: [
    // Thursday 16:00 local; Friday is a holiday, so the second hour comes on Monday.
    {
      id: 'holiday',
      calendar: 'vienna',
      start: '2026-04-30T14:00:00Z',
      at: '2026-05-04T07:30:00Z',
      targetMinutes: 120,
      pauses: [],
      elapsedMinutes: 90,
      dueAt: '2026-05-04T08:00:00Z',
    },
    // On hold over lunch and half an hour after it: only the half hour moves the deadline.
    {
      id: 'lunch',
      calendar: 'vienna',
      start: '2026-06-01T09:00:00Z',
      at: '2026-06-01T15:00:00Z',
      targetMinutes: 180,
      pauses: [['2026-06-01T10:00:00Z', '2026-06-01T11:30:00Z']],
      elapsedMinutes: 270,
      dueAt: '2026-06-01T13:30:00Z',
    },
    // The hour from two to three does not exist on 8 March 2026.
    {
      id: 'skipped hour',
      calendar: 'gap',
      start: '2026-03-08T00:00:00Z',
      at: '2026-03-09T00:00:00Z',
      targetMinutes: 90,
      pauses: [],
      elapsedMinutes: 120,
      dueAt: '2026-03-08T07:30:00Z',
    },
    // The hour from one to two exists twice on 1 November 2026.
    {
      id: 'doubled hour',
      calendar: 'gap',
      start: '2026-11-01T00:00:00Z',
      at: '2026-11-02T00:00:00Z',
      targetMinutes: 240,
      pauses: [],
      elapsedMinutes: 240,
      dueAt: '2026-11-01T09:00:00Z',
    },
    // Clocks go from midnight to one o'clock on 4 November 2018: one hour of Sunday's window is missing.
    {
      id: 'midnight skipped',
      calendar: 'midnight',
      start: '2018-11-03T12:00:00Z',
      at: '2018-11-05T00:00:00Z',
      targetMinutes: 150,
      pauses: [],
      elapsedMinutes: 180,
      dueAt: '2018-11-04T03:30:00Z',
    },
    {
      id: 'never ends',
      calendar: 'vienna',
      start: '2026-06-01T07:00:00Z',
      at: '2026-06-02T07:00:00Z',
      targetMinutes: 60,
      pauses: [['2026-06-01T07:30:00Z', null]],
      elapsedMinutes: 30,
      dueAt: null,
    },
  ] as {
    id: string;
    calendar: string;
    start: string;
    at: string;
    targetMinutes: number;
    pauses: [string, string | null][];
    elapsedMinutes: number;
    dueAt: string | null;
  }[],
};

describe('SLA vectors', () => {
  it('all agree with the clock', () => {
    expect(runSlaVectors(vectors)).to.deep.equal({ passed: 12, failures: [] });
  });

  it('name the case, the figure and the expected one when they differ', () => {
    const [first] = vectors.cases;
    const wrong = {
      ...vectors,
      cases: [{ ...(first as (typeof vectors.cases)[number]), elapsedMinutes: 91, dueAt: null }],
    };
    const { passed, failures } = runSlaVectors(wrong);
    expect(passed).to.equal(0);
    expect(failures).to.deep.equal([
      'case holiday: elapsed 90 min, expected 91',
      'case holiday: due 2026-05-04T08:00:00.000Z, expected never',
    ]);
  });
});
