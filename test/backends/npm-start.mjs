import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../support/root.mjs';

/**
 * Starts the command of `npm start` in front of a Request Tracker and returns the address it prints.
 *
 * @param {Record<string, string>} credential as in the environment: `RT_TOKEN`, or `RT_USER` and `RT_PASSWORD`
 */
export function startCommand(url, credential) {
  const child = spawn(
    process.execPath,
    [join(root, 'test/support/start.mjs'), '--backend', 'rt', '--url', url, '--port', '0', '--no-build'],
    { env: { ...process.env, ...credential }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  return new Promise((resolve, reject) => {
    const take = (chunk) => {
      output += chunk;
      const found = /The portal is at (http\S+)\//.exec(output);
      if (found)
        resolve({
          origin: found[1],
          output: () => output,
          stop: () => new Promise((done) => child.once('close', done) && child.kill()),
        });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('close', () => reject(new Error(`npm start ended:\n${output}`)));
  });
}
