import type { Adapter, Choice } from '../adapters/adapter.js';
import { isUnfound } from '../core/incident.js';
import type { LookUpOperation } from '../store/views/last-used.js';
import type { ChoiceSource } from './choice-list.js';

/** What a look-up holds: a choice, or words that are not from the list and have no id. */
export type Chosen = Choice | { readonly id?: undefined; readonly label: string };

/** So many choices are asked for at a time. */
const pageSize = 20;

/** Looks choices up with one of the port's operations; undefined where the backend has none such. */
export const sourceOf = (
  adapter: Adapter | undefined,
  operation: LookUpOperation,
): ChoiceSource | undefined =>
  adapter?.[operation] &&
  (async (text, cursor, signal) =>
    (await adapter[operation]?.(
      text,
      { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      { signal },
    )) ?? { items: [] });

/** What was chosen, out of what a draft has brought back. */
export const asChosen = (value: unknown): Chosen | undefined =>
  typeof value === 'object' && value !== null && 'label' in value ? (value as Chosen) : undefined;

/** A name that is looked up when it is sent. */
export const unfound = (label: string): Chosen => ({ id: '', label });

/** Whether it still has to be looked up. */
export const isToFind = (chosen: Chosen | undefined): boolean =>
  chosen?.id !== undefined && isUnfound({ id: chosen.id });
