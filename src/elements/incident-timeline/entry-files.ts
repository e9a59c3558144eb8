import type { Attachment } from '../../core/file.js';
import { shortName } from '../../core/file.js';
import { iconElement } from '../../ui/icons.js';
import { make } from '../../ui/markup.js';
import type { Speech } from './speech.js';

/** Fetches a file and hands it to the browser to keep; `unsent` is one that lies in the outbox. */
export type FetchFile = (file: Attachment, unsent: boolean) => Promise<void>;

/** One file: its name, its size and the way to get it. Nothing of it is ever shown in the page. */
function lineOf(file: Attachment, unsent: boolean, fetch: FetchFile, speech: Speech): HTMLElement {
  const { files: words } = speech.terms;
  const name = shortName(file.name) || words.nameless;
  const called = make('span', 'file-name', make('bdi', '', name));
  const button = make('button', 'button plain', iconElement('download'), words.download);
  button.type = 'button';
  button.setAttribute('aria-label', words.downloadOf(name));
  const size = make('span', 'meta number', speech.fileSize(file.size));
  const facts = make('div', 'file-facts', called, size, button);
  const line = make('li', 'file', iconElement('file'), facts);
  let busy = false;
  button.addEventListener('click', () => {
    if (busy) return;
    busy = true;
    button.setAttribute('aria-disabled', 'true');
    button.lastChild?.replaceWith(words.downloading);
    line.querySelector('.error')?.remove();
    void fetch(file, unsent)
      .catch((error: unknown) => {
        // Kept apart from the sentence around it, whichever way it runs.
        const said = words.notDownloaded(`\u2068${name}\u2069`);
        const fault = make('span', 'error', `${said}. ${speech.fault(error)}`);
        facts.append(fault);
      })
      .finally(() => {
        busy = false;
        button.removeAttribute('aria-disabled');
        button.lastChild?.replaceWith(words.download);
      });
  });
  return line;
}

/** The files that came with an entry. */
export const fileList = (
  files: readonly Attachment[],
  unsent: boolean,
  fetch: FetchFile,
  speech: Speech,
): HTMLElement => make('ul', 'attached', ...files.map((file) => lineOf(file, unsent, fetch, speech)));
