import { restPreset } from '../../../src/adapters/presets/rest.js';
import { parseProfile } from '../../../src/adapters/rest/check.js';
import type { AdapterWarning, Profile, ProfileDefinition } from '../../../src/adapters/rest/index.js';
import type { Script } from './scripted-fetch.js';
import { adapterOf, scripted } from './scripted-fetch.js';

/** An adapter for a backend that answers by a script, with what it was sent and what it warned of. */
export function adapterFor(profile: Profile, script: Script) {
  const wire = scripted(script);
  const warnings: AdapterWarning[] = [];
  const adapter = adapterOf({
    profile,
    baseUrl: '/api',
    fetch: wire.fetch,
    onWarning: (warning) => warnings.push(warning),
    sleep: async () => {},
  });
  return { adapter, warnings, sent: wire.sent };
}

/** The same with plain REST, and what another profile says over it. */
export const plainRest = (script: Script, over: Partial<ProfileDefinition> = {}) =>
  adapterFor(parseProfile({ extends: 'rest', ...over }, { presets: { rest: restPreset } }), script);
