/**
 * A server that was started here: watched while it starts, and stopped by its own process group and no other. Whatever
 * ends this program, its servers and their folders go with it, unless they are kept on purpose.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** When a process began, in the system's ticks; undefined when there is none. A number alone may be somebody else's by now. */
function beganAt(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields are counted behind the program's name, which may hold blanks.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

const signal = (pid, name) => {
  try {
    process.kill(-pid, name);
    return true;
  } catch {
    return false;
  }
};

const processes = new Set();
const folders = new Set();

process.once('exit', () => {
  for (const pid of processes) signal(pid, 'SIGTERM');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder whose name begins so. */
export function ownFolder(prefix) {
  const folder = mkdtempSync(prefix);
  folders.add(folder);
  return folder;
}

export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** Lets a server and its folder outlive this program. */
export function keep({ own, place }) {
  processes.delete(own.pid);
  folders.delete(place);
}

/** @typedef {{ pid: number, began: string }} Identity who a process is, to be kept in a file */

/**
 * Starts a program in a group of its own, which may outlive this one.
 *
 * @returns {Identity & { ended: () => boolean }}
 */
export function startOwn(command, args, { env, log }) {
  const output = openSync(log, 'a');
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  });
  if (child.pid === undefined) throw new Error(`${command} could not be started.`);
  child.unref();
  processes.add(child.pid);
  return {
    pid: child.pid,
    began: beganAt(child.pid),
    ended: () => child.exitCode !== null || child.signalCode !== null,
  };
}

/**
 * Ends the program and what it has started; resolves when nothing of its group is left.
 *
 * @param {Identity} identity
 */
export async function stopOwn({ pid, began }) {
  processes.delete(pid);
  if (began === undefined || beganAt(pid) !== began) return;
  signal(pid, 'SIGTERM');
  for (let i = 0; i < 50 && signal(pid, 0); i += 1) await wait(100);
  if (signal(pid, 0)) signal(pid, 'SIGKILL');
}

/** Asks until the answer is a good one. */
export async function untilItAnswers(url, { headers, ended, log, seconds = 90 }) {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await fetch(url, { headers, signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (ended() || Date.now() > until) {
      const said = readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n');
      throw new Error(`${ended() ? 'The server has ended' : `No answer in ${seconds} s`}:\n${said}`);
    }
    await wait(200);
  }
}
