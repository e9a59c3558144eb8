import type { Progress } from '../adapter.js';

/** A request as it goes to the browser. */
export interface Exchange {
  readonly method: string;
  readonly headers: Headers;
  readonly credentials: RequestCredentials;
  readonly signal: AbortSignal;
  readonly body: string | Blob | FormData | null;
}

/** What is asked of an answer. */
export type Answered = Pick<Response, 'status' | 'ok' | 'type' | 'headers' | 'text' | 'blob'>;

/** Whether a request can tell how much of its body has gone: not outside a page, nor where no cookie may go along. */
export const canTell = ({ credentials }: Pick<Exchange, 'credentials'>): boolean =>
  typeof XMLHttpRequest === 'function' && credentials !== 'omit';

/** An address as it is compared: a page may have all its requests made secure. */
const place = (url: string): string => new Request(url).url.replace(/^http:/, 'https:');

const headersOf = (lines: string): Headers => {
  const headers = new Headers();
  for (const line of lines.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return headers;
};

/**
 * Sends as `fetch` does, and tells how much of the body has gone, which `fetch` cannot. It cannot be told to leave
 * redirects alone: one that it followed comes back as the redirect that it was.
 */
export const upload = (
  url: string,
  { method, headers, credentials, signal, body }: Exchange,
  progress: Progress,
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = 'blob';
    request.withCredentials = credentials === 'include';
    headers.forEach((value, name) => request.setRequestHeader(name, value));
    const tell = ({ lengthComputable, loaded, total }: ProgressEvent): void => {
      if (lengthComputable && total > 0) progress(loaded / total);
    };
    request.upload.addEventListener('loadstart', tell);
    request.upload.addEventListener('progress', tell);
    request.addEventListener('load', () => {
      const isThere = place(request.responseURL) === place(url);
      const status = isThere ? request.status : 302;
      const content = request.response as Blob;
      resolve({
        status,
        ok: status >= 200 && status < 300,
        type: 'default',
        headers: headersOf(request.getAllResponseHeaders()),
        text: () => content.text(),
        blob: () => Promise.resolve(content),
      });
    });
    // Given up, broken off, or kept from us by the browser: `fetch` says no more of it either.
    request.addEventListener('loadend', () => reject(new TypeError('There is no answer.')));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
