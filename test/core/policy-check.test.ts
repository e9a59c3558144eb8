import { expect } from '@open-wc/testing';

import { isIncidentError } from '../../src/core/errors.js';
import type { PolicyDefinition } from '../../src/core/policy.js';
import { compilePolicy } from '../../src/core/policy-check.js';

/** Place and kind of each fault; empty where the policy can be used. */
function faults(policy: PolicyDefinition): string {
  try {
    compilePolicy(policy);
    return '';
  } catch (error) {
    if (!isIncidentError(error)) throw error;
    return error.issues.map(({ path, code }) => `${path} ${code}`).join(', ');
  }
}

describe('a policy is refused with the place', () => {
  it('where a stretch of time is none', () => {
    expect(faults({ problems: { within: 'a month' } })).to.equal('problems.within duration');
    expect(faults({ problems: { within: 'P0D' } })).to.equal('problems.within range');
    expect(faults({ firstResponse: ['PT15M', 'soon'] })).to.equal('firstResponse.1 duration');
    expect(faults({ problems: { within: 'P14D' }, firstResponse: ['PT15M'] })).to.equal('');
  });

  it('where it names a priority that the matrix does not have', () => {
    expect(faults({ problems: { workaroundPriorities: [1, 9] } })).to.equal(
      'problems.workaroundPriorities unknown-level',
    );
    expect(faults({ problems: { workaroundPriorities: [1] } })).to.equal('');
  });
});
