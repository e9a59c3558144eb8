import { expect } from '@open-wc/testing';
import type { CalendarDefinition } from '../../src/core/calendar/calendar.js';
import {
  addBusinessDays,
  addOpenTime,
  checkCalendar,
  compileCalendar,
  isOpen,
  nextOpening,
  openBetween,
  openIntervals,
} from '../../src/core/calendar/calendar.js';
import { isIncidentError } from '../../src/core/errors.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';

const utc = (text: string): number => Date.parse(text);
const always = [['00:00', '24:00']] as const;
const office = [['09:00', '17:00']] as const;
const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
const allWeek = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always };

const calendar = (more: Partial<CalendarDefinition> = {}) =>
  compileCalendar({ id: 'test', timeZone: 'UTC', hours: week, ...more });

describe('a business calendar', () => {
  it('counts only open time, over lunch, weekends and holidays', () => {
    const lunch = [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ] as const;
    const cal = calendar({ hours: { mon: lunch, tue: lunch }, holidays: ['2026-03-10'] });
    expect(openBetween(cal, utc('2026-03-09T11:00Z'), utc('2026-03-09T14:00Z'))).to.equal(2 * HOUR);
    expect(openBetween(cal, utc('2026-03-09T00:00Z'), utc('2026-03-16T00:00Z'))).to.equal(8 * HOUR);
    expect(openBetween(cal, utc('2026-03-09T14:00Z'), utc('2026-03-09T11:00Z'))).to.equal(0);
  });

  it('counts the doubled hour twice and the skipped hour not at all', () => {
    const cal = calendar({ timeZone: 'Europe/Berlin', hours: { sun: [['01:00', '04:00']] } });
    expect(openBetween(cal, utc('2026-03-28T12:00Z'), utc('2026-03-29T12:00Z'))).to.equal(2 * HOUR);
    expect(openBetween(cal, utc('2026-10-24T12:00Z'), utc('2026-10-25T12:00Z'))).to.equal(4 * HOUR);
  });

  it('counts half an hour where the clocks change by half an hour', () => {
    const cal = calendar({ timeZone: 'Australia/Lord_Howe', hours: allWeek });
    expect(openBetween(cal, utc('2026-04-03T13:00Z'), utc('2026-04-04T13:00Z'))).to.equal(DAY);
    const day = openIntervals(
      calendar({ timeZone: 'Australia/Lord_Howe', hours: { sun: always } }),
      utc('2026-04-04T00:00Z'),
      utc('2026-04-06T00:00Z'),
    );
    expect(day).to.deep.equal([[utc('2026-04-04T13:00Z'), utc('2026-04-05T13:30Z')]]);
  });

  it('lets a night shift end on the next date, but not on a holiday', () => {
    const cal = calendar({
      hours: { mon: [['22:00', '06:00']], wed: [['22:00', '06:00']] },
      holidays: ['2026-03-12'],
    });
    expect(openIntervals(cal, utc('2026-03-09T00:00Z'), utc('2026-03-14T00:00Z'))).to.deep.equal([
      [utc('2026-03-09T22:00Z'), utc('2026-03-10T06:00Z')],
      [utc('2026-03-11T22:00Z'), utc('2026-03-12T00:00Z')],
    ]);
  });

  it('lets an exception replace the hours of its date, a holiday included', () => {
    const cal = calendar({
      holidays: ['2026-12-24'],
      exceptions: {
        '2026-12-24': [['09:00', '12:00']],
        '2026-12-26': [['22:00', '02:00']],
        '2026-12-28': [],
      },
    });
    expect(openIntervals(cal, utc('2026-12-24T00:00Z'), utc('2026-12-29T00:00Z'))).to.deep.equal([
      [utc('2026-12-24T09:00Z'), utc('2026-12-24T12:00Z')],
      [utc('2026-12-25T09:00Z'), utc('2026-12-25T17:00Z')],
      [utc('2026-12-26T22:00Z'), utc('2026-12-27T02:00Z')],
    ]);
  });

  it('joins days that touch, also over the turn of the year', () => {
    const cal = calendar({ hours: allWeek });
    expect(openIntervals(cal, utc('2025-12-30T00:00Z'), utc('2027-01-02T00:00Z'))).to.deep.equal([
      [utc('2025-12-30T00:00Z'), utc('2027-01-02T00:00Z')],
    ]);
    expect(openBetween(cal, utc('2025-12-30T00:00Z'), utc('2027-01-02T00:00Z'))).to.equal(368 * DAY);
  });

  it('knows whether it is open and when it opens next', () => {
    const cal = calendar();
    expect(isOpen(cal, utc('2026-03-09T09:00Z'))).to.equal(true);
    expect(isOpen(cal, utc('2026-03-09T17:00Z'))).to.equal(false);
    expect(nextOpening(cal, utc('2026-03-13T17:00Z'))).to.equal(utc('2026-03-16T09:00Z'));
    expect(nextOpening(cal, utc('2026-03-16T10:00Z'))).to.equal(utc('2026-03-16T10:00Z'));
    expect(nextOpening(cal, utc('2026-12-31T18:00Z'))).to.equal(utc('2027-01-01T09:00Z'));
  });

  it('finds the least instant by which so much open time has passed', () => {
    const cal = calendar();
    expect(addOpenTime(cal, utc('2026-03-09T09:00Z'), 8 * HOUR)).to.equal(utc('2026-03-09T17:00Z'));
    expect(addOpenTime(cal, utc('2026-03-09T09:00Z'), 8 * HOUR + MINUTE)).to.equal(utc('2026-03-10T09:01Z'));
    expect(addOpenTime(cal, utc('2026-03-08T03:00Z'), 0)).to.equal(utc('2026-03-08T03:00Z'));
    expect(addOpenTime(cal, utc('2026-12-31T16:00Z'), 2 * HOUR)).to.equal(utc('2027-01-01T10:00Z'));
    expect(() => addOpenTime(cal, 0, -1)).to.throw(RangeError);
  });

  it('never opens when no hours are left', () => {
    const cal = calendar({ hours: {}, exceptions: { '2026-03-09': [['09:00', '10:00']] } });
    expect(addOpenTime(cal, utc('2026-01-01T00:00Z'), HOUR)).to.equal(utc('2026-03-09T10:00Z'));
    expect(addOpenTime(cal, utc('2026-01-01T00:00Z'), HOUR + 1)).to.equal(null);
    expect(nextOpening(cal, utc('2026-03-09T10:00Z'))).to.equal(null);
    expect(addBusinessDays(cal, utc('2026-01-01T00:00Z'), 1)).to.equal(null);
  });

  it('adds working days at the same time of day', () => {
    const cal = calendar({ holidays: ['2026-03-16'] });
    expect(addBusinessDays(cal, utc('2026-03-13T10:00Z'), 1)).to.equal(utc('2026-03-17T10:00Z'));
    expect(addBusinessDays(cal, utc('2026-03-14T10:00Z'), 1)).to.equal(utc('2026-03-18T09:00Z'));
    expect(addBusinessDays(cal, utc('2026-03-09T07:00Z'), 2)).to.equal(utc('2026-03-11T09:00Z'));
    expect(addBusinessDays(cal, utc('2026-03-09T10:00Z'), 0)).to.equal(utc('2026-03-09T10:00Z'));
    expect(() => addBusinessDays(cal, 0, 1.5)).to.throw(RangeError);
  });

  it('keeps working days at the same time on the wall when the clocks change', () => {
    const cal = calendar({ timeZone: 'America/New_York' });
    expect(addBusinessDays(cal, utc('2026-03-06T15:00Z'), 1)).to.equal(utc('2026-03-09T14:00Z'));
  });

  it('counts a night shift as the working day it began on', () => {
    const night = [['22:00', '06:00']] as const;
    const cal = calendar({ hours: { mon: night, tue: night, wed: night, thu: night, fri: night } });
    expect(addBusinessDays(cal, utc('2026-03-10T02:00Z'), 1)).to.equal(utc('2026-03-11T02:00Z'));
    expect(addBusinessDays(cal, utc('2026-03-14T02:00Z'), 1)).to.equal(utc('2026-03-17T02:00Z'));
  });

  it('moves the deadline into a shorter day', () => {
    const cal = calendar({ exceptions: { '2026-03-10': [['10:00', '12:00']] } });
    expect(addBusinessDays(cal, utc('2026-03-09T15:00Z'), 1)).to.equal(utc('2026-03-10T12:00Z'));
    expect(addBusinessDays(cal, utc('2026-03-09T09:30Z'), 1)).to.equal(utc('2026-03-10T10:00Z'));
  });

  it('answers for a century without losing a minute', () => {
    const cal = calendar({ hours: allWeek, timeZone: 'Europe/London' });
    expect(openBetween(cal, utc('1950-01-01T00:00Z'), utc('2050-01-01T00:00Z'))).to.equal(
      utc('2050-01-01T00:00Z') - utc('1950-01-01T00:00Z'),
    );
  });

  it('says everything that is wrong with path and remedy', () => {
    const broken = {
      id: '',
      timeZone: 'Berlin',
      hours: {
        mon: [['09:00', '25:00']],
        tue: [
          ['09:00', '12:00'],
          ['11:00', '17:00'],
        ],
        Mi: [],
        thu: [['09:00', '09:00']],
      },
      holidays: ['2026-02-30'],
      exceptions: { '24.12.2026': [] },
    } as unknown as CalendarDefinition;
    expect(checkCalendar(broken).map((issue) => `${issue.path} ${issue.code}`)).to.deep.equal([
      'id required',
      'timeZone unknown-zone',
      'hours.mon.0 time',
      'hours.tue overlap',
      'hours.Mi weekday',
      'hours.thu.0 empty',
      'holidays.0 date',
      'exceptions.24.12.2026 date',
    ]);
    try {
      compileCalendar(broken);
      expect.fail('it was accepted');
    } catch (error) {
      expect(isIncidentError(error) && error.kind).to.equal('configuration');
    }
    expect(checkCalendar(null as unknown as CalendarDefinition)).to.have.length(1);
    const shut = { id: 'x', timeZone: 'UTC', hours: { mon: [] }, exceptions: { '2026-12-24': [] } };
    expect(checkCalendar(shut).map(({ path, code }) => `${path} ${code}`)).to.deep.equal([
      'hours never-open',
    ]);
  });
});
