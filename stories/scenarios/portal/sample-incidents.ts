import type { LocalSeed } from '../../../src/adapters/local/index.js';
import type { Instant } from '../../../src/core/time.js';
import { history } from './sample-history.js';
import { choices } from './sample-people.js';
import { play } from './sample-script.js';
import { today } from './sample-today.js';
import { thisWeek } from './sample-week.js';

const firstNumber = 1031;

/**
 * The invented company's last ten weeks, seen from `now`. The same `now` and seed give the same incidents.
 */
export function sampleIncidents(now: Instant, seed = 20): LocalSeed {
  const scripts = [
    ...history(now, seed),
    ...[...today, ...thisWeek].map(([age, script]) => [now - age, script] as const),
  ].sort(([a], [b]) => a - b);
  const played = scripts.map(([loggedAt, script], place) => {
    const number = String(firstNumber + place).padStart(7, '0');
    return play(script, `sample-${number}`, `INC${number}`, loggedAt, now);
  });
  return {
    incidents: played.map(({ incident }) => incident),
    entries: played.flatMap(({ entries }) => entries),
    files: played.flatMap(({ files }) => files),
    choices,
  };
}
