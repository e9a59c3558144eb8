import { within } from './desk-fixture.js';

/** Files as they are carried by a pointer or a clipboard. */
export function carrying(...files: readonly File[]): DataTransfer {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
}

/** Chooses files in an element as the browser's dialog does. */
export function chooseFiles(host: Element, ...files: readonly File[]): void {
  const input = within<HTMLInputElement>(host, '#files');
  input.files = carrying(...files).files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
