/**
 * What is wrong with a base URL, in words, or undefined. Allowed is a path on the page's own origin (`/api`), the page's
 * origin written out, and any origin the host allows: nothing else may be sent what the auth callback returns.
 */
export function baseUrlIssue(baseUrl: string, allowOrigins: readonly string[] = []): string | undefined {
  // Checked as written: a URL parser forgives backslashes, tabs and dots, and what it makes of them is a surprise.
  const plain = /^(?=[!-~]+$)(?:\/(?!\/)|https?:\/\/[^/@\\?#]+(?:\/|$))[^\\?#]*$/i;
  const folders = /(?:^|\/|%2f)(?:\.|%2e){1,2}(?:\/|%2f|$)/i;
  if (plain.test(baseUrl) && !folders.test(baseUrl)) {
    if (baseUrl.startsWith('/')) return undefined;
    try {
      const { origin } = new URL(baseUrl);
      // Outside a browser there is no page's own origin.
      return origin === globalThis.location?.origin || allowOrigins.includes(origin)
        ? undefined
        : `The origin ${origin} is not allowed; let your web server forward a path such as "/api" to it, or allow it.`;
    } catch {
      // Worded below.
    }
  }
  return 'Write "/api" or an http(s) address, without a user name, spaces, "?", "#", "\\" or "..".';
}
