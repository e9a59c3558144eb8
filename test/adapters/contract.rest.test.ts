import { assert } from '@open-wc/testing';
import { restPreset } from '../../src/adapters/presets/rest.js';
import { restAdapter } from '../../src/adapters/rest/index.js';
import { parseProfile } from '../../src/adapters/rest/check.js';
import { adapterContract } from '../../src/testing/index.js';
import { newWorld } from '../support/fault-world.js';

describe('the REST adapter with the preset rest keeps the contract', () => {
  const profile = parseProfile(restPreset);
  const sample = restAdapter({ profile, baseUrl: '/nowhere' });
  const make = async () => {
    const { baseUrl } = await newWorld();
    return restAdapter({ profile, baseUrl, allowOrigins: [new URL(baseUrl).origin] });
  };
  for (const { title, run } of adapterContract({ name: 'rest', sample, make })) it(title, () => run(assert));
});
