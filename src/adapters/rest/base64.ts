/** So many bytes at once become characters: more would be too many arguments. */
const portion = 0x8000;

/** Bytes as a text of letters, as bodies in JSON carry them. */
export function base64Of(bytes: Uint8Array): string {
  let characters = '';
  for (let at = 0; at < bytes.length; at += portion)
    characters += String.fromCharCode(...bytes.subarray(at, at + portion));
  return btoa(characters);
}

/** The bytes again. @throws where the text is no base64. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/\s+/g, '')), (character) => character.charCodeAt(0));
