/** How a read that has failed goes on. */
export interface Probes {
  /**
   * True where this read is the one that tries again for all of its address. Otherwise another one does so already, and
   * what comes of it is told: whether a read may be tried again.
   */
  lead(address: string): true | Promise<boolean>;
  /** The one that tries again has an end; `open` where the backend answers, or where nobody knows. */
  end(address: string, open: boolean): void;
}

/**
 * Reads of one address that fail at the same time are tried again by one of them, and the others wait for what comes of
 * it: a backend that refuses everything is not asked for each of ten lists three times.
 */
export function createProbes(): Probes {
  const waiting = new Map<string, ((open: boolean) => void)[]>();
  return {
    lead(address) {
      const others = waiting.get(address);
      if (others) return new Promise((tell) => others.push(tell));
      waiting.set(address, []);
      return true;
    },
    end(address, open) {
      const others = waiting.get(address) ?? [];
      waiting.delete(address);
      for (const tell of others) tell(open);
    },
  };
}
