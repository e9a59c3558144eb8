import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';

/** The program of an installed package, started by Node itself so that no shell is involved. */
export const bin = (...path) => join(root, 'node_modules', ...path);

/**
 * Runs a program and gives its exit code and output. `live` passes the output on as it comes.
 * @returns {Promise<{code: number, output: string}>}
 */
export function run(command, args, { live = false, env = {} } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let output = '';
    const take = (chunk) => {
      output += chunk;
      if (live) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => done({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

/** Runs a script of this project or of a package with the Node that runs us. */
export const runNode = (args, options) => run(process.execPath, args, options);

/** The counts of an output that ends with `N passed, N failed`, or undefined. */
export function counts(output) {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return found ? { passed: Number(found[1]), failed: Number(found[2]) } : undefined;
}

export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
