import { expect } from '@open-wc/testing';

import { completeFilter } from '../../src/core/filter-completion.js';
import type { FilterWord } from '../../src/core/filter-completion.js';
import { parseFilter } from '../../src/core/filter.js';

const values = (...list: readonly string[]) => list.map((value) => ({ value, label: value }));
const words: readonly FilterWord[] = [
  {
    field: 'status',
    label: 'Stand',
    values: [
      { value: 'open', label: 'offen' },
      { value: 'paused', label: 'Angehalten' },
    ],
  },
  { field: 'assignee', label: 'Zugewiesen an', values: values('Dev Raman', 'Marek Novák') },
  { field: 'group', label: 'Gruppe', values: values('Service desk', 'Applications') },
  { field: 'service', label: 'Dienst', values: values('E-mail and calendar', 'Payroll') },
  { field: 'age', label: 'Alter', values: [] },
];
const texts = (typed: string, most = 8): readonly string[] =>
  completeFilter(typed, words, most).map(({ text }) => text);

describe('how a filter can be gone on with', () => {
  it('begins with the fields of that name, in both languages, and goes on with values of any field', () => {
    expect(texts('ser')).to.deep.equal(['service:', 'group:"Service desk"']);
    expect(texts('zugewiesen')).to.deep.equal(['assignee:']);
    expect(texts('zugewiesen-a')).to.deep.equal(['assignee:']);
    expect(texts('nov')).to.deep.equal(['assignee:"Marek Novák"']);
    expect(texts('cal'), 'a word within a name').to.deep.equal(['service:"E-mail and calendar"']);
    expect(texts('a')).to.deep.equal([
      'assignee:',
      'age:',
      'status:paused',
      'group:Applications',
      'service:"E-mail and calendar"',
    ]);
    expect(texts('a', 2)).to.have.length(2);
  });

  it('are the values of the field before the colon, by what they are called or by what is sent', () => {
    expect(texts('assignee:')).to.deep.equal(['assignee:"Dev Raman"', 'assignee:"Marek Novák"']);
    expect(texts('assignee:d')).to.deep.equal(['assignee:"Dev Raman"']);
    expect(texts('assignee:"dev r')).to.deep.equal(['assignee:"Dev Raman"']);
    expect(texts('stand:ange')).to.deep.equal(['stand:paused']);
    expect(texts('status:pau')).to.deep.equal(['status:paused']);
    expect(texts('status:open,')).to.deep.equal(['status:open,paused']);
    expect(texts('age:')).to.deep.equal([]);
    expect(texts('colour:')).to.deep.equal([]);
  });

  it('leaves what stands before as it is, and what is excluded excluded', () => {
    expect(texts('printer group:Applications -pay')).to.deep.equal([
      'printer group:Applications -service:Payroll',
    ]);
    expect(texts('-assignee:dev')).to.deep.equal(['-assignee:"Dev Raman"']);
  });

  it('is nothing where nothing is being typed, within quotes, or after what means nothing', () => {
    for (const typed of ['', ' ', 'ser ', 'group:Applications ', '"ser', 'x:y:ser', '-'])
      expect(texts(typed), typed).to.deep.equal([]);
  });

  it('always reads as the condition it offers', () => {
    for (const typed of ['a', 'ser', 'assignee:', '-group:', 'status:open,'])
      for (const { text, word, value } of completeFilter(typed, words, 99)) {
        if (!value) continue;
        const last = parseFilter(text, (name) => (name === 'stand' ? 'status' : undefined)).filter.at(-1);
        expect([last?.field, last?.values.at(-1)], text).to.deep.equal([word.field, value.value]);
      }
  });
});
