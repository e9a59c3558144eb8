/** An address a person can safely follow: of this origin, or one of the web. What runs something is none. */
export const safeAddress = (address: string | undefined): string | undefined =>
  address !== undefined && /^(?:https?:\/\/|\/(?![/\\]))/i.test(address.trim()) ? address.trim() : undefined;

/** A part of an address, or of a cookie, as it was before it was written there. What is no encoding stands for itself. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
