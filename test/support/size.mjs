/** Prints sizes against the budget of test/package/size-budget.json; fails when one is exceeded. `--json` for data. */
import { measure } from './sizes.mjs';

const rows = await measure({ details: true });
const kB = (bytes) => (bytes === undefined ? '' : (bytes / 1000).toFixed(2));

if (process.argv.includes('--json')) console.log(JSON.stringify(rows, null, 2));
else {
  console.log(`${'kB gzipped'.padEnd(52)} total  at first  budget  stretch`);
  for (const { name, bytes, first, budget, stretch, missing } of rows) {
    const columns = [kB(bytes).padStart(6), kB(first).padStart(9), String(budget ?? '').padStart(7)];
    const note = missing ? `  missing: ${missing.join(', ')}` : '';
    console.log(`${name.padEnd(51)} ${columns.join(' ')} ${String(stretch ?? '').padStart(8)}${note}`);
  }
  console.log('\nminified kB by package:');
  for (const { name, shares } of rows.filter((row) => row.shares)) {
    const parts = shares.filter(([, bytes]) => bytes > 0).map(([part, bytes]) => `${part} ${kB(bytes)}`);
    console.log(`  ${name}: ${parts.join(', ')}`);
  }
}

const over = rows.filter(
  ({ bytes, budget, missing }) => missing || (budget !== undefined && bytes > budget * 1000),
);
for (const { name, bytes, budget, missing } of over) {
  if (missing) console.log(`"${name}" cannot be measured: src has no ${missing.join(', ')}.`);
  else console.log(`"${name}" is ${kB(bytes - budget * 1000)} kB above its budget of ${budget} kB.`);
}
process.exit(over.length ? 1 : 0);
