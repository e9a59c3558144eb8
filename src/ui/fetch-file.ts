import { IncidentError } from '../core/errors.js';
import type { Attachment } from '../core/file.js';
import { plainName } from '../core/file.js';
import type { IncidentStore } from '../store/types.js';
import { saveFile } from './save-file.js';

/** Of no kind a browser would open: whatever the file says of itself, it is only kept. */
const unopened = 'application/octet-stream';

/** Fetches a file from the ticket system and hands it to the browser to keep. */
export async function fetchFile(store: IncidentStore | undefined, file: Attachment): Promise<void> {
  const content = await store?.files.download(file.id);
  if (content) saveFile(plainName(file.name), unopened, content);
}

/** Hands a file that is not sent yet to the browser to keep. */
export async function saveUnsent(store: IncidentStore | undefined, file: Attachment): Promise<void> {
  const bytes = await store?.files.read(file.id);
  if (!bytes) throw new IncidentError('not-found', 'The file is no longer on this device.');
  saveFile(plainName(file.name), unopened, bytes);
}
