import { expect } from '@open-wc/testing';
import {
  fileFault,
  isSizeOf,
  mostBytes,
  mostFiles,
  plainName,
  shortName,
  shownName,
} from '../../src/core/file.js';
import type { FileRef } from '../../src/core/file.js';

const ref = (over: Partial<FileRef> = {}): FileRef => ({
  id: 'f',
  name: 'screen.log',
  type: 'text/plain',
  size: 10,
  ...over,
});

describe('a file that is chosen', () => {
  it('is taken up to its limit, and not without content', () => {
    expect(fileFault(ref({ size: 0 }), {})).to.equal('empty');
    expect(fileFault(ref({ size: 10_000_000 }), {})).to.equal(undefined);
    expect(fileFault(ref({ size: 10_000_001 }), {})).to.equal('too-large');
    expect(fileFault(ref({ size: 11 }), { maxSize: 10 })).to.equal('too-large');
  });

  it('is of a kind that is taken by its media type, a part of that, or its ending', () => {
    const rules = { types: ['image/*', 'application/pdf', '.log'] };
    expect(fileFault(ref({ type: '' }), rules)).to.equal(undefined);
    expect(fileFault(ref({ name: 'SCREEN.LOG', type: '' }), rules)).to.equal(undefined);
    expect(fileFault(ref({ name: 'a.pdf', type: 'application/pdf' }), rules)).to.equal(undefined);
    expect(fileFault(ref({ name: 'a', type: 'image/svg+xml' }), rules)).to.equal(undefined);
    expect(fileFault(ref({ name: 'a.logs', type: 'imagery/x' }), rules)).to.equal('wrong-type');
  });

  it('goes with so many others, and so many bytes, at most', () => {
    const others = Array.from({ length: mostFiles }, () => ref());
    expect(fileFault(ref(), {}, others)).to.equal('too-many');
    expect(fileFault(ref(), {}, others.slice(1))).to.equal(undefined);
    expect(fileFault(ref(), {}, [ref({ size: mostBytes })])).to.equal('too-much');
  });
});

describe('the name of a file', () => {
  it('reads in the order of its letters', () => {
    expect(shownName('invoice\u202egpj.exe')).to.equal('invoicegpj.exe');
    expect(shownName('a\u0000b\nc\u200fd\u061ce.txt')).to.equal('abcde.txt');
    expect(shownName('👩‍👩‍👧 می‌خواهم.png')).to.equal('👩‍👩‍👧 می‌خواهم.png');
    expect(shownName('\u202e')).to.equal('');
  });

  it('keeps its ending when it is cut', () => {
    const long = `${'n'.repeat(300)}.pdf.exe`;
    expect([...shortName(long)]).to.have.length(80);
    expect(shortName(long)).to.match(/\.pdf\.exe$/);
    expect([...plainName(long)]).to.have.length(120);
  });

  it('names no folder, hides nothing and is never empty when it is sent or saved', () => {
    expect(plainName('../../etc/passwd')).to.equal('_.._etc_passwd');
    expect(plainName('C:\\temp\\a.log')).to.equal('C:_temp_a.log');
    expect(plainName('.bashrc')).to.equal('bashrc');
    for (const nothing of ['', ' ', '\u202e', '\ud800']) expect(plainName(nothing)).to.equal('file');
    expect(plainName('Gro\u0308ße.png')).to.equal('Größe.png');
  });
});

describe('the size that is told of a file', () => {
  it('is the one that was sent; a text may have been written anew', () => {
    const picture = { size: 10, type: 'image/png' };
    expect([undefined, 10, 9].map((told) => isSizeOf(picture, told))).to.deep.equal([true, true, false]);
    const text = { size: 10, type: 'text/plain' };
    expect([undefined, 10, 12, 0].map((told) => isSizeOf(text, told))).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
  });
});
