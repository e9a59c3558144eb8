import type { Adapter } from '../adapter.js';
import type { Discovered } from './capabilities.js';
import type { Client } from './client.js';
import type { History } from './history.js';
import type { RestAdapterOptions } from './options.js';
import type { Records } from './records.js';

/** What the parts of one adapter share. */
export interface Desk extends Pick<Adapter, 'get'> {
  readonly options: RestAdapterOptions;
  readonly client: Client;
  /** Words incidents were opened with, by id, where their records do not carry them. They never change. */
  readonly openings: Map<string, string>;
  /** What is set up at the backend, looked up once; undefined where the profile does not say how. */
  readonly discovered: () => Promise<Discovered | undefined>;
  readonly records: () => Promise<Records>;
  readonly history: () => Promise<History>;
}
