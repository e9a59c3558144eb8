/** An attribute that is taken away leaves what was there without it; Lit alone would leave `null`. */
export const orElse = <T>(usual: T) => ({
  fromAttribute: (value: string | null): string | T => value ?? usual,
});

/** The same for an attribute without which the property is undefined. */
export const orNothing = orElse(undefined);

/** The same for a number. */
export const numberOr = (usual: number) => ({
  fromAttribute: (value: string | null): number => (value === null ? usual : Number(value)),
});
