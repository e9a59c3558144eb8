import type { PriorityExplanation, PriorityFact } from '../core/priority/priority.js';
import { priorityCode } from '../core/priority/priority.js';

const facts: Readonly<Record<PriorityFact, string>> = {
  vip: 'a VIP is affected',
  sensitiveData: 'sensitive data is involved',
  criticalWindow: 'the service is in a critical window',
  hasWorkaround: 'a workaround exists',
};

/**
 * What somebody has said about a priority beyond the levels, in words for a record that cannot keep it otherwise.
 * Undefined where nobody has: what the matrix says by itself can be computed again.
 */
export function assessmentWords({
  override,
  cell,
  modifiers,
  inputs,
}: PriorityExplanation): string | undefined {
  const ticked = (Object.keys(facts) as PriorityFact[]).filter((fact) => inputs.facts[fact] === true);
  const byRules = modifiers.at(-1)?.to ?? cell.priority;
  const lines = [
    ...(override
      ? [
          `Priority ${priorityCode(override.priority)} set by hand instead of ${priorityCode(byRules)}: ${override.reason}`,
        ]
      : []),
    ...(ticked.length > 0 ? [`Taken into account: ${ticked.map((fact) => facts[fact]).join('; ')}.`] : []),
  ];
  return lines.length > 0 ? lines.join('\n') : undefined;
}
