import { expect } from '@open-wc/testing';
import { runKpiVectors } from '../support/kpi-vectors.js';

/** A log of our own in the format of the real one. */
const log = `number,incident_state,reassignment_count,reopen_count,made_sla,opened_at,sys_updated_at,category,priority,resolved_at,closed_at
INC1,New,0,0,true,1/3/2026 10:00,1/3/2026 10:00,"Category 1, printers",2 - High,1/3/2026 12:00,?
INC1,Active,0,0,true,1/3/2026 10:00,1/3/2026 10:30,"Category 1, printers",2 - High,1/3/2026 12:00,?
INC2,New,0,0,true,1/3/2026 23:00,1/3/2026 23:00,Category 2,3 - Moderate,?,?
INC1,Closed,0,0,true,1/3/2026 10:00,6/3/2026 12:00,"Category 1, printers",2 - High,1/3/2026 12:00,6/3/2026 12:00
INC3,New,1,1,false,2/3/2026 08:00,2/3/2026 08:00,Category 2,3 - Moderate,2/3/2026 18:00,3/3/2026 00:00
INC3,Resolved,1,1,false,2/3/2026 08:00,2/3/2026 07:00,Category 2,3 - Moderate,2/3/2026 18:00,3/3/2026 00:00
`;

const expected = {
  note: 'worked out by hand',
  incidents: 3,
  resolved: 2,
  mtta: { n: 1, invalid: 1, mean: 30, median: 30, p90: 30 },
  mttr: { n: 2, invalid: 0, mean: 360, median: 360, p90: 552 },
  mttrByPriority: { '2 - High': { n: 1, mean: 120 }, '3 - Moderate': { n: 1, mean: 600 } },
  mttrByCategoryTop5: {
    'Category 2': { n: 1, mean: 600 },
    'Category 1, printers': { n: 1, mean: 120 },
    'Category 9': { n: 0, mean: null },
  },
  slaMet: 0.5,
  reopened: 0.5,
  resolvedWithoutReassignment: 0.5,
  reassignmentsPerIncident: 0.5,
  byPriority: { '2 - High': 1, '3 - Moderate': 2 },
  byFinalState: { Closed: 1, New: 1, Resolved: 1 },
  loggedPerDay: { '2026-03-01': 2, '2026-03-02': 1 },
  backlog: { '2026-03-01T11:00:00Z': 1, '2026-03-02T12:00:00Z': 2, '2026-03-09T00:00:00Z': 1 },
};

describe('KPI vectors', () => {
  it('all agree with the core', () => {
    expect(runKpiVectors(log, expected)).to.deep.equal({ passed: 36, failures: [] });
  });

  it('name the path, the figure and the expected one when they differ', () => {
    expect(runKpiVectors(log, { mttr: { mean: 361 }, unheardOf: 1 })).to.deep.equal({
      passed: 0,
      failures: ['mttr.mean: 360, expected 361', 'unheardOf: undefined, expected 1'],
    });
  });
});
