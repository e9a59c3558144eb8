import { expect } from '@open-wc/testing';
import { fitting, historyOf } from '../../../src/core/history.js';
import { compilePolicy } from '../../../src/core/policy-check.js';
import { clocksOf, pressing, pressingClock } from '../../../src/core/sla/clocks.js';
import { monday } from '../../../src/testing/index.js';
import { sampleIncidents } from '../../../stories/scenarios/portal/sample-incidents.js';
import { policyAt } from '../../../stories/scenarios/portal/sample-policy.js';

describe('the sample data of the portal', () => {
  const policy = compilePolicy(policyAt(monday));
  const { incidents = [], entries = [] } = sampleIncidents(monday);
  const pastOf = (id: string) => historyOf(entries.filter(({ incidentId }) => incidentId === id));

  it('promises what the policy of its desk promises', () => {
    for (const { dueAt, ...rest } of incidents) {
      const history = fitting(pastOf(rest.id), rest);
      const { resolution } = clocksOf(rest, history, policy, monday);
      expect(dueAt, rest.number).to.equal(resolution.dueAt);
    }
  });

  it('has lines that say what the explained clocks say', () => {
    const open = incidents.filter(({ status }) => ['new', 'active', 'paused'].includes(status.category));
    for (const incident of open) {
      const history = fitting(pastOf(incident.id), incident);
      const told = pressing(Object.values(clocksOf(incident, history, policy, monday)));
      const line = pressingClock(incident, policy, monday);
      expect([line?.kind, line?.remaining], incident.number).to.deep.equal([told?.kind, told?.remaining]);
    }
  });
});
