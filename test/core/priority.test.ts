import { expect } from '@open-wc/testing';
import fc from 'fast-check';

import { isIncidentError } from '../../src/core/errors.js';
import { matrixOf, matrixPreset, matrixPresets } from '../../src/core/priority/matrices.js';
import type { MatrixPreset } from '../../src/core/priority/matrices.js';
import { compileMatrix, reachablePriorities } from '../../src/core/priority/matrix-check.js';
import {
  assessPriority,
  explainPriority,
  parseCell,
  priorityCode,
} from '../../src/core/priority/priority.js';
import type { MatrixDefinition } from '../../src/core/priority/priority.js';
import { standardMatrix } from '../../src/core/priority/standard-matrix.js';

const codes = (name: MatrixPreset): string[] => {
  const matrix = matrixPreset(name);
  return matrix.ranks.map((row) => row.map((rank) => matrix.priorities[rank - 1]?.code).join(' '));
};

const small: MatrixDefinition = {
  id: 'small',
  version: '7',
  impact: [
    { code: 'many', label: 'Many' },
    { code: 'one', label: 'One' },
  ],
  urgency: [
    { code: 'now', label: 'Now' },
    { code: 'later', label: 'Later' },
  ],
  priorities: [
    { code: 'A', label: 'First' },
    { code: 'B', label: 'Second' },
    { code: 'C', label: 'Third' },
  ],
  cells: [
    ['A', 'B'],
    ['B', 'C'],
  ],
};

const refusal = (definition: MatrixDefinition): string[] => {
  try {
    compileMatrix(definition);
  } catch (error) {
    if (isIncidentError(error)) return error.issues.map((issue) => `${issue.path} ${issue.code}`);
  }
  return [];
};

describe('priority matrix presets', () => {
  it('the four-by-four matrix keeps the diagonal of its source and is monotone', () => {
    expect(codes('seed-4x4')).to.deep.equal(['1 2 2 3', '2 2 3 3', '2 3 3 4', '3 3 4 4']);
    expect(matrixPreset('seed-4x4').warnings).to.deep.equal([]);
  });

  it('three by three gives five priorities, or four where low and low is still low', () => {
    expect(codes('servicenow-3x3')).to.deep.equal(['1 2 3', '2 3 4', '3 4 5']);
    expect(codes('servicenow-3x3-p4')).to.deep.equal(['1 2 3', '2 3 4', '3 4 4']);
  });

  it('the matrix of a desk without a policy is the checked one, and has nothing to warn about', () => {
    expect(standardMatrix).to.deep.equal(matrixPreset('servicenow-3x3'));
    expect(matrixPreset('servicenow-3x3').warnings).to.deep.equal([]);
  });

  it('the four-by-five example is taken as published and warned about, not refused', () => {
    expect(codes('jsm-4x5-example')).to.deep.equal([
      'highest high medium low lowest',
      'highest high medium low lowest',
      'high medium low low lowest',
      'medium low lowest low lowest',
    ]);
    expect(
      matrixPreset('jsm-4x5-example').warnings.map((warning) => `${warning.path} ${warning.code}`),
    ).to.deep.equal(['cells.3.3 not-monotone']);
  });

  it('three impacts by four urgencies read row by row', () => {
    expect(codes('itop-4x3')).to.deep.equal([
      'critical critical high low',
      'critical high medium low',
      'high medium medium low',
    ]);
  });

  it('a scale where 5 is very high is turned so that 1 is highest, and halves round up', () => {
    const matrix = matrixPreset('glpi-5x5');
    expect(matrix.impact.map((level) => level.code)).to.deep.equal(['5', '4', '3', '2', '1']);
    expect(codes('glpi-5x5')).to.deep.equal([
      '5 5 4 4 3',
      '5 4 4 3 3',
      '4 4 3 3 2',
      '4 3 3 2 2',
      '3 3 2 2 1',
    ]);
  });

  it('a priority no cell yields is reported: "major" is only set by hand or by a rule', () => {
    const plain = compileMatrix(matrixPresets['glpi-5x5']);
    expect(plain.warnings.map((warning) => warning.path)).to.deep.equal(['priorities.0']);
    expect(reachablePriorities(plain)).to.deep.equal([2, 3, 4, 5, 6]);
  });
});

describe('priority matrix check', () => {
  it('refuses a missing cell with its path', () => {
    expect(refusal({ ...small, cells: [['A', 'B'], ['B']] })).to.deep.equal(['cells.1 missing-cell']);
    expect(refusal({ ...small, cells: [['A', 'B']] })).to.deep.equal(['cells missing-cell']);
  });

  it('refuses a priority nobody declared, in a cell or in a rule', () => {
    expect(
      refusal({
        ...small,
        cells: [
          ['A', 'B'],
          ['B', 'X'],
        ],
      }),
    ).to.deep.equal(['cells.1.1 unknown-priority']);
    expect(
      refusal({
        ...small,
        modifiers: [{ id: 'm', label: 'm', when: 'vip', effect: { kind: 'at-least', priority: 'Z' } }],
      }),
    ).to.deep.equal(['modifiers.0.effect.priority unknown-priority']);
  });

  it('refuses an empty scale and a code that occurs twice', () => {
    expect(refusal({ ...small, urgency: [] })).to.deep.equal(['urgency required']);
    const twice = { code: 'many', label: 'Many' };
    expect(refusal({ ...small, impact: [twice, twice] })).to.deep.equal(['impact.1.code duplicate']);
  });

  it('warns of each cell that is more urgent than a graver neighbour', () => {
    const matrix = compileMatrix({
      ...small,
      cells: [
        ['B', 'A'],
        ['B', 'C'],
      ],
    });
    expect(matrix.warnings.map((warning) => `${warning.path} ${warning.code}`)).to.deep.equal([
      'cells.0.1 not-monotone',
    ]);
  });

  it('every cell of every shipped matrix yields a declared priority', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(matrixPresets) as MatrixPreset[])),
        fc.nat(9),
        fc.nat(9),
        (name, i, u) => {
          const matrix = matrixPreset(name);
          const impact = (i % matrix.impact.length) + 1;
          const urgency = (u % matrix.urgency.length) + 1;
          const { priority } = assessPriority(matrix, { impact, urgency });
          return priority >= 1 && priority <= matrix.priorities.length;
        },
      ),
      { seed: 20261122 },
    );
  });
});

describe('assessing a priority', () => {
  const matrix = matrixPreset('servicenow-3x3');

  it('explains itself: cell, rules, inputs, matrix and version', () => {
    const result = assessPriority(matrix, { impact: 1, urgency: 2 });
    expect(result).to.deep.equal({
      priority: 2,
      cell: { impact: 1, urgency: 2, priority: 2 },
      ruleIds: ['cell:1/2'],
      modifiers: [],
      inputs: { impact: 1, urgency: 2, facts: {} },
      matrixId: 'servicenow-3x3',
      matrixVersion: '1',
    });
    expect(priorityCode(result.priority)).to.equal('P2');
  });

  it('a workaround lowers, a VIP raises, each under its own name and in order', () => {
    const result = assessPriority(matrix, {
      impact: 2,
      urgency: 2,
      facts: { hasWorkaround: true, vip: true },
    });
    expect(result.modifiers.map(({ id, from, to }) => `${id} ${String(from)}-${String(to)}`)).to.deep.equal([
      'workaround 3-4',
      'vip 4-3',
    ]);
    expect(result.priority).to.equal(3);
  });

  it('sensitive data is high whatever the cell says, and never less urgent than it was', () => {
    expect(
      assessPriority(matrix, { impact: 3, urgency: 3, facts: { sensitiveData: true } }).priority,
    ).to.equal(2);
    expect(
      assessPriority(matrix, { impact: 1, urgency: 1, facts: { sensitiveData: true } }).priority,
    ).to.equal(1);
  });

  it('never leaves the scale', () => {
    expect(
      assessPriority(matrix, { impact: 3, urgency: 3, facts: { hasWorkaround: true } }).priority,
    ).to.equal(5);
    expect(assessPriority(matrix, { impact: 1, urgency: 1, facts: { vip: true } }).priority).to.equal(1);
  });

  it('an override wins, keeps what the rules said, and needs a reason', () => {
    const result = assessPriority(matrix, {
      impact: 3,
      urgency: 3,
      override: { priority: 1, reason: 'The board meets here today' },
    });
    expect(result.priority).to.equal(1);
    expect(result.cell.priority).to.equal(5);
    expect(result.ruleIds).to.deep.equal(['cell:3/3', 'override']);
    expect(() =>
      assessPriority(matrix, { impact: 3, urgency: 3, override: { priority: 1, reason: ' ' } }),
    ).to.throw(/needs a reason/);
  });

  it('names the level that does not exist', () => {
    expect(() => assessPriority(matrix, { impact: 4, urgency: 1 })).to.throw(/impact level 4/);
    expect(() => assessPriority(matrix, { impact: 1, urgency: 0 })).to.throw(/urgency level 0/);
  });
});

describe('a priority while somebody is still choosing', () => {
  const matrix = standardMatrix;
  const cell = { impact: 3, urgency: 3 };

  it('has its cell from a text, and none from a text that names no cell', () => {
    expect(parseCell('2/1', matrix)).to.deep.equal({ impact: 2, urgency: 1 });
    for (const text of ['', '9/9', '0/1', '1', '1/1/1', 'a/b'])
      expect(parseCell(text, matrix), text).to.equal(undefined);
  });

  it('is unknown without a cell', () => {
    expect(explainPriority(matrix, undefined, { vip: true }, undefined)).to.equal(undefined);
  });

  it('does not yet count an override without a reason, or one that names no priority', () => {
    const by = (priority: number, reason: string): number | undefined =>
      explainPriority(matrix, cell, {}, { priority, reason })?.priority;
    expect(by(1, 'The board meets here today')).to.equal(1);
    expect(by(1, ' ')).to.equal(5);
    expect(by(9, 'Too far')).to.equal(5);
  });
});

describe('a matrix by name or as written down', () => {
  it('is the shipped one, or the one that was written', () => {
    expect(matrixOf('seed-4x4')).to.equal(matrixPreset('seed-4x4'));
    expect(matrixOf(small).id).to.equal('small');
  });

  it('is refused for a name nobody knows, with those there are', () => {
    expect(() => matrixOf('nonsense')).to.throw(/"nonsense".*seed-4x4/);
  });
});
