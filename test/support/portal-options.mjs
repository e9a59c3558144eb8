/** What somebody typed after `npm start --`, checked, with an answer in words where it makes no sense. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const usage = `The portal page of incident-elements.

  npm start                                        incidents stay in this browser
  npm start -- --backend rt --url http://HOST:PORT the same page in front of a Request Tracker 5
  npm start -- --backend rest --url http://HOST/api  ... in front of a JSON service

  --port N           address 127.0.0.1:N; without it 5173 or the next free port
  --queue NAME       queue of the Request Tracker, "Incidents" when left out
  --token-file FILE  file with the backend's token; or set RT_TOKEN
  --user NAME --password-file FILE   log-in by name; or set RT_USER and RT_PASSWORD
  --no-build         serve what was built before

The credential stays in this server: it is neither printed nor sent to the page.`;

const known = {
  backend: { type: 'string', default: 'local' },
  url: { type: 'string' },
  port: { type: 'string' },
  queue: { type: 'string', default: 'Incidents' },
  'token-file': { type: 'string' },
  user: { type: 'string' },
  'password-file': { type: 'string' },
  'no-build': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

/** A mistake of the person at the keyboard: shown without a stack. */
export class UsageError extends Error {}

function secretFrom(file, option) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new UsageError(`--${option}: the file cannot be read (${error.code ?? 'error'}).`);
  }
}

/** The value of the `Authorization` header, or undefined. */
function credential(values, env) {
  const token = values['token-file'] ? secretFrom(values['token-file'], 'token-file') : env.RT_TOKEN;
  const user = values.user ?? env.RT_USER;
  const password = values['password-file']
    ? secretFrom(values['password-file'], 'password-file')
    : env.RT_PASSWORD;
  if (values.user && password === undefined)
    throw new UsageError('--user needs a password: name a file with --password-file, or set RT_PASSWORD.');
  if (token && !values.user) return `${values.backend === 'rt' ? 'token' : 'Bearer'} ${token}`;
  if (user && password) return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return undefined;
}

function portOf(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`--port ${text} is no port: use a number from 0 to 65535.`);
  return port;
}

function addressOf({ backend, url }) {
  if (backend === 'local') {
    if (url !== undefined)
      throw new UsageError(
        '--url needs --backend rt or --backend rest; without it incidents stay in the browser.',
      );
    return undefined;
  }
  if (url === undefined)
    throw new UsageError(
      `--backend ${backend} needs --url, the address of the backend, such as http://127.0.0.1:8801.`,
    );
  if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol))
    throw new UsageError('--url is no address: it begins with http:// or https://.');
  const address = new URL(url);
  if (address.username || address.password)
    throw new UsageError(
      '--url must hold no password: other programs can read command lines. Use --password-file or RT_PASSWORD.',
    );
  return address.href;
}

/**
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @throws {UsageError} with the remedy in words
 */
export function portalOptions(args, env = process.env) {
  let values;
  try {
    ({ values } = parseArgs({ args, options: known }));
  } catch (error) {
    throw new UsageError(`${error.message.split('. ')[0]}. See npm start -- --help.`);
  }
  if (values.help) return { help: true };
  if (!['local', 'rt', 'rest'].includes(values.backend))
    throw new UsageError(`--backend ${values.backend} is not known: use local, rt or rest.`);
  const url = addressOf(values);
  const authorization = url === undefined ? undefined : credential(values, env);
  return {
    backend: values.backend,
    url,
    authorization,
    queue: values.queue,
    port: portOf(values.port),
    build: !values['no-build'],
  };
}
