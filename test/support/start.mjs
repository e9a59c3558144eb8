/**
 * Builds and serves the portal page: `npm start`. See `npm start -- --help`.
 */
import { portalOptions, usage, UsageError } from './portal-options.mjs';
import { probeBackend, startPortalServer } from './portal-server.mjs';
import { runNode } from './steps.mjs';

const firstPort = 5173;

/** The wanted port, or without a wish the first free one from 5173 on. */
async function listen(options) {
  const ports =
    options.port === undefined
      ? Array.from({ length: 20 }, (_, i) => firstPort + i).concat(0)
      : [options.port];
  for (const port of ports) {
    try {
      return await startPortalServer({ ...options, port });
    } catch (error) {
      if (error.code === 'EACCES')
        throw new UsageError(`Port ${port} is not allowed for you: choose one above 1023.`);
      if (error.code !== 'EADDRINUSE') throw error;
      if (options.port !== undefined)
        throw new UsageError(
          `Port ${port} is taken by another program: choose another with --port, or leave it out.`,
        );
    }
  }
  throw new UsageError('No free port was found.');
}

async function main() {
  const options = portalOptions(process.argv.slice(2));
  if (options.help) return void console.log(usage);
  if (options.build) {
    console.log('Building the portal page ...');
    const { code, output } = await runNode(['test/support/build.mjs', '--portal']);
    if (code !== 0) throw new UsageError(`${output.trim()}\nThe portal page could not be built.`);
  }
  const server = await listen(options);
  console.log(`\nThe portal is at ${server.origin}/`);
  if (options.backend === 'local') console.log('Incidents stay in the browser that opens it.');
  else {
    console.log(`Incidents go to ${options.url}, forwarded from ${server.origin}/api.`);
    const trouble = await probeBackend(options);
    if (trouble) console.log(`Attention: ${trouble} The page says so too; what is typed there is kept.`);
  }
  console.log('Ctrl+C ends it.');
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void server.close().then(() => process.exit(0)));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exit(1);
}
