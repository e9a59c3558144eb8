/**
 * Gives every `waitUntil` of a test at least ten seconds. The helper's own second is enough on an idle machine only: a
 * part that is loaded later is compiled by the test server first, and a busy one takes its time for that. A condition
 * that holds ends the wait at once, so that patience costs nothing where a test passes.
 */
const least = 10_000;
const own = 'timeout = 1000 } = options;';

export function patiencePlugin() {
  return {
    name: 'patience',
    transform({ path, body }) {
      if (!path.endsWith('/testing-helpers/src/helpers.js')) return undefined;
      if (!body.includes(own))
        throw new Error(`The wait of ${path} has changed; see wtr-patience-plugin.mjs.`);
      return {
        body: body.replace(
          own,
          `timeout: wanted = 0 } = options; const timeout = Math.max(wanted, ${least});`,
        ),
      };
    },
  };
}
