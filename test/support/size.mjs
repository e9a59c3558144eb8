/**
 * What a page downloads, against test/package/size-budget.json and the table in the README.
 *
 *   node test/support/size.mjs           fails when a budget is exceeded or the README says something else
 *   node test/support/size.mjs --times   also how soon the form can be typed into, for the record
 *   node test/support/size.mjs --write   writes the tables of the README
 */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { builtCdn } from './built.mjs';
import { dependencySizes } from './dependency-sizes.mjs';
import { globSync } from './glob.mjs';
import { costOf, timesOf, withBrowser } from './page-cost.mjs';
import { table, updateTables } from './readme-tables.mjs';
import { root } from './root.mjs';

const flags = new Set(process.argv.slice(2));
const budgets = JSON.parse(readFileSync(join(root, 'test/package/size-budget.json'), 'utf8'));
const kB = (bytes) => (bytes / 1000).toFixed(1);

const tags = globSync('src/define/incident-*.ts').map((file) => basename(file, '.ts'));
/** What the form's page has already. */
const ofTheForm = ['incident-desk', 'incident-form', 'incident-priority-matrix'];

/** An element that has no budget of its own yet keeps to the goal. */
const budgetOf = (tag) => budgets.furtherElement.budget[tag] ?? budgets.furtherElement.goal;
const beside = (bytes, budget, goal) => `${kB(bytes)} kB (budget ${budget}, goal ${goal})`;

async function measure() {
  await builtCdn();
  return withBrowser(async (browser) => {
    const pages = [];
    for (const page of budgets.pages) {
      const further = pages.length === 0 ? tags.filter((tag) => !ofTheForm.includes(tag)) : [];
      const cost = await costOf(browser, page, further);
      const times = flags.has('--times') ? await timesOf(browser, page, cost.files) : undefined;
      pages.push({ ...page, ...cost, times });
    }
    return pages;
  });
}

const pages = await measure();
const further = pages[0].added;
const libraries = await dependencySizes();

for (const { name, typed, logged, waves, files, times, budget, goal } of pages) {
  console.log(name);
  console.log(`  until the form can be typed into: ${kB(typed.bytes)} kB in ${typed.files} files`);
  console.log(
    `  until a report is logged: ${beside(logged.bytes, budget.kB, goal)} in ${logged.files} files: ${files.join(', ')}`,
  );
  console.log(`  waves: ${waves}`);
  if (times)
    console.log(
      `  over 100 ms and 10 Mbit/s (median of 3, for the record): ${times.parts} ms; the same code in one file of ${kB(times.wholeBytes)} kB: ${times.whole} ms`,
    );
}
console.log('each further element');
for (const { tag, bytes, files } of further)
  console.log(`  <${tag}>: ${beside(bytes, budgetOf(tag), budgets.furtherElement.goal)} in ${files} files`);
console.log('libraries, each alone');
for (const { name, bytes } of libraries) console.log(`  ${name}: ${kB(bytes)} kB`);

const over = [
  ...pages.flatMap(({ name, logged, waves, budget }) => [
    [name, 'kB', logged.bytes / 1000, budget.kB],
    [name, 'files', logged.files, budget.files],
    [name, 'waves', waves, budget.waves],
  ]),
  ...further.flatMap(({ tag, bytes, files }) => [
    [`<${tag}>`, 'kB', bytes / 1000, budgetOf(tag)],
    [`<${tag}>`, 'files', files, budgets.furtherElement.files],
  ]),
]
  .filter(([, , value, most]) => value > most)
  .map(([name, unit, value, most]) => `${name}: ${Number(value.toFixed(2))} ${unit}, the budget is ${most}.`);

const tables = {
  sizes: table(
    ['page', 'kB until it can be typed into', 'kB until a report is logged', 'goal', 'files', 'waves'],
    [
      ...pages.map(({ name, typed, logged, waves, budget, goal }) => [
        name,
        kB(typed.bytes),
        `${kB(logged.bytes)} (≤ ${budget.kB})`,
        String(goal),
        `${logged.files} (≤ ${budget.files})`,
        `${waves} (≤ ${budget.waves})`,
      ]),
      ...further.map(({ tag, bytes, files }) => [
        `\`<${tag}>\` more`,
        '',
        `${kB(bytes)} (≤ ${budgetOf(tag)})`,
        String(budgets.furtherElement.goal),
        `${files} (≤ ${budgets.furtherElement.files})`,
        '',
      ]),
    ],
  ),
  libraries: table(
    ['library', 'kB'],
    libraries.map(({ name, bytes }) => [`\`${name}\``, kB(bytes)]),
  ),
};

/** A figure within a hundredth tells its reader the same; compressors differ by less between versions of Node. */
function sameToAReader(a, b) {
  const number = /\d+\.\d/g;
  const [x, y] = [a.match(number) ?? [], b.match(number) ?? []];
  return (
    a.replace(number, '#') === b.replace(number, '#') &&
    x.every((n, i) => Math.abs(n - y[i]) <= 0.5 + n / 100)
  );
}

const write = flags.has('--write');
const stale = updateTables(tables, { check: !write, same: sameToAReader });
for (const name of stale)
  console.log(
    write
      ? `wrote the table "${name}" of README.md`
      : `README.md: the table "${name}" is out of date; run \`npm run generate\`.`,
  );
for (const sentence of over) console.log(`Over budget: ${sentence}`);
process.exit(!write && (over.length > 0 || stale.length > 0) ? 1 : 0);
