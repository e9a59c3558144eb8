/** Words of `incident-escalation`. */
export const escalation = {};
