/**
 * Builds and serves the portal page: `npm start`.
 *
 *   npm start
 *   npm start -- --port 8080
 *   npm start -- --backend rt --url http://127.0.0.1:8801
 *
 * The variable INCIDENT_AUTHORIZATION, such as `token 1-14-...`, is sent to the backend by this server, so that the
 * page holds no secret.
 */
import { parseArgs } from 'node:util';
import { startPortalServer } from './portal-server.mjs';
import { runNode } from './steps.mjs';

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'local' },
    url: { type: 'string' },
    port: { type: 'string', default: '4321' },
  },
});

const { code, output } = await runNode(['test/support/build.mjs', '--portal']);
if (code !== 0) {
  console.error(output);
  process.exit(1);
}

const options = { ...values, authorization: process.env.INCIDENT_AUTHORIZATION };

async function start(port) {
  try {
    return await startPortalServer({ ...options, port });
  } catch (error) {
    if (error.code !== 'EADDRINUSE' || port === 0) throw error;
    console.log(`Port ${port} is taken; using a free one.`);
    return startPortalServer({ ...options, port: 0 });
  }
}

try {
  const server = await start(Number(values.port));
  console.log(`\nThe portal is at ${server.origin}/`);
  console.log(
    values.backend === 'local'
      ? 'Incidents stay in this browser (local adapter).'
      : `Incidents go to ${values.url} (${values.backend}), forwarded from ${server.origin}/api.`,
  );
  console.log('Ctrl+C ends it.');
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.close().then(() => process.exit(0)));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
