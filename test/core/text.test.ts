import { expect } from '@open-wc/testing';

import { cleanText } from '../../src/core/text.js';

describe('pasted text', () => {
  it('loses NUL, which no backend can keep, and says how often', () => {
    expect(cleanText('error\0\0 code 5\0')).to.deep.equal({ text: 'error code 5', removed: 3 });
  });

  it('loses half a surrogate pair at either end, in the middle and in the wrong order', () => {
    expect(cleanText('\ude00a\ud83db\ud83d')).to.deep.equal({ text: 'ab', removed: 3 });
    expect(cleanText('\ude00\ud83d')).to.deep.equal({ text: '', removed: 2 });
    expect(cleanText('\ud83d😀')).to.deep.equal({ text: '😀', removed: 1 });
  });

  it('never makes a new character of two halves that something stood between', () => {
    expect(cleanText('\ud83d\0\ude00')).to.deep.equal({ text: '', removed: 3 });
  });

  for (const text of [
    '',
    'plain',
    '👩‍👩‍👧‍👦 𝒳 e\u0301 \ufeffBOM',
    'tab\tline\nreturn\r\n\u0085\u2028\u2029 end ',
    '\u0001\u001b[31mred\u001b[0m\u007f',
    'مرحبا \u200f\u2067x\u2069\u202e',
    '\ufffe\uffff\u{1fffe}',
    '<b>&amp;</b> ${x} %00 \\0',
  ])
    it(`comes through as it was: ${JSON.stringify(text)}`, () => {
      expect(cleanText(text)).to.deep.equal({ text, removed: 0 });
      expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))).to.equal(
        text,
      );
    });
});
