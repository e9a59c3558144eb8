/** Where a look-up's list stands when a key is pressed. */
export interface ChoicePlace {
  readonly open: boolean;
  /** The option the arrow keys are at; -1 for none. */
  readonly at: number;
  /** The last option there is, the one that brings more among them; -1 for none. */
  readonly last: number;
  /** How many of the options are choices. */
  readonly choices: number;
  /** The list could not be fetched. */
  readonly failed: boolean;
}

/** What a key does to the list; `keeps` where the field gets the key as well. */
export type ChoiceMove =
  | { readonly to: 'open' | 'close' | 'undo' | 'again' }
  | { readonly to: 'option'; readonly at: number }
  | { readonly to: 'choose'; readonly at: number; readonly keeps?: true };

/** What a key means for a list by the pattern of a combobox; undefined where it is not one of the list's. */
export function choiceKey(
  { key, altKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey'>,
  { open, at, last, choices, failed }: ChoicePlace,
): ChoiceMove | undefined {
  const vertical = key === 'ArrowDown' || key === 'ArrowUp';
  if (!open) return vertical ? { to: 'open' } : undefined;
  if (key === 'Escape') return { to: 'undo' };
  if (altKey) return key === 'ArrowUp' ? { to: 'close' } : undefined;
  if (failed && (key === 'Enter' || key === 'ArrowDown')) return { to: 'again' };
  // The key that leaves the field takes along what the arrows have chosen.
  if (key === 'Tab') return at >= 0 && at < choices ? { to: 'choose', at, keeps: true } : undefined;
  if (key === 'Enter') return at >= 0 ? { to: 'choose', at } : undefined;
  if (shiftKey || last < 0) return undefined;
  // Without an option at hand the two keys move the caret.
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at >= last ? 0 : at + 1,
    ArrowUp: at <= 0 ? last : at - 1,
    ...(at < 0 ? {} : { Home: 0, End: last }),
  };
  const place = places[key];
  return place === undefined ? undefined : { to: 'option', at: place };
}
