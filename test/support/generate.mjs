/**
 * Everything that is derived from the sources, in one place.
 *
 *   node test/support/generate.mjs              manifest and schemas into dist, the elements into the README
 *   node test/support/generate.mjs --dist       only dist
 *   node test/support/generate.mjs --manifest   only the manifest
 *   node test/support/generate.mjs --check      writes nothing; fails when something committed is out of date
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { globSync } from './glob.mjs';
import { analyse } from './manifest.mjs';
import { table, updateTables } from './readme-tables.mjs';
import { root } from './root.mjs';
import { importTs } from './run-ts.mjs';
import { addDescriptions, commentOf } from './schema-docs.mjs';

const flags = new Set(process.argv.slice(2));
const only = ['--dist', '--manifest', '--check'].find((flag) => flags.has(flag));
const json = (data) => `${JSON.stringify(data, null, 2)}\n`;

function write(name, text) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', name), text);
}

/** The source file that exports a schema under this name. */
const exporting = (name) =>
  globSync('src/**/*.ts').find((file) =>
    new RegExp(`export const ${name}\\b`).test(readFileSync(join(root, file), 'utf8')),
  );

/** The text of a source file and of those it imports from beside it. */
const withImports = (source) => {
  const text = readFileSync(join(root, source), 'utf8');
  const beside = [...text.matchAll(/from '\.\/([\w-]+)\.js'/g)].map(([, name]) =>
    readFileSync(join(root, dirname(source), `${name}.ts`), 'utf8'),
  );
  return [text, ...beside];
};

const schemas = [
  ['profile.schema.json', 'profileSchema', 'Profile of an incident backend'],
  ['policy.schema.json', 'policySchema', 'Rules of an organisation for its incidents'],
];

async function schemaTexts() {
  const { toJsonSchema } = await import('@valibot/to-json-schema');
  const texts = [];
  for (const [file, name, title] of schemas) {
    const source = exporting(name);
    if (!source) continue;
    const schema = (await importTs(source))[name];
    // A check in code (a duration's text, say) has no counterpart in JSON Schema; the loader still applies it.
    const body = toJsonSchema(schema, { errorMode: 'ignore', target: 'draft-2020-12', typeMode: 'input' });
    const { $schema, ...rest } = body;
    addDescriptions(rest, withImports(source), name);
    texts.push([file, json({ $schema, $id: `urn:incident-elements:${file}`, title, ...rest })]);
  }
  return texts;
}

/**
 * The hooks of the stylesheets with the values they fall back to, as a sheet a page can copy and change.
 * The sources say `var(--incident-x, value)`; a value may hold parentheses of its own.
 */
function tokenSheet() {
  const found = new Map();
  for (const file of globSync('src/ui/styles/tokens*.ts')) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const { 1: name, index, 0: head } of text.matchAll(/var\(\s*(--incident-[a-z0-9-]+)\s*,\s*/g)) {
      let end = index + head.length;
      for (let depth = 1; depth > 0 && end < text.length; end += 1) {
        if (text[end] === '(') depth += 1;
        if (text[end] === ')') depth -= 1;
      }
      const value = text
        .slice(index + head.length, end - 1)
        .trim()
        .replaceAll('var(--_', 'var(--incident-')
        .replace(/\s+/g, ' ');
      if (value !== 'inherit') found.set(name, value);
    }
  }
  const lines = [...found].map(([name, value]) => `  ${name}: ${value};`);
  return `/* Generated from the sources: the design tokens and their values. Load it, or copy what you change. */\n:root {\n${lines.join('\n')}\n}\n`;
}

const firstSentence = (text = '') =>
  /^[\s\S]*?[.!?](?=\s|$)/.exec(text.trim())?.[0].replace(/\s+/g, ' ') ?? text.trim();
const cell = (text) => text.replace(/\|/g, '\\|');

function elementsTable(manifest) {
  const rows = (manifest.modules[0]?.declarations ?? []).map(({ tagName, summary, description }) => {
    const story = `stories/${tagName}.stories.ts`;
    const link = existsSync(join(root, story)) ? `[${tagName}](${story})` : '';
    return [`\`<${tagName}>\``, cell(firstSentence(summary ?? description)), link];
  });
  return table(['tag', 'what it is for', 'stories'], rows);
}

/** The events with what their declarations say: when each comes, and what it carries. */
function eventsTable() {
  const text = readFileSync(join(root, 'src/ui/events.ts'), 'utf8');
  const declared = new Map(
    ts
      .createSourceFile('events.ts', text, ts.ScriptTarget.Latest, true)
      .statements.filter(ts.isInterfaceDeclaration)
      .map((one) => [one.name.text, one.members]),
  );
  const rows = declared.get('IncidentEventDetails').map((event) => [
    `\`${event.name.text}\``,
    cell(commentOf(event)),
    declared
      .get(event.type.getText())
      .map(({ name }) => `\`${name.getText()}\``)
      .join(', '),
  ]);
  return table(['event', 'when', 'detail'], rows);
}

/** What a policy may hold, as its schema explains it. */
function policyTable(schemas) {
  const [, text] = schemas.find(([file]) => file === 'policy.schema.json');
  const rows = Object.entries(JSON.parse(text).properties)
    .filter(([name]) => name !== '$schema')
    .map(([name, { description = '' }]) => [`\`${name}\``, cell(description)]);
  return table(['in the policy', 'what'], rows);
}

const updateReadme = (manifest, schemas, check) =>
  updateTables(
    { elements: elementsTable(manifest), events: eventsTable(), policy: policyTable(schemas) },
    { check },
  ).map((name) => `README.md: the table "${name}"`);

/** What dist holds has to be what the sources say now. */
function staleInDist(files) {
  return files
    .filter(([name, text]) => {
      const path = join(root, 'dist', name);
      return !existsSync(path) || readFileSync(path, 'utf8') !== text;
    })
    .map(([name]) => `dist/${name} (run \`npm run build\`)`);
}

const manifest = await analyse();
const schemasNow = only === '--manifest' ? [] : await schemaTexts();
const files = [['custom-elements.json', json(manifest)]];
if (only !== '--manifest')
  files.push(
    ...schemasNow,
    ['tokens.css', tokenSheet()],
    ['rest.openapi.json', readFileSync(join(root, 'src/adapters/presets/rest.openapi.json'), 'utf8')],
  );

if (only === '--check') {
  const stale = [...staleInDist(files), ...updateReadme(manifest, schemasNow, true)];
  for (const what of stale) console.log(`out of date: ${what}`);
  if (stale.length > 0) console.log('Run `npm run generate` and commit what it changes.');
  process.exit(stale.length ? 1 : 0);
}
for (const [name, text] of files) write(name, text);
if (!only) for (const what of updateReadme(manifest, schemasNow, false)) console.log(`updated ${what}`);
