/** The fallback order of a message that comes in several forms: plain words first. */
const rank = (type: string): number =>
  type.startsWith('text/plain') ? 0 : type.startsWith('text/html') ? 1 : type === '' ? 2 : 3;

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * The words of an HTML text. It is taken apart as text and never handed to a browser's parser, so nothing in it can
 * load or run; what looks like a tag afterwards was written as words and stays words.
 */
export function textOfHtml(html: string): string {
  return html
    .replace(/<(script|style|head|title)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<br\b[^>]*>|<\/(?:p|div|li|tr|h[1-6]|blockquote|pre)\s*>/gi, '\n')
    .replace(/<[^>]{0,5000}>/g, '')
    .replace(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,5}));/gi,
      (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return named[name.toLowerCase()] ?? whole;
        const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\n$/;

/**
 * The characters of a text that may have come as base64. Request Tracker ends base64 with a line feed and breaks it
 * into lines of 76; plain words look like that only by an accident that decoding as UTF-8 then uncovers.
 */
export function textOfContent(content: string): string {
  const joined = content.replace(/\n(?=.)/g, '');
  if (joined.length < 9 || !base64.test(joined)) return content;
  try {
    const bytes = Uint8Array.from(atob(joined.trim()), (character) => character.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? content : text;
  } catch {
    return content;
  }
}

/** One form of a message as the backend keeps it. */
export interface Part {
  readonly type: string;
  readonly content: string;
}

/** The readable words of a message in several forms. Attached files and empty containers are no words. */
export function wordsOf(parts: readonly Part[]): string {
  const [best] = parts
    .filter((part) => part.content !== '' && rank(part.type) < 3)
    .sort((a, b) => rank(a.type) - rank(b.type));
  if (!best) return '';
  const text = textOfContent(best.content);
  return rank(best.type) === 1 ? textOfHtml(text) : text.replace(/\r\n/g, '\n').replace(/\n+$/, '');
}
