import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { closingOf } from '../../core/closure.js';
import type { Policy } from '../../core/policy.js';
import type { Instant } from '../../core/time.js';
import type { LifecycleTerms } from '../../locales/en/incident-lifecycle.js';
import type { IncidentState } from '../../store/types.js';

export interface ClosingScene {
  readonly state: IncidentState | undefined;
  readonly policy: Policy | undefined;
  /** The ticket system closes what stays unanswered by itself. */
  readonly byItself: boolean;
  /** Somebody here may close it. */
  readonly mayClose: boolean;
  readonly forCaller: boolean;
  readonly offline: boolean;
  readonly now: Instant;
  readonly dateTime: (at: Instant) => string;
  readonly terms: LifecycleTerms;
}

/**
 * Since when nobody has said anything about a resolved incident, and when it is closed for that. Nothing is claimed about
 * a record that may be outdated: somebody may have answered meanwhile.
 */
export function renderClosing(scene: ClosingScene): TemplateResult | typeof nothing {
  const { state, policy, byItself, mayClose, forCaller, offline, now, dateTime, terms } = scene;
  const { view, cached = true } = state ?? {};
  if (!view || !policy || cached || offline || view.pending !== undefined) return nothing;
  const closing = closingOf(view.incident, policy);
  if (!closing || !(byItself || (mayClose && !forCaller))) return nothing;
  const { closing: words } = terms;
  const due = dateTime(closing.dueAt);
  if (forCaller) return html`<p class="meta closing" part="closing">${words.forCaller(due)}</p>`;
  const silent = words.silent(dateTime(closing.silentSince));
  const then = byItself ? words.byItself(due) : closing.dueAt <= now ? words.dueSince(due) : words.dueAt(due);
  return html`<p class="meta closing" part="closing">${silent} ${then}</p>`;
}
