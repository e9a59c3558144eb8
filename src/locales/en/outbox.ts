import { plural } from '../plural.js';

const count = plural('en');

export const outbox = {
  outbox: {
    heading: 'Not sent yet',
    empty: 'Everything has been sent.',
    waiting: (n: number) => count(n, { one: '# waiting', other: '# waiting' }),
    failed: (n: number) => count(n, { one: '# not accepted', other: '# not accepted' }),
    unknown: (n: number) => count(n, { one: '# unclear', other: '# unclear' }),
    conflicts: (n: number) => count(n, { one: '# conflict', other: '# conflicts' }),
    copy: 'Copy all',
    copied: 'Copied.',
    download: 'Save as file',
    signIn: 'I have signed in',
  },
};

export type OutboxTerms = typeof outbox;
