import { expect } from '@open-wc/testing';

import type { Closing } from '../../src/core/closure.js';
import { closingOf } from '../../src/core/closure.js';
import type { IncidentError } from '../../src/core/errors.js';
import type { Incident } from '../../src/core/incident.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import { fillPolicy } from '../../src/core/policy.js';
import { compilePolicy } from '../../src/core/policy-check.js';
import { incident } from '../support/scripted-adapter.js';

const at = (text: string): number => Date.parse(text);
const fiveDays: PolicyDefinition = { closure: { after: 'P5D' } };

/** Resolved on a Friday at noon. */
const resolved = incident({
  id: 'i1',
  status: { category: 'resolved' },
  resolvedAt: at('2026-11-20T12:00:00Z'),
  updatedAt: at('2026-11-20T12:00:00Z'),
});

const closing = (over: Partial<Incident>, policy: PolicyDefinition = fiveDays): Closing | undefined =>
  closingOf({ ...resolved, ...over }, fillPolicy(policy));

const due = (over: Partial<Incident>, policy?: PolicyDefinition): string | undefined => {
  const found = closing(over, policy);
  return found && new Date(found.dueAt).toISOString();
};

const refusal = (policy: PolicyDefinition): string => {
  try {
    compilePolicy(policy);
    return '';
  } catch (error) {
    return (error as IncidentError).issues.map(({ path, code }) => `${path} ${code}`).join();
  }
};

describe('closing what nobody answers', () => {
  it('is due after so many days of the calendar, weekends and nights among them', () => {
    expect(due({})).to.equal('2026-11-25T12:00:00.000Z');
    expect(due({}, { closure: { after: 'P1W' } })).to.equal('2026-11-27T12:00:00.000Z');
    expect(due({}, { closure: { after: 'PT36H' } })).to.equal('2026-11-22T00:00:00.000Z');
  });

  it('counts days of 24 hours also where clocks are put back', () => {
    const before = at('2026-10-23T10:00:00+02:00');
    const found = closing({ resolvedAt: before, updatedAt: before });
    expect(found?.dueAt).to.equal(at('2026-10-28T09:00:00+01:00'));
  });

  it('begins anew with whatever is said or changed after the resolution', () => {
    const answered = at('2026-11-24T08:00:00Z');
    expect(closing({ updatedAt: answered })).to.deep.equal({
      silentSince: answered,
      dueAt: at('2026-11-29T08:00:00Z'),
    });
  });

  it('counts from the last change where nobody knows when it was resolved, and from the resolution where that is later', () => {
    const { resolvedAt: _at, ...unknown } = resolved;
    expect(closingOf(unknown, fillPolicy(fiveDays))?.silentSince).to.equal(resolved.updatedAt);
    expect(due({ updatedAt: at('2026-11-19T12:00:00Z') })).to.equal('2026-11-25T12:00:00.000Z');
  });

  it('never closes what is not resolved, a major incident, or anything where the policy does not say so', () => {
    for (const category of ['new', 'active', 'paused', 'closed', 'cancelled'] as const)
      expect(due({ status: { category } }), category).to.equal(undefined);
    expect(due({ major: true })).to.equal(undefined);
    expect(due({}, {})).to.equal(undefined);
    expect(due({ resolvedAt: NaN })).to.equal(undefined);
  });

  it('is refused with the place where the policy gives no time to answer', () => {
    expect(refusal({ closure: { after: 'five days' } })).to.equal('closure.after duration');
    expect(refusal({ closure: { after: 'PT0S' } })).to.equal('closure.after range');
    expect(refusal(fiveDays)).to.equal('');
  });
});
