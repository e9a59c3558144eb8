/**
 * Runs vector files against the core:
 *
 *   npm run vectors -- sla sla.json
 *   npm run vectors -- kpi log.csv.gz kpi.json
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Expected } from './kpi-vectors.js';
import { runKpiVectors } from './kpi-vectors.js';
import type { SlaVectors } from './sla-vectors.js';
import { runSlaVectors } from './sla-vectors.js';

const usage = 'Usage: npm run vectors -- sla FILE | npm run vectors -- kpi LOG VECTORS';

/** A file's text; packed ones are recognised by their first bytes, whatever they are called. */
function read(file: string | undefined): string {
  if (!file) throw new Error(usage);
  const bytes = readFileSync(file);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
}

const runners = {
  sla: ([file]: readonly string[]) => runSlaVectors(JSON.parse(read(file)) as SlaVectors),
  kpi: ([log, file]: readonly string[]) => runKpiVectors(read(log), JSON.parse(read(file)) as Expected),
};

const [kind = '', ...files] = process.argv.slice(2);
try {
  if (kind !== 'sla' && kind !== 'kpi') throw new Error(usage);
  const { passed, failures } = runners[kind](files);
  for (const failure of failures) console.log(failure);
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
