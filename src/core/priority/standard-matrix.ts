import type { Level, ModifierDefinition, PriorityMatrix } from './priority.js';

export const level = (code: string, label: string, help?: string): Level =>
  help === undefined ? { code, label } : { code, label, help };

/** The usual four rules on top of a cell. A policy may name its own. */
export const standardModifiers = (priorities: readonly Level[]): readonly ModifierDefinition[] => {
  const second = priorities[1]?.code ?? priorities[0]?.code ?? '';
  return [
    {
      id: 'workaround',
      label: 'A workaround exists',
      when: 'hasWorkaround',
      effect: { kind: 'lower', steps: 1 },
    },
    { id: 'vip', label: 'A VIP is affected', when: 'vip', effect: { kind: 'raise', steps: 1 } },
    {
      id: 'critical-window',
      label: 'The service is in a critical window',
      when: 'criticalWindow',
      effect: { kind: 'raise', steps: 1 },
    },
    {
      id: 'sensitive-data',
      label: 'Sensitive data is involved',
      when: 'sensitiveData',
      effect: { kind: 'at-least', priority: second },
    },
  ];
};

const priorities = ['Critical', 'High', 'Moderate', 'Low', 'Planning'].map((label, at) =>
  level(String(at + 1), label),
);

/** The matrix of a desk whose policy names none, ready for use: `servicenow-3x3`. */
export const standardMatrix: PriorityMatrix = Object.freeze({
  id: 'servicenow-3x3',
  version: '1',
  label: 'Three by three, five priorities',
  impact: [
    level('1', 'High', 'Many people or customers cannot work, or money, reputation or safety is at stake.'),
    level('2', 'Medium', 'A moderate number of people is affected; the loss is limited.'),
    level('3', 'Low', 'One person or a few are affected.'),
  ],
  urgency: [
    level('1', 'High', 'The damage grows fast, or the work cannot wait.'),
    level('2', 'Medium', 'The damage grows noticeably over time.'),
    level('3', 'Low', 'Waiting hardly makes it worse.'),
  ],
  priorities,
  ranks: [
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 5],
  ],
  modifiers: standardModifiers(priorities),
  shipped: true,
  warnings: [],
});
