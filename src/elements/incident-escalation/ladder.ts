import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { durationLength } from '../../core/duration.js';
import type { Addressee, EscalationRung, Suppression } from '../../core/escalation/escalation.js';
import type { LadderRule } from '../../core/escalation/ladder.js';
import type { Policy } from '../../core/policy.js';
import type { Instant } from '../../core/time.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { EscalationTerms } from '../../locales/en/incident-escalation.js';
import { icon } from '../../ui/icons.js';
import type { IconName } from '../../ui/icons.js';
import type { LocaleController } from '../../ui/locale.js';

/** What the ladder is told with. */
export interface LadderView {
  readonly rungs: readonly EscalationRung[];
  readonly policy: Policy;
  readonly now: Instant;
  readonly locale: LocaleController<CommonTerms & EscalationTerms>;
  /** Opens the sheet that records that a rung was done; undefined where nothing can be recorded. */
  readonly record: ((rung: EscalationRung, opener: HTMLElement) => void) | undefined;
}

type Told = Pick<LadderView, 'policy' | 'now' | 'locale'>;

/** A role of the ladder in words. */
export const roleWords = (role: string, { policy, locale }: Pick<Told, 'policy' | 'locale'>): string =>
  locale.terms.ladderRole[role] ?? policy.roles.find(({ id }) => id === role)?.label ?? role;

/** Somebody who is told, by name and role. */
export function whoOf(
  { role, name }: Pick<Addressee, 'role' | 'name'>,
  told: Pick<Told, 'policy' | 'locale'>,
): string {
  const words = roleWords(role, told);
  return name === undefined ? words : told.locale.terms.contact.named(name, words);
}

function conditionOf({ when }: LadderRule, { locale }: Told): string {
  const { rungWhen: words, status } = locale.terms;
  const length = (text: string): string => locale.duration(durationLength(text));
  switch (when.kind) {
    case 'percent':
      return words.percent[when.clock ?? 'resolution'](
        locale.number(when.percent / 100, { style: 'percent' }),
      );
    case 'before-deadline':
      return words['before-deadline'][when.clock ?? 'resolution'](length(when.by));
    case 'in-status':
      return words['in-status'](status[when.status], length(when.after));
    default:
      return words[when.kind](length(when.after));
  }
}

/** What keeps a rung from firing, as part of a sentence. */
function unlessOf({ when, unless = [] }: LadderRule, { locale }: Told): string {
  const { unless: word, unlessWhat } = locale.terms.escalation;
  const what = [
    'resolved' as const,
    ...(when.kind === 'in-status' ? [] : (['paused'] as const)),
    ...(when.kind === 'unacknowledged' && !unless.includes('acknowledged')
      ? (['acknowledged'] as const)
      : []),
    ...unless,
  ].map((one) => unlessWhat[one]);
  return word(new Intl.ListFormat(locale.language, { type: 'disjunction' }).format(what));
}

function whyWords(why: Suppression, rung: EscalationRung, { locale, now }: Told): string {
  const words = locale.terms.rungWhy;
  const time = rung.at === undefined ? '–' : locale.when(rung.at, now);
  return why === 'quiet-hours' || why === 'stale' ? words[why](time) : words[why];
}

function stateOf(rung: EscalationRung, told: Told): string {
  const { state, at, firedAt, firedBy, deferredFrom, why } = rung;
  const { locale, now } = told;
  const words = locale.terms.rungState;
  const time = (when: Instant | undefined): string => (when === undefined ? '–' : locale.when(when, now));
  const fired = firedAt === undefined ? [] : [words[firedBy ?? 'person'](time(firedAt))];
  switch (state) {
    case 'fired':
      return [...fired, ...(why ? [whyWords(why, rung, told)] : [])].join('. ');
    case 'due':
      return words.due(time(at));
    case 'suppressed':
      return whyWords(why ?? 'overtaken', rung, told);
    case 'ahead': {
      const ahead =
        firedAt !== undefined
          ? words.again(time(at))
          : deferredFrom === undefined
            ? words.ahead(time(at))
            : words.waits(time(at), time(deferredFrom));
      return [...fired, `${ahead}, ${unlessOf(rung.rule, told)}`].join('. ');
    }
  }
}

/** The next deed in a sentence, such as for a line above the ladder. */
export function nextWords(rung: EscalationRung, told: Told): string {
  const { locale, now } = told;
  const deed = locale.terms.rungDeed[rung.rule.action](whoOf(rung.to, told));
  return `${locale.terms.escalation.next(locale.when(rung.at ?? now, now), deed)}, ${unlessOf(rung.rule, told)}.`;
}

/** An address as a link; a sign in it that means something to a mail program is only a sign. */
const mailLink = (address: string): string =>
  `mailto:${address.split('@').map(encodeURIComponent).join('@')}`;

/** How somebody can be reached, and how sure that is. */
export function renderContact(to: Addressee, { locale, policy }: Told): TemplateResult | typeof nothing {
  const { contact: words } = locale.terms;
  const { role, name, phone, email, lastVerified, outdated } = to;
  if (name === undefined)
    return role === 'assignee' || role === 'group'
      ? nothing
      : html`<p class="contact doubtful">
          ${icon('warning')} ${words.nobody(roleWords(role, { locale, policy }))}
        </p>`;
  const listed = role !== 'assignee' && role !== 'group';
  if (!listed && phone === undefined && email === undefined) return nothing;
  const date =
    lastVerified === undefined
      ? undefined
      : new Intl.DateTimeFormat(locale.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
          Date.parse(lastVerified),
        );
  const checked = date === undefined ? words.never : outdated ? words.outdated(date) : words.verified(date);
  return html`<p class=${outdated ? 'contact doubtful' : 'contact'}>
    ${phone === undefined ? nothing : html`<a href="tel:${phone.replaceAll(/[^+\d]/gu, '')}"><bdi>${phone}</bdi></a>`}
    ${email === undefined ? nothing : html`<a href=${mailLink(email)}><bdi>${email}</bdi></a>`}
    ${listed ? html`<span>${outdated ? icon('warning') : nothing} ${checked}</span>` : nothing}
  </p>`;
}

const glyphs: Readonly<Record<EscalationRung['state'], IconName>> = {
  fired: 'check',
  due: 'warning',
  ahead: 'clock',
  suppressed: 'dash',
};

function renderRung(rung: EscalationRung, view: LadderView, at: number): TemplateResult {
  const { locale, record } = view;
  const { rule, state, to } = rung;
  const label = rule.label ?? conditionOf(rule, view);
  return html`<li class="rung" part="rung" data-state=${state}>
    ${icon(glyphs[state])}
    <div>
      <p class="deed" id="rung-${at}"><bdi>${locale.terms.rungDeed[rule.action](whoOf(to, view))}</bdi></p>
      <p class="when">${label}</p>
      <p class="stands">${stateOf(rung, view)}</p>
      ${state === 'suppressed' ? nothing : renderContact(to, view)}
      ${
        state === 'due' && record
          ? html`<button
              class="button small plain"
              type="button"
              aria-describedby="rung-${at}"
              @click=${(event: Event) => record(rung, event.currentTarget as HTMLElement)}
            >
              ${locale.terms.inform.record}
            </button>`
          : nothing
      }
    </div>
  </li>`;
}

const timeOf = ({ state, at }: EscalationRung): Instant =>
  state === 'suppressed' ? Infinity : (at ?? Infinity);

/** The rungs in the order of their times: who is told, when, and whether it has been done. What does not fire is last. */
export const renderLadder = (view: LadderView): TemplateResult =>
  html`<ol class="ladder">
    ${[...view.rungs]
      .sort((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(a) - timeOf(b)))
      .map((rung, at) => renderRung(rung, view, at))}
  </ol>`;
