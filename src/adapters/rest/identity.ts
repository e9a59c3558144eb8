import { safeAddress } from '../../core/address.js';
import { IncidentError, isIncidentError } from '../../core/errors.js';
import type { Incident, Person } from '../../core/incident.js';
import type { Adapter } from '../adapter.js';
import { isRefusal } from './discovery.js';
import { coercion } from './fields.js';
import type { Client } from './operation.js';
import { compilePath } from './path.js';
import { defaultParts } from './profile.js';

/** Tells who the backend takes the browser for; undefined where the profile does not say how to ask. */
export function createWhoami(client: Client): Adapter['whoami'] {
  const { profile } = client.options;
  const { whoami } = profile;
  if (!whoami) return undefined;
  return async (read) => {
    for (const { op, read: at = '', parts = defaultParts['person'], empties } of whoami) {
      try {
        const { body } = await client.call(op, read);
        // An empty answer says that it is nobody.
        if (body === undefined || body === null) return undefined;
        const person = coercion({ type: 'person', parts, empties }, undefined, () => undefined);
        const found = person(compilePath(at)(body), body) as Person | undefined;
        if (found) return found;
      } catch (error) {
        // Nobody is signed in: that is what was asked.
        if (isIncidentError(error) && error.kind === 'auth-required') return undefined;
        if (!client.operation(op).optional || !isRefusal(error)) throw error;
      }
    }
    throw new IncidentError('unsupported', `${profile.label} does not tell who is signed in.`);
  };
}

/** Where a record stands in the backend's own pages; undefined where it has none. */
export function createLink(client: Client): Adapter['link'] {
  const { link = '', fields } = client.options.profile;
  if (safeAddress(link) === undefined && fields['url']?.read === undefined) return undefined;
  return (incident: Incident) =>
    safeAddress(incident.url) ??
    safeAddress(
      link.replace(/\{(id|number)\}/g, (_, name: 'id' | 'number') => encodeURIComponent(incident[name])) ||
        undefined,
    );
}
