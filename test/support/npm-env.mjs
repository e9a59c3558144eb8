/** The environment npm is started with, so that it works for whoever starts it. Uses Node's own modules only. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** npm stops where it cannot write its cache; a home folder that is read-only or missing gets one in the temporary folder. */
export function npmEnv(env = process.env) {
  const configured = env.npm_config_cache ?? join(env.HOME || homedir(), '.npm');
  const cache = isWritable(configured)
    ? configured
    : join(tmpdir(), `incident-elements-npm-${process.getuid?.() ?? 'cache'}`);
  return {
    ...env,
    npm_config_cache: cache,
    npm_config_update_notifier: 'false',
    // A production setting of the caller would leave the development tools out.
    NODE_ENV: '',
  };
}
