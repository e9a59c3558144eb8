import type { Adapter } from '../adapter.js';
import type { Incident } from '../../core/incident.js';
import type { Discovered } from './capabilities.js';
import type { Client } from './client.js';
import type { History } from './history.js';
import type { Mapping } from './mapping.js';
import type { RestAdapterOptions } from './options.js';
import type { HttpAnswer } from './transport.js';

/** What the parts of one adapter share. */
export interface Desk {
  readonly options: RestAdapterOptions;
  readonly client: Client;
  readonly mapping: Mapping;
  /** Words incidents were opened with, by id, where their records do not carry them. They never change. */
  readonly openings: Map<string, string>;
  /** What is set up at the backend, looked up once; undefined where the profile does not say how. */
  readonly discovered: () => Promise<Discovered | undefined>;
  /** Entries, texts, names and keys, loaded when needed. */
  readonly history: () => Promise<History>;
}

/** The part of reading every page needs. */
export interface Reading extends Pick<Adapter, 'list' | 'get'> {
  /** One record of an answer, with the version its headers carry. */
  readonly incident: (name: string, answer: HttpAnswer) => Incident;
}
