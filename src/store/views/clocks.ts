import type { BackendClock } from '../../core/sla/clocks.js';
import type { Loaded, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';
import { incidentPart } from './incident-part.js';

/** The backend's own clocks of one incident. Without any where it keeps none. */
export interface ClocksState extends Loaded {
  readonly clocks: readonly BackendClock[];
}

/** The backend's own view of the clocks of one incident. */
export const backendClocks = (parts: ViewParts, id: string): Refreshable<ClocksState> =>
  incidentPart(parts, id, 'clocks', parts.adapter.clocks);
