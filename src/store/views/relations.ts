import type { Relation } from '../../core/relation.js';
import type { Loaded, Refreshable } from '../types.js';
import type { ViewParts } from '../view.js';
import { incidentPart } from './incident-part.js';

/** What an incident belongs together with. Without any where the backend keeps no links. */
export interface RelationsState extends Loaded {
  readonly relations: readonly Relation[];
}

/** The links of one incident to other records. */
export const incidentRelations = (parts: ViewParts, id: string): Refreshable<RelationsState> =>
  incidentPart(parts, id, 'relations', parts.adapter.related);
