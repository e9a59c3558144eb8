import { html } from 'lit';
import type { nothing, TemplateResult } from 'lit';

import type { CommonTerms } from '../../locales/en/common.js';
import type { IncidentView } from '../../store/types.js';
import type { DeskController } from '../../ui/desk.js';
import { renderLine } from '../../ui/incident-line.js';
import type { LocaleController } from '../../ui/locale.js';
import { clockedSpeech } from '../../ui/time-left.js';

interface Heading {
  /** Shown instead of the incident's title. */
  readonly heading: string | undefined;
  readonly audience: 'staff' | 'caller';
}

/** Which incident this is: its line, with the title (or another heading) as a heading. */
export function renderHeader(
  { heading, audience }: Heading,
  view: IncidentView,
  locale: LocaleController<CommonTerms>,
  desk: DeskController,
  below: TemplateResult | typeof nothing,
): TemplateResult {
  const speech = clockedSpeech(locale, desk.policy, desk.store?.adapter.traits, () => desk.now());
  const title = html`<h2 class="title">${heading || view.incident.title}</h2>`;
  return html`<header part="header">
    ${renderLine(view, speech, { title, withoutPerson: audience === 'caller' })} ${below}
  </header>`;
}
