/** Puts words on the clipboard. False where the browser does not let a page do so: without permission or a secure context. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
