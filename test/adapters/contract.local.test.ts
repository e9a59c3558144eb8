import { assert } from '@open-wc/testing';
import { localAdapter } from '../../src/adapters/local/index.js';
import { adapterContract } from '../../src/testing/index.js';

describe('the local adapter keeps the contract', () => {
  const names = new Map<string, string>();
  const make = () => {
    const name = crypto.randomUUID();
    const adapter = localAdapter({ name });
    names.set(adapter.id, name);
    return adapter;
  };
  for (const { title, run } of adapterContract({
    name: 'local',
    sample: localAdapter(),
    make,
    makeOther: ({ id }) => localAdapter({ name: names.get(id)! }),
  }))
    it(title, () => run(assert));
});
