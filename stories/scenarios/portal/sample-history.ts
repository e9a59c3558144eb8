import { DAY, HOUR, MINUTE } from '../../../src/core/time.js';
import type { Instant } from '../../../src/core/time.js';
import type { PersonKey, ServiceKey } from './sample-people.js';
import type { Script, Step } from './sample-script.js';

/** An everyday fault: how it is told, and what ended it. */
interface Everyday {
  readonly title: string;
  readonly description: string;
  readonly answer: string;
  readonly service: ServiceKey;
  readonly category: string;
  readonly impact: number;
  readonly urgency: number;
  /** Goes to another group; otherwise the service desk ends it. */
  readonly group?: 'infra' | 'apps' | 'security';
  /** Minutes to the end, about. */
  readonly takes: number;
}

const fault = (
  title: string,
  description: string,
  answer: string,
  service: ServiceKey,
  category: string,
  impact: number,
  urgency: number,
  takes: number,
  group?: Everyday['group'],
): Everyday => ({
  title,
  description,
  answer,
  service,
  category,
  impact,
  urgency,
  takes,
  ...(group ? { group } : {}),
});

const everyday: readonly Everyday[] = [
  fault(
    'Locked out after the holidays',
    'Three wrong passwords and now it says my account is locked.',
    'Account unlocked after a call back to the number on file.',
    'access',
    'Access',
    3,
    2,
    14,
  ),
  fault(
    'Printer on floor 2 jams',
    'It takes two sheets at once and jams every tenth page.',
    'Pick-up rollers cleaned; they are due in spring.',
    'print',
    'Hardware',
    3,
    3,
    160,
  ),
  fault(
    'Wi-Fi in the canteen is slow',
    'Nothing loads between twelve and one.',
    'The access point was on a crowded channel; moved.',
    'network',
    'Network',
    3,
    3,
    900,
    'infra',
  ),
  fault(
    'Order desk signs me out every ten minutes',
    'I lose the order I am typing, three times today.',
    'Clock of the terminal was eight minutes off; it follows the time server again.',
    'orders',
    'Application',
    2,
    2,
    210,
  ),
  fault(
    'Warehouse terminal shows a grey screen',
    'Terminal 4 starts and stays grey.',
    'Terminal given its image again.',
    'warehouse',
    'Hardware',
    3,
    2,
    95,
  ),
  fault(
    'Cannot open attachments from a supplier',
    'The file from Bruyne is blocked as dangerous.',
    'The supplier sends PDF instead of macros from now on; file checked and released once.',
    'mail',
    'Security',
    3,
    3,
    340,
    'security',
  ),
  fault(
    'Cold chain report misses the night',
    'Between two and four there are no values in the report.',
    'Collector restarted; values were buffered and are complete.',
    'cold',
    'Application',
    2,
    2,
    260,
    'apps',
  ),
  fault(
    'Shared folder of accounts is gone',
    'The folder “Month end” is empty since this morning.',
    'Moved into a neighbour folder by accident; moved back.',
    'access',
    'Software',
    2,
    2,
    75,
  ),
  fault(
    'Labels come out mirrored',
    'Everything from ramp 3 is mirrored.',
    'Driver setting after the update; set back.',
    'print',
    'Software',
    3,
    2,
    40,
  ),
  fault(
    'Phone at reception has no tone',
    'We use a mobile meanwhile.',
    'Port on the switch was disabled; enabled.',
    'network',
    'Network',
    3,
    2,
    120,
    'infra',
  ),
  fault(
    'Tour planning is slow every morning',
    'From six to half past six each click takes a minute.',
    'Statistics of the database rebuilt; under two seconds again.',
    'tours',
    'Application',
    2,
    1,
    420,
    'apps',
  ),
  fault(
    'Second factor does not arrive',
    'No message on my new phone.',
    'New phone registered in person.',
    'access',
    'Access',
    3,
    2,
    22,
  ),
];

const callers: readonly PersonKey[] = ['ada', 'jonas', 'maud', 'tarek', 'ines', 'ruth'];
const experts = { infra: 'sofia', apps: 'dev', security: 'lena' } as const;
const channels = ['self-service', 'self-service', 'phone', 'phone', 'email', 'chat', 'walk-in'] as const;

/** Numbers in [0, 1) that look random and are the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function script(fault: Everyday, next: () => number, early: boolean): Script {
  const { title, description, answer, service, category, impact, urgency, group, takes } = fault;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const channel = pick(channels);
  const agent: PersonKey = next() < 0.5 ? 'elif' : 'marek';
  // The desk got quicker in the second half; some faults wait for a part or a visit for days.
  const pace = early ? 1.4 : 0.9;
  const phoned = channel === 'phone' || channel === 'chat';
  const taken = Math.max(1, Math.round((phoned ? 2 : 25) * (0.4 + next() * 1.6) * pace));
  const waits = takes > 60 && next() < 0.3 ? Math.round((4 + next() * (early ? 16 : 5)) * 24 * 60) : 0;
  const end = taken + waits + Math.max(3, Math.round(takes * (0.5 + next() * 1.5) * pace));
  const solver = group ? experts[group] : agent;
  // Whoever reports it in the portal takes what an expert has to solve for a fault of a program.
  const mistaken = group !== undefined && channel === 'self-service' && category !== 'Software';
  const steps: Step[] = [
    [taken, agent, { do: 'take' }],
    ...(mistaken ? [[taken + 4, agent, { do: 'category', to: category }] as const] : []),
    ...(group ? [[taken + 6, agent, { do: 'hand', to: group, person: experts[group] }] as const] : []),
    [Math.min(end - 1, taken + 9), solver, { do: 'say', text: 'I am looking at it and come back to you.' }],
    [
      end,
      solver,
      {
        do: next() < 0.15 ? 'workaround' : 'resolve',
        text: answer,
        firstContact: !group && takes < 60 && channel === 'phone',
      },
    ],
    [end + 3 * 24 * 60, 'elif', { do: 'close' }],
  ];
  const reported = mistaken ? 'Software' : category;
  return {
    ...{ title, description, service, impact, urgency, channel, steps },
    category: reported,
    caller: pick(callers),
  };
}

/**
 * Everyday faults of the ten weeks before, oldest first, on working days between seven and four (UTC). Up to two a
 * day, fewer as people learn.
 */
export function history(
  now: Instant,
  seed: number,
): readonly (readonly [loggedAt: Instant, script: Script])[] {
  const next = numbersFrom(seed);
  const today = Math.floor(now / DAY) * DAY;
  const result: (readonly [Instant, Script])[] = [];
  for (let day = 70; day >= 3; day -= 1) {
    const start = today - day * DAY;
    const weekday = new Date(start).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    const chance = day > 35 ? 0.95 : 0.8;
    for (let turn = 0; turn < 2; turn += 1) {
      if (next() > chance) continue;
      const at = start + 7 * HOUR + Math.floor(next() * 9 * 60) * MINUTE;
      const told = everyday[Math.floor(next() * everyday.length)] as Everyday;
      result.push([at, script(told, next, day > 31)]);
    }
  }
  return result;
}
