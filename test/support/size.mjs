/** Prints sizes against the budget of test/package/size-budget.json; fails when one is exceeded. `--json` for data. */
import { measure } from './sizes.mjs';

const rows = await measure({ details: true });
const kB = (bytes) => (bytes === undefined ? '' : (bytes / 1000).toFixed(2));

if (process.argv.includes('--json')) console.log(JSON.stringify(rows, null, 2));
else {
  console.log(`${'kB gzipped'.padEnd(52)} total  at first  budget  stretch`);
  for (const { name, bytes, first, budget, stretch, problem } of rows) {
    const columns = [kB(bytes).padStart(6), kB(first).padStart(9), String(budget ?? '').padStart(7)];
    const note = problem ? '  not measured' : '';
    console.log(`${name.padEnd(51)} ${columns.join(' ')} ${String(stretch ?? '').padStart(8)}${note}`);
  }
  console.log('\nminified kB by package:');
  for (const { name, shares } of rows.filter((row) => row.shares)) {
    const parts = shares.filter(([, bytes]) => bytes > 0).map(([part, bytes]) => `${part} ${kB(bytes)}`);
    console.log(`  ${name}: ${parts.join(', ')}`);
  }
}

const over = rows.filter(
  ({ counted, budget, problem }) => problem || (budget !== undefined && counted > budget * 1000),
);
for (const { name, counted, budget, problem } of over) {
  if (problem) console.log(`"${name}" cannot be measured: ${problem}`);
  else console.log(`"${name}" is ${kB(counted - budget * 1000)} kB above its budget of ${budget} kB.`);
}
process.exit(over.length ? 1 : 0);
