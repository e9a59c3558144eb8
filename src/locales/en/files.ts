import type { FileFault } from '../../core/file.js';
import type { Visibility } from '../../core/entry.js';
import { plural } from '../plural.js';

const count = plural('en');

/** Words about files. */
export const files = {
  files: {
    label: 'Files',
    help: 'Screenshots and logs help us find the cause.',
    choose: 'Choose files',
    /** Beside the button, for those who use a pointer. */
    dropHere: 'or drop them here, or paste a picture',
    dropNow: 'Let go to add the files',
    limit: (size: string) => `Up to ${size} each.`,
    limitTypes: (size: string, types: string) => `Up to ${size} each: ${types}.`,
    chosen: 'Chosen files',
    remove: (name: string) => `Remove ${name}`,
    added: (n: number) => count(n, { one: '# file added', other: '# files added' }),
    removed: (name: string) => `${name} removed`,
    reading: 'Being read …',
    sending: (name: string) => `Sending ${name}`,
    sent: (share: string) => `${share} sent`,
    allSent: 'All of it sent, waiting for the answer',
    sizeUnknown: 'size unknown',
    nameless: 'file without a name',
    /** Why a file was not taken: which one, how large it is, and what may be. */
    refused: {
      empty: ({ name }) => `“${name}” is empty: it has no content that could be sent.`,
      'too-large': ({ name, size, limit }) =>
        `“${name}” has ${size}; at most ${limit} can be sent. Pack it or cut it, then choose it again.`,
      'wrong-type': ({ name, types }) => `“${name}” is of a kind that is not taken here: ${types}.`,
      'too-many': ({ name, most }) => `“${name}” was not added: at most ${most} files go together.`,
      'too-much': ({ name, limit }) => `“${name}” was not added: together the files may have ${limit}.`,
      unreadable: ({ name }) => `“${name}” could not be read. Folders cannot be sent: pack them first.`,
    } as Record<FileFault, (file: SpokenFile) => string>,
    /** It is chosen, and the device has no room for it. */
    notKept: 'There is no room to keep it on this device: it is sent only while this page stays open.',
    missing: 'It is no longer on this device. Remove it and choose it again.',
    download: 'Download',
    downloadOf: (name: string) => `Download ${name}`,
    downloading: 'Being fetched …',
    downloaded: (name: string) => `${name} was saved`,
    gone: 'It is no longer there, or you may not see it.',
    notDownloaded: (name: string) => `${name} could not be fetched`,
  },
  file: {
    name: 'Name',
    size: 'Size',
    type: 'Kind',
    readers: 'Who can read it',
    public: 'everybody with access',
    internal: 'only those who work on it',
  } as Record<Visibility | 'name' | 'size' | 'type' | 'readers', string>,
};

/** A file and the limits that hold, as people say them. */
export interface SpokenFile {
  readonly name: string;
  readonly size: string;
  readonly limit: string;
  readonly types: string;
  readonly most: string;
}

export type FilesTerms = typeof files;
