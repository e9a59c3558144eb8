import type { Ref } from './incident.js';

/** Why an incident is on hold. */
export interface HoldReason extends Ref {
  /** The caller has to be told in public what is waited for. */
  readonly publicComment?: boolean;
  /** Clocks run on although it is on hold. They stop unless this is `false`. */
  readonly stopsClock?: boolean;
  /** The children of an incident go on hold with it. */
  readonly children?: boolean;
}

/** How an incident was resolved. */
export interface ResolutionCode extends Ref {
  /** The service is back and the cause is left for later. */
  readonly workaround?: boolean;
}

/** The lists the lifecycle asks from. */
export interface LifecycleLists {
  readonly holdReasons: readonly HoldReason[];
  readonly cancelReasons: readonly Ref[];
  readonly resolutionCodes: readonly ResolutionCode[];
  /** What was done. */
  readonly resolutionMethods: readonly Ref[];
}

const choices = (...labels: readonly string[]): readonly Ref[] =>
  labels.map((label) => ({ id: label.toLowerCase().replaceAll(' ', '-'), label }));

/** The hold reason of a policy without its own that obliges us to tell the caller in public what we wait for. */
export const awaitingCaller = 'awaiting-caller';

/** Why an incident goes to another group, the most usual first. */
export const handOverReasons = ['expertise', 'access', 'responsibility', 'time'] as const;
export type HandOverReason = (typeof handOverReasons)[number];

/** The lists of a policy that has none of its own. */
export const standardLists: LifecycleLists = Object.freeze({
  holdReasons: [
    { id: awaitingCaller, label: 'Awaiting caller', publicComment: true },
    ...choices('Awaiting change', 'Awaiting problem', 'Awaiting vendor').map((one) => ({
      ...one,
      children: true,
    })),
  ],
  cancelReasons: choices('Duplicate', 'Unnecessary', 'Not an incident'),
  resolutionCodes: [
    ...choices('Solution provided'),
    ...choices('Workaround provided', 'Known error').map((one) => ({ ...one, workaround: true })),
    ...choices(
      'Resolved by change',
      'Resolved by problem',
      'Resolved by request',
      'Resolved by caller',
      'User error',
      'Duplicate',
      'No resolution provided',
    ),
  ],
  resolutionMethods: choices('Patch or update', 'Reconfiguration', 'Restore from backup'),
});
