import { expect } from '@open-wc/testing';

import type { IncidentError } from '../../src/core/errors.js';
import { fitting, historyOf } from '../../src/core/history.js';
import { lineFinder, linesPassed, readSupportLine } from '../../src/core/support-line.js';
import { parsePolicy } from '../../src/policy/check.js';
import { anEntry } from '../../src/testing/index.js';
import { incident } from '../support/scripted-adapter.js';

const directory = [
  { id: 'desk', label: 'Service desk', line: 1 },
  { id: 'net', label: 'Network', line: 2 },
  { id: 'core', label: 'Core systems' },
  { id: 'acme', label: 'Acme' },
] as const;
const lineOf = lineFinder(directory, { core: 3, acme: 'vendor', net: 3, 'g-9': 2 });

describe('the support line of a group', () => {
  it('is what the directory says, and what the policy says of groups it is silent about', () => {
    expect(['desk', 'net', 'core', 'acme'].map(lineOf)).to.deep.equal([1, 2, 3, 'vendor']);
    expect(lineOf('g-9')).to.equal(2);
    expect([lineOf('nobody'), lineOf('constructor')]).to.deep.equal([undefined, undefined]);
  });

  it('is found by the name a timeline tells, unless two groups of one name stand in different lines', () => {
    expect(lineOf('Core systems')).to.equal(3);
    const twice = lineFinder([
      { id: 'a', label: 'Applications', line: 2 },
      { id: 'b', label: 'Applications', line: 3 },
      { id: 'c', label: 'Mail', line: 2 },
      { id: 'd', label: 'Mail', line: 2 },
    ]);
    expect([twice('Applications'), twice('b'), twice('Mail')]).to.deep.equal([undefined, 3, 2]);
  });

  it('is read as a directory writes it, and anything else is none', () => {
    expect([1, '3', 'vendor', 4, '', null, {}].map(readSupportLine)).to.deep.equal([
      1,
      3,
      'vendor',
      ...Array.from({ length: 4 }, () => undefined),
    ]);
  });

  it('is refused in a policy where there is no such line', () => {
    expect(parsePolicy({ supportLines: { desk: 1, acme: 'vendor' } }).supportLines).to.deep.equal({
      desk: 1,
      acme: 'vendor',
    });
    let path = '';
    try {
      parsePolicy({ supportLines: { desk: 4 } });
    } catch (error) {
      path = (error as IncidentError).issues.map((issue) => issue.path).join();
    }
    expect(path).to.equal('supportLines.desk');
  });
});

describe('the lines an incident has gone through', () => {
  const passed = (...names: readonly (string | undefined)[]): unknown =>
    linesPassed(
      names.slice(1).map((to, at) => ({
        ...(names[at] === undefined ? {} : { from: names[at] }),
        ...(to === undefined ? {} : { to }),
      })),
      lineOf,
    );

  it('are told in their order, and a hand-over within a line is none between lines', () => {
    expect(passed('Service desk', 'Network', 'Core systems')).to.deep.equal([1, 2, 3]);
    expect(passed(undefined, 'Service desk', 'g-9', 'Network')).to.deep.equal([1, 2]);
    expect(passed('Service desk', 'Network', 'Service desk', 'Acme')).to.deep.equal([1, 2, 1, 'vendor']);
  });

  it('are not told where one of them is not known, or nobody tells of changes', () => {
    expect(passed('Service desk', 'Night shift', 'Network')).to.equal(undefined);
    expect(linesPassed(undefined, lineOf)).to.equal(undefined);
    expect(linesPassed([], lineOf)).to.equal(undefined);
  });

  it('are read off a timeline that leads to the group the incident is with', () => {
    const entries = [
      anEntry({
        id: '2',
        recordedAt: 2,
        occurredAt: 2,
        changes: [{ field: 'group', from: 'Network', to: 'Acme' }],
      }),
      anEntry({
        id: '1',
        recordedAt: 1,
        occurredAt: 1,
        changes: [{ field: 'group', from: 'Service desk', to: 'Network' }],
      }),
    ];
    const history = historyOf(entries);
    const at = (label: string) =>
      linesPassed(fitting(history, incident({ id: 'i1', group: { id: 'x', label } })).groups, lineOf);
    expect(at('Acme')).to.deep.equal([1, 2, 'vendor']);
    expect(at('Service desk')).to.equal(undefined);
  });
});
