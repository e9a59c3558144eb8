import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { DeskController } from '../../ui/desk.js';
import type { LocaleController } from '../../ui/locale.js';
import { durationLength } from '../../core/duration.js';
import { shortName } from '../../core/file.js';
import type { Policy } from '../../core/policy.js';
import type { Millis } from '../../core/time.js';
import type { OutboxItem } from '../../store/types.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/incident-form.js';
import { icon } from '../../ui/icons.js';
import type { IconName } from '../../ui/icons.js';
import { lineSpeech, renderLine } from '../../ui/incident-line.js';
import { percentIn, renderUpload } from '../../ui/upload.js';
import type { Standing, SubmissionController } from './submission.js';

/** How soon somebody answers by the policy; undefined where it says nothing usable. */
function answerWithin(policy: Policy | undefined, priority: number | undefined): Millis | undefined {
  const text = priority === undefined ? undefined : policy?.firstResponse[priority - 1];
  if (text === undefined) return undefined;
  try {
    return durationLength(text);
  } catch {
    return undefined;
  }
}

interface SentReportView {
  readonly report: SubmissionController;
  readonly desk: DeskController;
  /** The report is a caller's own. */
  readonly own: boolean;
  readonly locale: LocaleController<CommonTerms & FormTerms>;
  readonly another: () => void;
}

const faces: Readonly<Record<Standing, IconName>> = {
  sending: 'send',
  waiting: 'clock',
  'signed-out': 'lock',
  unknown: 'warning',
  failed: 'warning',
  confirmed: 'check',
  gone: 'info',
};

const isStuckItem = ({ state }: OutboxItem): boolean => state === 'failed' || state === 'unknown';

/** How that stands which goes after the report; empty once all has arrived. */
function followingLine(
  pending: readonly OutboxItem[],
  wait: (count: number) => string,
  isStuck: (count: number) => string,
): string {
  const stuck = pending.filter(isStuckItem).length;
  const waiting = pending.length - stuck;
  return [waiting > 0 ? wait(waiting) : '', stuck > 0 ? isStuck(stuck) : ''].filter(Boolean).join(' ');
}

/** What was not taken, by name: everything else is there or on its way. */
function stuckNames(pending: readonly OutboxItem[], language: string): TemplateResult | typeof nothing {
  const names = pending.filter(isStuckItem).flatMap(({ mutation: { intent } }) => {
    if (intent.kind === 'relate') return [intent.relation.number];
    return intent.kind === 'attach' ? [shortName(intent.file.name)] : [];
  });
  if (names.length === 0) return nothing;
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'short' }).formatToParts(names);
  return html`<p class="wrap">
    ${list.map(({ type, value }) => (type === 'element' ? html`<bdi>${value}</bdi>` : value))}
  </p>`;
}

/** The file that is being sent, and how much of it has gone. */
function uploadLine(
  pending: readonly OutboxItem[],
  { report, locale }: SentReportView,
): TemplateResult | typeof nothing {
  const item = pending.find(({ state }) => state === 'sending');
  const intent = item?.mutation.intent;
  if (!item || intent?.kind !== 'attach') return nothing;
  const { name } = intent.file;
  const speech = { terms: locale.terms, percent: percentIn(locale) };
  return html`<p class="upload">
    <bdi class="file-name">${shortName(name)}</bdi> ${renderUpload(name, report.shareOf(item), speech)}
  </p>`;
}

/** What became of the report. It follows along while the report is on its way. */
export function renderSentReport(view: SentReportView): TemplateResult {
  const { report, desk, locale, another } = view;
  const { form, sent: words } = locale.terms;
  const standing = report.standing ?? 'sending';
  const { incident } = report;
  const speech = lineSpeech(locale, desk.policy, desk.store?.adapter.traits, () => desk.now());
  const number = incident?.number ?? '';
  const memory = report.current?.submitted.kept === 'memory';
  const wait = answerWithin(desk.policy, report.current?.priority);
  const within = wait === undefined ? undefined : locale.duration(wait, 'long');
  const title =
    standing === 'confirmed'
      ? words.logged
      : standing === 'unknown'
        ? words.unknownTitle
        : standing === 'sending'
          ? form.sending
          : memory
            ? words.waitMemoryTitle
            : words.waitTitle;
  const files = report.following('attach');
  const reference = html`<p class="meta">
    ${words.reference} <bdi class="reference" part="reference">${report.current?.submitted.incidentId}</bdi>
  </p>`;
  const body = (): TemplateResult => {
    if (standing === 'confirmed')
      return html`${incident ? renderLine({ incident }, speech, { withoutPerson: view.own }) : nothing}
        ${
          number
            ? html`<p class="muted">${words.loggedAs}</p>
                <p class="big number" part="number"><bdi>${number}</bdi></p>`
            : html`<p>${words.noNumber}</p>
                ${reference}`
        }
        <p>
          ${within === undefined ? words.nextStep : words.answerWithin(within)}${number ? html` ${words.quote}` : nothing}
        </p>`;
    if (standing === 'unknown')
      return html`<p class="words">${words.unknownText}</p>
        ${reference}`;
    const kept = memory ? words.waitMemory : words.waitText;
    const text = [standing === 'signed-out' ? words.waitSignedOut : kept, memory ? words.onlyCopy : ''];
    const look = standing === 'sending' ? 'muted words' : 'words';
    // A ticket system that does answer is not waited for as one that cannot be reached.
    const why = standing === 'waiting' ? report.trouble?.kind : undefined;
    const cause = why === undefined || why === 'network' ? undefined : locale.terms.errorTitle[why];
    return html`<p class=${look}>${text.filter(Boolean).join(' ')}</p>
      ${cause === undefined ? nothing : html`<p class="meta">${cause}</p>`}
      ${standing === 'sending' ? nothing : reference}`;
  };
  const links = report.following('relate');
  const following = [
    [followingLine(links, words.itemsWait, words.itemsStuck), links],
    [followingLine(files, words.filesWait, words.filesStuck), files],
  ] as const;
  // The keyboard goes to the title, which tells that it is being sent. What comes with its region is heard by nobody.
  const spoken = standing === 'sending' ? [] : following.map(([line]) => line);
  // The button goes away with what it mends; the title tells what comes of it.
  const signedIn = ({ currentTarget }: Event): void => {
    (currentTarget as Element).closest('section')?.querySelector('h2')?.focus();
    void desk.store?.resume();
  };
  return html`<section class="panel" part="panel" data-standing=${standing} aria-labelledby="panel-title">
    <h2 id="panel-title" class="title" tabindex="-1">
      <span class="face">${icon(faces[standing])}</span> ${title}
    </h2>
    ${body()}
    ${following.map(([line, pending]) =>
      line === ''
        ? nothing
        : html`<p class="meta">${line}</p>
            ${stuckNames(pending, locale.language)}`,
    )}
    ${uploadLine(files, view)} ${standing === 'confirmed' ? html`<slot name="success"></slot>` : nothing}
    ${
      standing === 'sending'
        ? nothing
        : html`<p class="row">
            ${standing === 'signed-out' ? html`<button class="button primary" type="button" @click=${signedIn}>${form.signIn}</button>` : nothing}
            <button class="button" type="button" id="another" @click=${another}>${words.another}</button>
          </p>`
    }
    ${following.map((_, at) => html`<p class="visually-hidden" role="status">${spoken[at]}</p>`)}
    <p class="visually-hidden" role="status">
      ${standing === 'sending' ? nothing : title}${standing === 'confirmed' && number ? html` ${words.loggedAs} ${number}` : nothing}
    </p>
  </section>`;
}
