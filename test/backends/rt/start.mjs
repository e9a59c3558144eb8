/**
 * A Request Tracker 5 for the tests: installed, seeded, on the loopback, with nothing left behind. What takes long is
 * done once and kept in the system's folder for temporary files; each start works on a copy of its own.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.mjs';
import { ownFolder, removeFolder, startOwn, stopOwn, untilItAnswers } from '../own-process.mjs';
import { queues } from './incidents.mjs';
import { ensureRt, rtFiles } from './install.mjs';
import { seed } from './seed.mjs';
import { contractQueue, fieldNames, initialData, password, siteConfig, tokenScript } from './setup.mjs';

export const folder = join(tmpdir(), 'incident-elements-backends', 'rt');

const basic = (user) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** The data is as good as the files it was made from. */
const stamp = () => {
  const hash = createHash('sha256');
  for (const file of ['incidents.mjs', 'seed.mjs', 'setup.mjs'])
    hash.update(readFileSync(new URL(file, import.meta.url)));
  return hash.digest('hex').slice(0, 12);
};

const environmentOf = (place) => ({
  RT_SITE_CONFIG: join(place, 'RT_SiteConfig.pm'),
  // The machine's own settings stay out.
  RT_SITE_CONFIG_DIR: join(place, 'site.d'),
});

/** A folder of its own with RT's configuration for it. */
function configure(place, port) {
  for (const name of ['site.d', 'var', 'mason', 'sessions'])
    mkdirSync(join(place, name), { recursive: true });
  writeFileSync(join(place, 'RT_SiteConfig.pm'), siteConfig({ folder: place, port }));
}

function perform(place, command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, ...environmentOf(place) },
  });
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 2).join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

async function serve(place, port) {
  const log = join(place, 'server.log');
  const { server } = rtFiles();
  const own = startOwn(
    'perl',
    [server, '--server', 'Starlet', '--host', '127.0.0.1', '--port', String(port), '--workers', '3'],
    { env: environmentOf(place), log },
  );
  const base = `http://127.0.0.1:${port}/REST/2.0`;
  try {
    await untilItAnswers(`${base}/rt`, { headers: { authorization: basic('root') }, ended: own.ended, log });
  } catch (error) {
    await stopOwn(own);
    throw error;
  }
  return { own, base };
}

/** Makes database and token once; a start that was interrupted on the way leaves nothing that looks finished. */
async function prepare(finished) {
  console.log('rt: preparing the database and its sixty incidents (once)');
  const place = ownFolder(join(folder, 'prepare-'));
  try {
    const port = await freePort();
    configure(place, port);
    const data = join(place, 'initial.json');
    writeFileSync(data, JSON.stringify(initialData()));
    perform(place, 'rt-setup-database-5', ['--action', 'init', '--skip-create']);
    perform(place, 'rt-setup-database-5', ['--action', 'insert', '--datafile', data]);
    const token = perform(place, 'perl', [`-I${rtFiles().modules}`, '-e', tokenScript]);
    const { own, base } = await serve(place, port);
    try {
      await seed(base);
    } finally {
      await stopOwn(own);
    }
    const made = ownFolder(join(folder, 'made-'));
    cpSync(join(place, 'rt.sqlite'), join(made, 'rt.sqlite'));
    writeFileSync(join(made, 'token'), token.trim());
    // Another start may have been faster.
    if (!existsSync(finished)) renameSync(made, finished);
  } finally {
    removeFolder(place);
  }
}

/**
 * @param {{ port?: number }} options without a port the system chooses one
 * @returns what the tests need as `environment`, the process as `own`, its folder, and what a person types to use it
 */
export async function start({ port } = {}) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  ensureRt({ log: join(folder, 'install.log') });
  const finished = join(folder, `seeded-${stamp()}`);
  if (!existsSync(finished)) await prepare(finished);
  const place = ownFolder(join(folder, 'run-'));
  cpSync(join(finished, 'rt.sqlite'), join(place, 'rt.sqlite'));
  const token = readFileSync(join(finished, 'token'), 'utf8');
  const chosen = port ?? (await freePort());
  configure(place, chosen);
  const { own, base } = await serve(place, chosen);
  return {
    own,
    place,
    usage: [
      `RT_TOKEN=${token} npm start -- --backend rt --url http://127.0.0.1:${chosen} --queue ${queues.full}`,
      `RT's own pages: http://127.0.0.1:${chosen}/ (root, or an agent such as elif.yildiz; "${password}")`,
    ],
    environment: {
      RT_BASE: base,
      RT_TOKEN: token,
      RT_AUTHORIZATION: `token ${token}`,
      RT_QUEUE: queues.full,
      RT_PLAIN_QUEUE: queues.plain,
      RT_CONTRACT_QUEUE: contractQueue,
      RT_KEY_FIELD: fieldNames.key,
      RT_ASSESSMENT_FIELD: fieldNames.assessment,
      RT_CONFIRMED_AT_FIELD: fieldNames.confirmedAt,
      RT_CONFIRMED_BY_FIELD: fieldNames.confirmedBy,
      RT_AGENT_USER: 'elif.yildiz',
      RT_AGENT_PASSWORD: password,
      RT_LEAD_USER: 'marta.lindholm',
      RT_LEAD_PASSWORD: password,
    },
  };
}
