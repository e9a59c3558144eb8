import type { Description } from '../adapters/adapter.js';
import type { Policy } from '../core/policy.js';
import type { LineOf } from '../core/support-line.js';
import { lineFinder } from '../core/support-line.js';
import { keep } from './live.js';

/** Finds the lines of groups by the backend's list of them and by the policy; the same finder for the same two. */
export const keepLines = (): ((description: Description | undefined, policy: Policy | undefined) => LineOf) =>
  keep((description: Description | undefined, policy: Policy | undefined): LineOf => {
    const groups = description?.edit.find(({ name }) => name === 'group')?.choices ?? [];
    return lineFinder(groups, policy?.supportLines);
  });

/** The line of a group that is being chosen, as the policy has it: the choice itself tells what the directory says. */
export const writtenLines =
  (policy: () => Policy | undefined): LineOf =>
  (group) =>
    lineFinder([], policy()?.supportLines)(group);
