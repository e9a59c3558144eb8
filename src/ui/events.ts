import type { ActionName } from '../core/actions.js';
import type { Improvement } from '../core/improvement.js';
import type { StatusCategory } from '../core/incident.js';
import type { KpiId } from '../core/kpi/definitions.js';

/** What an event says: ids and states, never texts, so that nothing personal leaves the page by accident. */
export interface IncidentCreatedDetail {
  readonly incidentId: string;
  /** The reference people quote; empty where the backend gives none. */
  readonly number: string;
  readonly key: string;
}

export interface IncidentQueuedDetail {
  readonly incidentId: string;
  readonly key: string;
  /** `durable` when it survives a reload. */
  readonly kept: 'durable' | 'memory';
}

export interface IncidentSelectedDetail {
  readonly incidentId: string;
  readonly number: string;
  readonly status: StatusCategory;
}

export interface IncidentNarrowedDetail {
  /** Ranks of a heat map's cell, counted from the highest; null when its incidents are no longer asked for. */
  readonly impact: number | null;
  readonly urgency: number | null;
  /** The figure whose incidents a KPI card asks for; null when no longer. Absent from a heat map. */
  readonly kpi?: KpiId | null;
}

export interface IncidentPriorityChangeDetail {
  readonly impact: number | null;
  readonly urgency: number | null;
  readonly priority: number | null;
}

export interface IncidentEntryAddedDetail {
  readonly incidentId: string;
  readonly key: string;
}

export interface IncidentFieldSavedDetail {
  readonly incidentId: string;
  /** The fields that change, by our names, or by the backend's where they are its own. */
  readonly fields: readonly string[];
  readonly key: string;
}

export interface IncidentStepDetail {
  readonly incidentId: string;
  /** What is done, such as `take` or `resolve`. */
  readonly action: ActionName;
  /** The status it leads to; null where it changes something else. */
  readonly to: StatusCategory | null;
}

export interface IncidentEscalatedDetail {
  readonly incidentId: string;
  /** Of the mutation that does it. */
  readonly key: string;
  /** Handed to another group, or somebody further up informed. */
  readonly kind: 'functional' | 'hierarchical';
}

export interface IncidentImprovementDetail {
  /** The figure that leads to it, as it is read now: value, definition, period, category, service and incidents. */
  readonly improvement: Improvement;
}

export interface IncidentOutboxChangeDetail {
  readonly pending: number;
  readonly failed: number;
  readonly unknown: number;
  readonly conflicts: number;
}

export interface IncidentAuthRequiredDetail {
  /** Which desk asks, its `id` attribute. */
  readonly desk: string;
}

/** Every event of the suite with what it carries. All of them bubble and cross shadow roots. */
export interface IncidentEventDetails {
  /** The backend has the incident. */
  'incident-created': IncidentCreatedDetail;
  /** The incident is safe on this device and will be sent. */
  'incident-queued': IncidentQueuedDetail;
  /** Somebody chose an incident in a list. Prevented, it is not the desk's selection. */
  'incident-selected': IncidentSelectedDetail;
  /** Somebody asked for the incidents of a heat map's cell or behind a figure. Prevented, no list is narrowed. */
  'incident-narrowed': IncidentNarrowedDetail;
  /** Somebody chose a cell of the matrix. */
  'incident-priority-change': IncidentPriorityChangeDetail;
  /** A comment or work note was accepted for sending. */
  'incident-entry-added': IncidentEntryAddedDetail;
  /** A change of a field was accepted for sending. */
  'incident-field-saved': IncidentFieldSavedDetail;
  /** Somebody takes a step. Prevented, it is not taken. */
  'incident-step': IncidentStepDetail;
  /** Somebody escalated an incident by hand; it was accepted for sending. */
  'incident-escalated': IncidentEscalatedDetail;
  /** Somebody raises an improvement by a figure. Prevented, no proposal is prepared: the page takes it over. */
  'incident-improvement': IncidentImprovementDetail;
  /** The number of unsent, failed or unclear items changed. */
  'incident-outbox-change': IncidentOutboxChangeDetail;
  /** The backend wants somebody to sign in; call the desk's `resume()` afterwards. */
  'incident-auth-required': IncidentAuthRequiredDetail;
}

export type IncidentEventName = keyof IncidentEventDetails;

/** One of the suite's events. */
export class IncidentEvent<N extends IncidentEventName> extends CustomEvent<IncidentEventDetails[N]> {
  constructor(name: N, detail: IncidentEventDetails[N], options: { readonly cancelable?: boolean } = {}) {
    super(name, { detail, bubbles: true, composed: true, cancelable: options.cancelable ?? false });
  }
}

/** Sends one of the suite's events; false when somebody prevented a cancelable one. */
export const emit = <N extends IncidentEventName>(
  target: EventTarget,
  name: N,
  detail: IncidentEventDetails[N],
  options?: { readonly cancelable?: boolean },
): boolean => target.dispatchEvent(new IncidentEvent(name, detail, options));

type IncidentEventMap = { [N in IncidentEventName]: IncidentEvent<N> };

declare global {
  // Merging needs interfaces; their members come from the table above. Events bubble, so a page may listen anywhere.
  interface HTMLElementEventMap extends IncidentEventMap {}
  interface DocumentEventMap extends IncidentEventMap {}
  interface WindowEventMap extends IncidentEventMap {}
}
