import { isIncidentError } from '../../core/errors.js';
import { idempotencyOf } from './idempotency.js';
import type { Client } from './operation.js';
import { compilePath, textOf } from './path.js';

/** What is set up at the backend: names by their ids there. Undefined until somebody has looked. */
export type Discovered = ReadonlyMap<string, string>;

/** Whether something a profile requires exists at the backend, as far as anybody has looked. */
export const exists = (required: string | undefined, discovered: Discovered | undefined): boolean =>
  !discovered || required === undefined || [...discovered.values()].includes(required);

/** Not being allowed to look is an answer; not reaching the backend is not, and is asked again later. */
export const isRefusal = (error: unknown): boolean =>
  isIncidentError(error) && ['forbidden', 'not-found', 'unsupported', 'validation'].includes(error.kind);

/** What is set up, and the whole answer that tells it. */
interface Found {
  readonly discovered?: Discovered;
  readonly body?: unknown;
}

/**
 * Looks once what is set up at the backend. Where one may not look, everything the profile names is believed to exist.
 */
async function discover(client: Client): Promise<Found> {
  const { profile, onWarning } = client.options;
  const { discovery, idempotency } = profile;
  if (!discovery) return {};
  let body: unknown;
  try {
    body = (await client.call(discovery.op)).body;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    onWarning?.({
      code: 'not-discovered',
      message: `What is set up at ${profile.label} may not be looked up; all fields of the profile are offered.`,
    });
    return {};
  }
  const found = compilePath(discovery.items)(body);
  if (!Array.isArray(found)) return { body };
  const [id, name] = [compilePath(discovery.id), compilePath(discovery.name)];
  const discovered = new Map(found.map((one) => [textOf(id(one)) ?? '', textOf(name(one)) ?? ''] as const));
  // The reasons of a priority become a note where no field keeps them.
  const missing = Object.entries(profile.fields).filter(
    ([name, { requires }]) => name !== 'assessment' && !exists(requires, discovered),
  );
  const key = idempotencyOf(idempotency).requires?.(idempotency);
  if (!exists(key, discovered))
    onWarning?.({
      code: 'missing-field',
      message: `${profile.label} has no "${String(key)}" to keep our key in; an interrupted send cannot be looked up.`,
    });
  if (missing.length > 0)
    onWarning?.({
      code: 'missing-field',
      message: `${profile.label} has no ${missing.map(([, { requires }]) => `"${String(requires)}"`).join(', ')}; these fields are hidden.`,
      fields: missing.map(([name]) => name),
    });
  return { discovered, body };
}

/** What is set up at the backend; undefined where the profile does not say how to look, or one may not. */
export type Discovery = () => Promise<Discovered | undefined>;

/**
 * Looks once, when first asked, and shares what was found; `found` hears of it, with the answer itself. A failure is not
 * kept, so that the next call looks again.
 */
export function createDiscovery(
  client: Client,
  found: (discovered: Discovered | undefined, body: unknown) => void,
): Discovery {
  let looking: Promise<Discovered | undefined> | undefined;
  // Nobody's signal ends the look: it is for everybody, also when the one who asked first has given up.
  const look = async (): Promise<Discovered | undefined> => {
    try {
      const { discovered, body } = await discover(client);
      found(discovered, body);
      return discovered;
    } catch (error) {
      looking = undefined;
      throw error;
    }
  };
  return () => (looking ??= look());
}
