/** Which engine the tests run in, and what it lacks. A skipped test is listed with its reason, never left out. */

export type Engine = 'chromium' | 'firefox' | 'webkit';

/** The engine of this page, read from the user agent: features do not tell engines apart. */
export function engine(): Engine {
  const agent = navigator.userAgent;
  if (agent.includes('Firefox/')) return 'firefox';
  return /Chrome\/|Chromium\//.test(agent) ? 'chromium' : 'webkit';
}

/** Whether the runner can emulate colour scheme, reduced motion and print here. */
export const hasMediaEmulation = (): boolean => engine() === 'chromium';

/**
 * A test for some engines only. In the others it is reported as skipped, with the engines it needs in its title.
 */
export function itIn(
  engines: readonly Engine[],
  title: string,
  test: Mocha.AsyncFunc | Mocha.Func,
): Mocha.Test {
  if (engines.includes(engine())) return it(title, test as Mocha.AsyncFunc);
  return it.skip(`${title} (only in ${engines.join(', ')})`, test as Mocha.AsyncFunc);
}
