import type { PolicyDefinition } from '../../../src/core/policy.js';
import { DAY } from '../../../src/core/time.js';
import type { Instant } from '../../../src/core/time.js';
import { groups, people } from './sample-people.js';
import type { PersonKey } from './sample-people.js';

/** Whom the ladder reaches: the leads of the teams, and those who are told when it burns. The last has not been looked at for long. */
const contacts: readonly (readonly [role: string, person: PersonKey, daysAgo: number, group?: string])[] = [
  ['group-lead', 'elif', 12, groups.desk.id],
  ['group-lead', 'sofia', 12, groups.infra.id],
  ['group-lead', 'dev', 12, groups.apps.id],
  ['group-lead', 'lena', 12, groups.security.id],
  ['incident-manager', 'marek', 5],
  ['manager', 'ines', 140],
];

/** The rules of the invented company: the standard ones, with the people its ladder names. */
export const policyAt = (now: Instant): PolicyDefinition => ({
  id: 'marlow-finch',
  closure: { after: 'P5D' },
  escalation: {
    contacts: contacts.map(([role, key, daysAgo, group]) => {
      const { name, phone = '', email = '' } = people[key];
      const lastVerified = new Date(now - daysAgo * DAY).toISOString().slice(0, 10);
      return { role, name, phone, email, lastVerified, ...(group === undefined ? {} : { group }) };
    }),
  },
});
