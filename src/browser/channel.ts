/** Messages between the tabs of one origin, and between the desks of one page. */
export interface Channel<M> {
  /** False where the browser has no channel; tabs then have to look for news by themselves. */
  readonly connected: boolean;
  /** Tells everybody else who listens on a channel of this name. */
  announce(message: M): void;
  /** Calls back with what the others announce; returns the function that ends it. */
  subscribe(listener: (message: M) => void): () => void;
  /** Ends it for good: nothing is told or heard any more. */
  close(): void;
}

/**
 * Opened when first used, closed when nobody listens any more. Any script of this origin can write to it, so `read`
 * checks what arrives and returns undefined for what is no message. Messages carry ids and keys, never content.
 */
export function openChannel<M>(name: string, read: (data: unknown) => M | undefined): Channel<M> {
  const listeners = new Set<(message: M) => void>();
  let port: BroadcastChannel | undefined;
  let closed = false;

  const open = (): BroadcastChannel | undefined => {
    if (closed || port) return port;
    try {
      port = new BroadcastChannel(name);
    } catch {
      // An opaque origin, or a browser without it: nobody to talk to.
      return undefined;
    }
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = read(data);
      if (message !== undefined) for (const listener of [...listeners]) listener(message);
    };
    return port;
  };
  const leave = (): void => {
    port?.close();
    port = undefined;
  };

  return {
    get connected() {
      return open() !== undefined;
    },
    announce: (message) => open()?.postMessage(message),
    subscribe(listener) {
      // A wrapper, so that the same function subscribed twice is two subscriptions.
      const own = (message: M): void => listener(message);
      listeners.add(own);
      open();
      return () => {
        listeners.delete(own);
        if (listeners.size === 0) leave();
      };
    },
    close() {
      closed = true;
      listeners.clear();
      leave();
    },
  };
}
