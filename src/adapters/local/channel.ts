import type { Channel } from '../../browser/channel.js';
import { openChannel } from '../../browser/channel.js';
import { databaseName } from './database.js';

/** What is said between tabs: which incident changed, never what it holds. */
export interface Change {
  readonly incidentId?: string;
}

function changeOf(data: unknown): Change | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { incidentId } = data as { incidentId?: unknown };
  return typeof incidentId === 'string' ? { incidentId } : incidentId === undefined ? {} : undefined;
}

/** Tells other tabs and the other desks of this page that data changed. */
export const changeChannel = (name: string): Channel<Change> => openChannel(databaseName(name), changeOf);
