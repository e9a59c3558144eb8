import { expect } from '@open-wc/testing';

import { noteTopics, testResults, topicIn, withTopic } from '../../src/core/note-topic.js';

describe('what a note is for', () => {
  it('stands in its last line, for people who read the ticket elsewhere', () => {
    expect(withTopic('Cable swapped.\nNo change.', { topic: 'test', result: 'refuted' })).to.equal(
      'Cable swapped.\nNo change.\n[note test · refuted]',
    );
    expect(withTopic('Error 4711 at 09:12.', { topic: 'evidence' })).to.equal(
      'Error 4711 at 09:12.\n[note evidence]',
    );
  });

  it('is read back as it was written, whatever blank lines a ticket system adds', () => {
    for (const topic of noteTopics)
      for (const result of testResults) {
        const about = topic === 'test' ? { topic, result } : { topic };
        expect(topicIn(`${withTopic('Asked the vendor.\n\nThey call back.', about)}\r\n\n`)).to.deep.equal({
          about,
          text: 'Asked the vendor.\n\nThey call back.',
        });
      }
  });

  it('is not seen in words that only look like it', () => {
    for (const text of [
      undefined,
      '',
      'See [note evidence] above.',
      '[note test]',
      '[note gossip]',
      '[note evidence · refuted]',
      '[note test · refuted] and more',
    ])
      expect(topicIn(text), String(text)).to.equal(undefined);
  });

  it('takes no longer than reading a text of two hundred thousand blanks', () => {
    expect(topicIn(`${' '.repeat(200_000)}x`)).to.equal(undefined);
  }).timeout(2000);
});
