/** What has come of trying again: the backend answers, or does not, or the one that tried was given up before it knew. */
export type ProbeEnd = 'answers' | 'refuses' | 'given-up';

/** How a read that has failed goes on. */
export interface Probes {
  /**
   * True where this read is the one that tries again for all of its address. Otherwise another one does so already, and
   * what comes of it is told. After one that was given up somebody else has to lead.
   */
  lead(address: string): true | Promise<ProbeEnd>;
  /** The one that tries again has an end. */
  end(address: string, end: ProbeEnd): void;
}

/**
 * Reads of one address that fail at the same time are tried again by one of them, and the others wait for what comes of
 * it: a backend that refuses everything is not asked for each of ten lists three times.
 */
export function createProbes(): Probes {
  const waiting = new Map<string, ((end: ProbeEnd) => void)[]>();
  return {
    lead(address) {
      const others = waiting.get(address);
      if (others) return new Promise((tell) => others.push(tell));
      waiting.set(address, []);
      return true;
    },
    end(address, end) {
      const others = waiting.get(address) ?? [];
      waiting.delete(address);
      for (const tell of others) tell(end);
    },
  };
}
