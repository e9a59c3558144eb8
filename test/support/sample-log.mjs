/**
 * Makes the small sample of a real company's log that the portal can show.
 *
 *   node test/support/sample-log.mjs LOG.csv[.gz] [OUT.json]
 *
 * Every sixth incident of the log, with what happened to it until the middle of March 2016, as columns: texts are kept
 * once in a list and named by their place in it, times are minutes since `origin`. Nothing is moved or altered; the
 * page moves the times when it shows them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { root } from './root.mjs';
import { importTs } from './run-ts.mjs';
import { bin, runNode } from './steps.mjs';

const [source, target = join(root, 'stories/scenarios/portal/real-log.json')] = process.argv.slice(2);
if (!source) {
  console.error('Name the log: node test/support/sample-log.mjs LOG.csv.gz');
  process.exit(2);
}

const every = 6;
const origin = Date.UTC(2016, 1, 29);
/** The present of the page lies in the week before this; what happened later is not needed. */
const until = Date.UTC(2016, 2, 15);
/** What an incident is, taken from its first row, and what can change from row to row. */
const fixed = ['caller_id', 'contact_type', 'location', 'subcategory', 'u_symptom'];
const changing = [
  'incident_state',
  'impact',
  'urgency',
  'priority',
  'category',
  'assignment_group',
  'assigned_to',
];
const counters = ['reassignment_count', 'reopen_count'];

const { parseServiceNowLog, logText, logTime } = await importTs('test/support/servicenow-log.ts');
const raw = readFileSync(source);
const log = parseServiceNowLog((source.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8'));

/** A list of texts and the place of each in it; -1 stands for "unknown". */
function dictionary() {
  const places = new Map();
  const placeOf = (text) => {
    if (text === undefined) return -1;
    if (!places.has(text)) places.set(text, places.size);
    return places.get(text);
  };
  return { placeOf, texts: () => [...places.keys()] };
}

const lists = Object.fromEntries([...fixed, ...changing].map((name) => [name, dictionary()]));
const column = (names) => Object.fromEntries(names.map((name) => [name, []]));
const incidents = column(['number', 'opened', 'resolved', 'rows', ...fixed]);
const rows = column(['at', 'by', 'sla', ...changing, ...counters]);
const people = dictionary();
const minutes = (at) => Math.round((at - origin) / 60_000);

for (const { number, rows: history, last } of log.filter((_, place) => place % every === 0)) {
  const first = history[0];
  const seen = history.filter((row) => (logTime(row, 'sys_updated_at') ?? Infinity) < until);
  if (seen.length === 0) continue;
  const resolved = logTime(last, 'resolved_at');
  incidents.number.push(Number(number.replace('INC', '')));
  incidents.opened.push(minutes(logTime(last, 'opened_at')));
  incidents.resolved.push(resolved === undefined || resolved >= until ? -1 : minutes(resolved));
  incidents.rows.push(seen.length);
  for (const name of fixed) incidents[name].push(lists[name].placeOf(logText(first, name)));
  for (const row of seen) {
    rows.at.push(minutes(logTime(row, 'sys_updated_at')));
    rows.by.push(people.placeOf(logText(row, 'sys_updated_by')));
    rows.sla.push(row.made_sla === 'true' ? 1 : 0);
    for (const name of changing) rows[name].push(lists[name].placeOf(logText(row, name)));
    for (const name of counters) rows[name].push(Number(row[name]));
  }
}

const sample = {
  attribution:
    'Incident management process enriched event log, C. Amaral, M. Fantinato, S. Peres (2018), UCI Machine Learning Repository 498, licence CC BY 4.0. Sample of every sixth incident; times are moved when shown.',
  source: 'https://doi.org/10.24432/C57S4H',
  licence: 'https://creativecommons.org/licenses/by/4.0/',
  origin,
  until,
  texts: {
    ...Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.texts()])),
    people: people.texts(),
  },
  incidents,
  rows,
};
const text = `${JSON.stringify(sample)}\n`;
writeFileSync(target, text);
await runNode([bin('prettier', 'bin', 'prettier.cjs'), '--write', target]);
console.log(
  `${incidents.number.length} incidents, ${rows.at.length} rows, ${(gzipSync(readFileSync(target)).length / 1000).toFixed(1)} kB gzip`,
);
