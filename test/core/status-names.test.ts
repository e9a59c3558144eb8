import { expect } from '@open-wc/testing';

import { noStatusNames, statusWord, withStatusName } from '../../src/core/status-names.js';
import type { Status } from '../../src/core/incident.js';
import { common } from '../../src/locales/en/common.js';

const { status: ours } = common;
const heard = (...statuses: readonly Status[]) => statuses.reduce(withStatusName, noStatusNames);

describe('what a status is called', () => {
  it('is the backend’s name where its category has one', () => {
    const names = heard({ category: 'active', code: '2', label: 'Work in progress' });
    expect(statusWord({ category: 'active' }, names, ours)).to.equal('Work in progress');
  });

  it('is ours where a category has several names', () => {
    const names = heard(
      { category: 'paused', code: '3', label: 'Waiting' },
      { category: 'paused', code: '4', label: 'Postponed' },
    );
    expect(statusWord({ category: 'paused' }, names, ours)).to.equal('On hold');
    expect(statusWord({ category: 'paused', code: '4' }, names, ours)).to.equal('Postponed');
  });

  it('is ours where only a code among several was heard, in whatever order', () => {
    const deleted = { category: 'cancelled', code: 'deleted', label: 'deleted' } as const;
    const rejected = { category: 'cancelled', code: 'rejected' } as const;
    for (const names of [heard(deleted), heard(deleted, rejected), heard(rejected, deleted)]) {
      expect(statusWord(rejected, names, ours)).to.equal('Cancelled');
      expect(statusWord({ category: 'cancelled' }, names, ours)).to.equal('Cancelled');
      expect(statusWord(deleted, names, ours)).to.equal('deleted');
    }
  });
});
