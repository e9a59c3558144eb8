/** Request Tracker 5 from Debian's packages: what it needs, and how it gets onto a machine that has not got it. */
import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';

/** `msmtp-mta` is the mail program that RT's package asks for; no mail is ever sent. */
const packages = ['msmtp-mta', 'request-tracker5', 'rt5-standalone', 'rt5-db-sqlite'];

const output = (command, args) => spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';

const missing = () =>
  packages.filter(
    (name) => output('dpkg-query', ['-W', '-f=${db:Status-Status}', name]).trim() !== 'installed',
  );

/**
 * Installs what is missing, as root; for anybody else the error says what to type.
 *
 * @param {{ log: string }} options `log` is the file that receives what apt says
 */
export function ensureRt({ log }) {
  const wanted = missing();
  if (wanted.length === 0) return;
  const byHand = `apt-get install --no-install-recommends ${wanted.join(' ')}`;
  if (spawnSync('apt-get', ['--version']).error)
    throw new Error(
      'Request Tracker 5 is not installed, and there is no apt-get here: use Debian 12 or later.',
    );
  if (process.getuid?.() !== 0) throw new Error(`Request Tracker 5 is not installed. As root: ${byHand}`);
  console.log(`rt: installing ${wanted.join(', ')} (this takes minutes, once)`);
  // The tests make a database of their own; the package is not to ask for one.
  spawnSync('debconf-set-selections', {
    input: 'request-tracker5 request-tracker5/dbconfig-install boolean false\n',
  });
  const written = openSync(log, 'a');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...wanted]]) {
    const { status } = spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', written, written], env });
    if (status !== 0) throw new Error(`"${byHand}" failed; ${log} says why.`);
  }
}

/** The folder of RT's Perl modules and the program that serves them. */
export function rtFiles() {
  const server = output('dpkg', ['-L', 'request-tracker5', 'rt5-standalone'])
    .split('\n')
    .find((path) => path.endsWith('/libexec/rt-server'));
  if (!server) throw new Error('The package rt5-standalone holds no rt-server.');
  return { server, modules: server.replace(/libexec\/rt-server$/, 'lib') };
}
