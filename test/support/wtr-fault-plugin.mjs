/**
 * Starts the loopback fault server beside the tests and tells them its address through a served module:
 * `import { faultOrigin } from '<...>/support/fault-origin.js'`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';

const entry = join(root, 'test', 'support', 'fault-server.mjs');

export function faultServerPlugin() {
  let server;
  return {
    name: 'fault-server',
    async serverStart() {
      if (!existsSync(entry)) return;
      const { startFaultServer } = await import(pathToFileURL(entry).href);
      server = await startFaultServer({ port: 0 });
    },
    async serverStop() {
      await (server?.close ?? server?.stop)?.call(server);
    },
    resolveMimeType({ path }) {
      return path.endsWith('/support/fault-origin.js') ? 'js' : undefined;
    },
    serve({ path }) {
      if (!path.endsWith('/support/fault-origin.js')) return undefined;
      const origin = server ? (server.origin ?? `http://127.0.0.1:${server.port}`) : '';
      return `export const faultOrigin = ${JSON.stringify(origin)};\n`;
    },
  };
}
