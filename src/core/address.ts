/** An address a person can safely follow: of this origin, or one of the web. What runs something is none. */
export const safeAddress = (address: string | undefined): string | undefined =>
  address !== undefined && /^(?:https?:\/\/|\/(?![/\\]))/i.test(address.trim()) ? address.trim() : undefined;
