import { databaseName } from './database.js';

/** What is said between tabs: which incident changed, never what it holds. */
export interface Change {
  readonly incidentId?: string;
}

/** Tells other tabs and the other desks of this page that data changed. */
export interface ChangeChannel {
  announce(change: Change): void;
  subscribe(changed: (change: Change) => void): () => void;
  close(): void;
}

/** Any script of this origin can write to the channel, so what arrives is checked. */
function changeOf(data: unknown): Change | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { incidentId } = data as { incidentId?: unknown };
  return typeof incidentId === 'string' ? { incidentId } : incidentId === undefined ? {} : undefined;
}

/** Opened when first used. Where the browser has no channel, other tabs learn of changes by polling. */
export function changeChannel(name: string): ChangeChannel {
  let channel: BroadcastChannel | undefined;
  const listeners = new Set<(change: Change) => void>();
  const open = (): BroadcastChannel | undefined => {
    try {
      channel ??= new BroadcastChannel(databaseName(name));
      channel.onmessage = ({ data }) => {
        const change = changeOf(data);
        if (change) for (const listener of [...listeners]) listener(change);
      };
    } catch {
      // An opaque origin: nobody to talk to.
    }
    return channel;
  };
  const close = (): void => {
    channel?.close();
    channel = undefined;
  };
  return {
    close,
    announce: (change) => open()?.postMessage(change),
    subscribe: (changed) => {
      const listener = (change: Change): void => changed(change);
      listeners.add(listener);
      open();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) close();
      };
    },
  };
}
