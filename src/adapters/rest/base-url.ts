/** Where the page itself comes from; undefined outside a browser. */
const pageOrigin = (): string | undefined => (typeof location === 'object' ? location.origin : undefined);

/**
 * What is wrong with a base URL, in words, or undefined. Allowed is a path on the page's own origin (`/api`), the page's
 * origin written out, and any origin the host allows: nothing else may be sent what the auth callback returns.
 */
export function baseUrlIssue(baseUrl: string, allowOrigins: readonly string[] = []): string | undefined {
  // Checked as written: a URL parser forgives backslashes, tabs and dots, and what it makes of them is a surprise.
  if (
    !/^[\x21-\x7e]+$/.test(baseUrl) ||
    /[\\?#]/.test(baseUrl) ||
    /(?:^|\/|%2f)(?:\.|%2e){1,2}(?:\/|%2f|$)/i.test(baseUrl)
  )
    return 'Write a plain address without spaces, backslashes, dots as folders, "?" or "#".';
  if (/^\/(?!\/)/.test(baseUrl)) return undefined;
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    return 'Write a path such as "/api" or a whole address such as "https://desk.example.test/api".';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'Only http and https addresses can be used.';
  if (url.username !== '' || url.password !== '' || /^[^/]*\/\/[^/]*@/.test(baseUrl))
    return 'An address must not contain a user name or password; use the auth callback.';
  if (url.origin !== pageOrigin() && !allowOrigins.includes(url.origin))
    return `The origin ${url.origin} is not allowed; add it to the allowed origins if it is yours.`;
  return undefined;
}
