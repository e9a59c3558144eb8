/*
 * That a rung has fired is written into the timeline as the last line of a note: `[ladder late · company 3]`. It names
 * the rule and the policy with its version, so that it can be read by people and found again, also years later.
 */

const mark = /\[ladder (\S+) · [^\]\n]+\]\s*$/u;

/** The line that records in a note that a rung has fired. */
export const firedMark = (ruleId: string, policyId: string, policyVersion: string): string =>
  `[ladder ${ruleId} · ${policyId} ${policyVersion}]`;

/** The id of the rule that the words of an entry say has fired. */
export const firedRule = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : mark.exec(text)?.[1];
