import { expect } from '@open-wc/testing';

import { lastWords } from '../../src/browser/last-words.js';
import { standIns } from '../support/stand-in.js';

describe('the last words of a page', () => {
  const { replace, heal } = standIns();
  let place = '';
  beforeEach(() => (place = crypto.randomUUID()));
  afterEach(() => {
    heal();
    for (const one of [place, `${place}#2`]) lastWords(one).forget();
  });

  it('are found by the next page of the same place, and by no other', () => {
    lastWords(place).leave([{ title: 'Payroll \ud800 stops' }]);
    lastWords(`${place}#2`).leave([{ title: 'Somebody else’s' }]);
    expect(lastWords(place).found).to.deep.equal([{ title: 'Payroll \ud800 stops' }]);
    expect(lastWords(place.slice(0, -1)).found).to.deep.equal([]);
  });

  it('stay until they are let go of, and those of two pages are both there', () => {
    const [one, two] = [lastWords(place), lastWords(place)];
    one.leave(['a']);
    one.leave(['b']);
    two.leave(['c']);
    const next = lastWords(place);
    expect([...next.found].sort()).to.deep.equal(['b', 'c']);
    expect(lastWords(place).found).to.have.length(2);
    const later = lastWords(place);
    later.leave(['d']);
    next.heard();
    expect(lastWords(place).found, 'what was left since is nobody’s yet').to.deep.equal(['d']);
  });

  it('are gone where nothing is left to say, and where everything is removed', () => {
    const page = lastWords(place);
    page.leave(['a']);
    page.leave([]);
    expect(lastWords(place).found).to.deep.equal([]);
    page.leave(['b']);
    lastWords(place).forget();
    expect(lastWords(place).found).to.deep.equal([]);
  });

  it('are none where the browser keeps its storage from the page, or something else lies there', () => {
    localStorage.setItem('incident-elements:left:1', 'no words');
    expect(lastWords(place).found).to.deep.equal([]);
    localStorage.removeItem('incident-elements:left:1');
    replace(globalThis, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const page = lastWords(place);
    page.leave(['a']);
    page.forget();
    expect(page.found).to.deep.equal([]);
  });
});
