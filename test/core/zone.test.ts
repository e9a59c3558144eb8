import { expect } from '@open-wc/testing';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/time.js';
import {
  dayNumber,
  dayText,
  instantAt,
  instantsAt,
  localDay,
  offsetAt,
  relativeTime,
  startOfLocalDay,
} from '../../src/core/zone.js';

const utc = (text: string): number => Date.parse(text);
const wall = (text: string): number => Date.parse(`${text}Z`);

describe('a time zone', () => {
  it('has the offset of that very day, not of today', () => {
    expect(offsetAt('Europe/Berlin', utc('2026-01-15T12:00Z'))).to.equal(HOUR);
    expect(offsetAt('Europe/Berlin', utc('2026-07-15T12:00Z'))).to.equal(2 * HOUR);
    expect(offsetAt('America/Sao_Paulo', utc('2018-12-01T12:00Z'))).to.equal(-2 * HOUR);
    expect(offsetAt('America/Sao_Paulo', utc('2026-12-01T12:00Z'))).to.equal(-3 * HOUR);
    expect(offsetAt('Asia/Kathmandu', utc('2026-05-05T00:00Z'))).to.equal(5 * HOUR + 45 * MINUTE);
  });

  it('changes at the exact second', () => {
    const change = utc('2026-03-29T01:00Z');
    expect(offsetAt('Europe/Berlin', change - 1)).to.equal(HOUR);
    expect(offsetAt('Europe/Berlin', change)).to.equal(2 * HOUR);
    const howe = utc('2026-04-04T15:00Z');
    expect(offsetAt('Australia/Lord_Howe', howe - 1)).to.equal(11 * HOUR);
    expect(offsetAt('Australia/Lord_Howe', howe)).to.equal(10.5 * HOUR);
  });

  it('agrees with Intl at every hour of a year in zones with odd rules', () => {
    for (const timeZone of [
      'Africa/Casablanca',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'Pacific/Chatham',
    ]) {
      const format = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
      for (let at = utc('2014-01-01T00:00Z'); at < utc('2015-01-01T00:00Z'); at += HOUR) {
        const [day, month, year, hour, minute, second] = (format.format(at).match(/\d+/g) ?? []).map(Number);
        const expected = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second) - at;
        if (offsetAt(timeZone, at) !== expected) expect.fail(`${timeZone} at ${new Date(at).toISOString()}`);
      }
    }
  });

  it('knows that a skipped reading never happens and a doubled one happens twice', () => {
    expect(instantsAt('Europe/Berlin', wall('2026-03-29T02:30'))).to.deep.equal([]);
    expect(instantsAt('Europe/Berlin', wall('2026-10-25T02:30'))).to.deep.equal([
      utc('2026-10-25T00:30Z'),
      utc('2026-10-25T01:30Z'),
    ]);
    expect(instantsAt('Europe/Berlin', wall('2026-06-01T09:00'))).to.deep.equal([utc('2026-06-01T07:00Z')]);
  });

  it('moves a skipped reading to after the gap', () => {
    expect(instantAt('Europe/Berlin', wall('2026-03-29T02:30'))).to.equal(utc('2026-03-29T01:30Z'));
    expect(instantAt('Europe/Berlin', wall('2026-10-25T02:30'))).to.equal(utc('2026-10-25T00:30Z'));
  });

  it('starts a day at the change where midnight is skipped', () => {
    const day = dayNumber('2018-11-04') ?? 0;
    expect(startOfLocalDay('America/Sao_Paulo', day)).to.equal(utc('2018-11-04T03:00Z'));
    expect(localDay('America/Sao_Paulo', utc('2018-11-04T02:59:59Z'))).to.equal(day - 1);
    expect(localDay('America/Sao_Paulo', utc('2018-11-04T03:00Z'))).to.equal(day);
  });

  it('takes only dates that exist', () => {
    expect(dayNumber('2026-02-29')).to.equal(undefined);
    expect(dayNumber('1.2.2026')).to.equal(undefined);
    expect(dayText(dayNumber('2028-02-29') ?? 0)).to.equal('2028-02-29');
  });

  it('refuses an unknown zone and a fixed offset with the remedy', () => {
    for (const name of ['Mars/Olympus', '+02:00', '']) {
      expect(() => offsetAt(name, 0)).to.throw(/use an IANA name such as "Europe\/Berlin"/);
    }
  });

  it('refuses what is no instant', () => {
    expect(() => offsetAt('UTC', Number.NaN)).to.throw(RangeError);
  });
});

describe('how long ago', () => {
  const now = utc('2026-03-12T08:00Z');
  const said = (at: number, from = now, zone = 'Europe/Berlin'): string => {
    const { unit, value } = relativeTime(at, from, zone);
    return unit === 'now' ? unit : `${value} ${unit}`;
  };

  it('is not "yesterday" for the evening before yesterday', () => {
    expect(said(utc('2026-03-10T20:00Z'))).to.equal('-2 day');
    expect(said(utc('2026-03-11T07:00Z'))).to.equal('-1 day');
    // Half past midnight in Berlin is still the day before in London.
    expect(said(utc('2026-03-10T23:30Z'), now, 'Europe/Berlin')).to.equal('-1 day');
    expect(said(utc('2026-03-10T23:30Z'), now, 'Europe/London')).to.equal('-2 day');
  });

  it('is never 60 minutes or 24 hours', () => {
    expect(said(now - HOUR + SECOND)).to.equal('-59 minute');
    expect(said(now - HOUR)).to.equal('-1 hour');
    expect(said(now - DAY + SECOND)).to.equal('-23 hour');
    expect(said(now - 59 * SECOND)).to.equal('now');
    // Except on the day that has 25 hours.
    expect(said(utc('2026-10-24T22:10Z'), utc('2026-10-25T22:50Z'))).to.equal('-24 hour');
  });

  it('is weeks, months and years instead of 532 days', () => {
    expect(said(now - 532 * DAY)).to.equal('-1 year');
    expect(said(now - 13 * DAY)).to.equal('-13 day');
    expect(said(now - 15 * DAY)).to.equal('-2 week');
    expect(said(utc('2026-02-13T08:00Z'))).to.equal('-3 week');
    expect(said(utc('2026-02-12T08:00Z'))).to.equal('-1 month');
    expect(said(utc('2025-03-13T08:00Z'))).to.equal('-11 month');
    expect(said(utc('2025-03-12T08:00Z'))).to.equal('-1 year');
    expect(said(utc('2024-03-13T08:00Z'))).to.equal('-1 year');
  });

  it('is now, not "in 12 minutes", for a clock that is ahead', () => {
    expect(said(now + 12 * MINUTE)).to.equal('now');
    expect(said(now + 3 * HOUR)).to.equal('3 hour');
    expect(relativeTime(now + 12 * MINUTE, now, 'UTC', 0)).to.deep.equal({ unit: 'minute', value: 12 });
  });
});
