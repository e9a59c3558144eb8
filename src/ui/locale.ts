import { LocalizeController } from '@shoelace-style/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

import type { Issue } from '../core/errors.js';
import type { Instant, Millis } from '../core/time.js';
import { MINUTE } from '../core/time.js';
import { localDay, relativeTime } from '../core/zone.js';
import { ensureLocale, termsFor } from './languages.js';
import type { CommonTerms } from '../locales/en/common.js';
import { formatsReady, formatter, written } from './formats.js';

type LocaleHost = ReactiveControllerHost & HTMLElement;

/** What the controller asks its element for: the desk's language and zone. */
export interface LocaleContext {
  readonly language?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** Tags as they are written, and as they are used. */
const languages = new Map<string, string>();

/** A BCP 47 tag in its usual form; `en` where it makes no sense. */
function languageOf(tag: string): string {
  let language = languages.get(tag);
  if (language === undefined) {
    try {
      language = new Intl.Locale(tag.replaceAll('_', '-')).toString();
    } catch {
      language = 'en';
    }
    languages.set(tag, language);
  }
  return language;
}

/** The nearest `lang` around an element, also across shadow roots. */
function nearestLanguage(element: Element): string | undefined {
  for (let at: Element | null = element; at;) {
    const found: Element | null = at.closest('[lang]');
    if (found) return found.getAttribute('lang') ?? undefined;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return undefined;
}

/** How an instant is written by its distance from today, in days. */
const nearness = (days: number): Intl.DateTimeFormatOptions => {
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  if (days === 0) return time;
  return days < 6
    ? { weekday: 'short', ...time }
    : { day: 'numeric', month: 'short', ...time, ...(days < 300 ? {} : { year: 'numeric' }) };
};

/** A time with its half of the day is one word: no line ends between them. */
const together = (text: string): string => text.replaceAll(/(:\p{Nd}{2}) (?=\p{L})/gu, '$1\u00a0');

/** Words, numbers and times in the element's language: its own `lang`, else the desk's, else the page's. */
export class LocaleController<T extends CommonTerms> implements ReactiveController {
  readonly #host: LocaleHost;
  readonly #english: T;
  readonly #context: () => LocaleContext;
  readonly #redraw: () => void;

  constructor(host: LocaleHost, english: T, context: () => LocaleContext) {
    this.#host = host;
    this.#english = english;
    this.#context = context;
    this.#redraw = () => {
      host.requestUpdate();
    };
    // Re-renders the element when the page's language changes or a locale arrives.
    new LocalizeController(host);
    host.addController(this);
  }

  hostUpdate(): void {
    ensureLocale(this.language);
  }

  /** BCP 47 tag in use; `en` where the given one makes no sense. */
  get language(): string {
    return languageOf(
      this.#host.lang || this.#context().language || nearestLanguage(this.#host) || navigator.language,
    );
  }

  get rightToLeft(): boolean {
    return getComputedStyle(this.#host).direction === 'rtl';
  }

  get timeZone(): string | undefined {
    return this.#context().timeZone;
  }

  /** The element's wordings. */
  get terms(): T {
    return termsFor(this.#english, this.language);
  }

  /** An issue in words: the locale's wording for known reasons, the given message otherwise. */
  issue(issue: Issue): string {
    return this.terms.issue[issue.code] ?? issue.message;
  }

  /**
   * Whether times and numbers can be written at no cost. An element of many rows that finds they cannot leaves them out
   * of its first look and is drawn again when they can.
   */
  get formatsReady(): boolean {
    return formatsReady(this.#redraw);
  }

  #dateFormat(options: Intl.DateTimeFormatOptions, zone: string | undefined): Intl.DateTimeFormat {
    return formatter(`d|${this.language}|${zone ?? ''}|${JSON.stringify(options)}`, () => {
      try {
        return new Intl.DateTimeFormat(this.language, {
          ...options,
          ...(zone === undefined ? {} : { timeZone: zone }),
        });
      } catch {
        // An unknown zone must not blank the page; the browser's own is the next best.
        return new Intl.DateTimeFormat(this.language, options);
      }
    });
  }

  /** What writes dates this way, in the element's language and zone as they are now; a dash for what is no instant. */
  dates(
    options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' },
  ): (at: Instant) => string {
    const format = this.#dateFormat(options, this.timeZone);
    return (at) => (Number.isFinite(at) ? together(format.format(at)) : '–');
  }

  /** An instant as people who look at it `now` name it: the time today, the weekday within a week, else the date too. */
  when(at: Instant, now: Instant, zone: string = this.zone): string {
    if (!Number.isFinite(at)) return '–';
    const days = Math.abs(localDay(zone, at) - localDay(zone, now));
    return together(this.#dateFormat(nearness(days), zone).format(at));
  }

  /** From when to when, named like `when`. */
  span(from: Instant, to: Instant, now: Instant, zone: string = this.zone): string {
    const day = localDay(zone, from);
    if (day !== localDay(zone, to)) return `${this.when(from, now, zone)} – ${this.when(to, now, zone)}`;
    return together(
      this.#dateFormat(nearness(Math.abs(day - localDay(zone, now))), zone).formatRange(from, to),
    );
  }

  /** Date and time in the element's zone; a dash for what is no instant. */
  dateTime(at: Instant, options?: Intl.DateTimeFormatOptions): string {
    return this.dates(options)(at);
  }

  /** The time of day in the element's zone. */
  time(at: Instant): string {
    return this.dateTime(at, { timeStyle: 'short' });
  }

  /** The day in the element's zone; equal texts mean the same day. */
  day(at: Instant): string {
    return this.dateTime(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  }

  /** The zone days are counted in: the element's, or the browser's where there is none or none such. */
  get zone(): string {
    const zone = this.timeZone;
    return formatter(`z|${zone ?? ''}`, () => {
      try {
        return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
      } catch {
        return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
      }
    });
  }

  /** How long ago, in the largest unit that fits; a dash for what is no instant. */
  ago(at: Instant, now: Instant): string {
    if (!Number.isFinite(at)) return '–';
    const { unit, value } = relativeTime(at, now, this.zone);
    if (unit === 'now') return this.terms.agoNow;
    // Of what is past by another clock than ours nobody says that it will be.
    if (value > 0) return this.when(at, now);
    // "Yesterday" is a date; "last month" would be one too, but a month ago is a length of time.
    const numeric = unit === 'day' ? 'auto' : 'always';
    return formatter(
      `r|${this.language}|${numeric}`,
      () => new Intl.RelativeTimeFormat(this.language, { numeric }),
    ).format(value, unit);
  }

  /** A length of time in at most two units, such as `2 hr 14 min`; at least a minute is named. */
  duration(length: Millis, style: 'narrow' | 'short' | 'long' = 'short'): string {
    const minutes = Math.round(Math.abs(length) / MINUTE);
    return written(`${this.language}|${style}|${String(minutes)}`, () => this.#units(minutes, style));
  }

  #units(minutes: number, style: 'narrow' | 'short' | 'long'): string {
    const pairs: readonly (readonly ['day' | 'hour' | 'minute', number])[] =
      minutes >= 1440
        ? [
            ['day', Math.floor(minutes / 1440)],
            ['hour', Math.floor((minutes % 1440) / 60)],
          ]
        : minutes >= 60
          ? [
              ['hour', Math.floor(minutes / 60)],
              ['minute', minutes % 60],
            ]
          : [['minute', minutes]];
    const words = pairs
      .filter(([, value], at) => value > 0 || at === 0)
      .map(([unit, value]) => this.number(value, { style: 'unit', unit, unitDisplay: style }));
    return formatter(
      `l|${this.language}`,
      () => new Intl.ListFormat(this.language, { type: 'unit', style: 'narrow' }),
    ).format(words);
  }

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    return formatter(
      `n|${this.language}|${JSON.stringify(options)}`,
      () => new Intl.NumberFormat(this.language, options),
    ).format(value);
  }
}
