/**
 * Makes the files of a new element, in the house's style: its class, its styles, its English words, what defines it, a
 * page of stories and a test; and its rows in the lists that name every element. What it makes works: it shows an
 * incident's title and status, with the four states of the store.
 *
 *   npm run new -- incident-x
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import { root } from './root.mjs';

const camel = (words) => words.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** The names that follow from a tag. */
function namesOf(tag) {
  const word = camel(tag.slice('incident-'.length));
  return { tag, word, Class: `Incident${word[0].toUpperCase()}${word.slice(1)}` };
}

const classFile = ({ tag, word, Class }) => `
import { html } from 'lit';
import type { CSSResultGroup, TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';

import { common } from '../../locales/en/common.js';
import { ${word} as english } from '../../locales/en/${tag}.js';
import type { IncidentState, IncidentStore, IncidentView, Refreshable } from '../../store/types.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { keep, LiveController } from '../../ui/live.js';
import { base } from '../../ui/styles/base.styles.js';
import { controls } from '../../ui/styles/control.styles.js';
import { ${word}Styles } from './${tag}.styles.js';

const terms = { ...common, ...english };

/** What is known while no incident is named. */
const noneNamed: IncidentState = { state: 'empty', refreshing: false, cached: false };

/**
 * One incident with its number, title and status.
 *
 * @summary Shows one incident.
 * @tagname ${tag}
 * @slot loading - Instead of the grey lines while nothing is known yet.
 * @slot empty - Instead of the sentence when no incident is named.
 * @slot error - Instead of the message when the incident cannot be shown.
 * @csspart title - The incident's title.
 * @csspart error - The message when the incident cannot be shown.
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - No incident is named.
 * @cssstate ready - The incident is shown.
 * @cssstate error - The incident cannot be shown.
 */
export class ${Class} extends IncidentElement<typeof terms> {
  static override styles: CSSResultGroup = [base, controls, ${word}Styles];

  /** Which incident to show. */
  @property({ attribute: 'incident-id' }) incidentId: string | undefined;

  readonly #record = keep((store: IncidentStore, id: string) => store.incident(id));
  readonly #incident = new LiveController<Refreshable<IncidentState>>(this, () => {
    const { store } = this.deskController;
    return store && this.incidentId ? this.#record(store, this.incidentId) : undefined;
  });

  constructor() {
    super(terms);
  }

  /** Asks the backend again. */
  async refresh(): Promise<void> {
    await this.#incident.source?.refresh();
  }

  protected override render(): TemplateResult {
    const state = this.#incident.value ?? noneNamed;
    return (
      this.renderDeskState() ??
      this.renderLoaded(state, {
        loading: () => this.renderSkeleton(2),
        empty: () => html\`<p class="muted">\${this.locale.terms.${word}.empty}</p>\`,
        ready: () => html\`\${state.view ? this.#renderView(state.view) : ''}\`,
        retry: () => void this.refresh(),
      })
    );
  }

  #renderView({ incident }: IncidentView): TemplateResult {
    const { terms } = this.locale;
    return html\`<section class="frame" aria-label=\${terms.${word}.label}>
      <h2 class="title wrap" part="title">\${incident.title}</h2>
      <p class="meta">
        <span class="number">\${incident.number}</span> \${terms.status[incident.status.category]}
      </p>
    </section>\`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    '${tag}': ${Class};
  }
}
`;

const stylesFile = ({ word }) => `
import { css } from 'lit';

export const ${word}Styles = css\`
  .frame {
    display: grid;
    gap: 4px;
  }
\`;
`;

const wordsFile = ({ tag, word }) => `
/** Words of \`${tag}\`. */
export const ${word} = {
  ${word}: {
    label: 'Incident',
    empty: 'No incident is named.',
  },
};
`;

const defineFile = ({ tag, Class }) => `
import '../ui/context-root.js';
import { ${Class} } from '../elements/${tag}/${tag}.js';
import { define } from './define.js';

define('${tag}', ${Class});
`;

const storiesFile = ({ tag, Class }) => `
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';

import '../src/define/${tag}.js';
import type { ${Class} } from '../src/elements/${tag}/${tag}.js';
import { deskWith, narrow } from './fixtures/desk.js';
import { mailIncident } from './fixtures/history.js';

type Args = Pick<${Class}, 'incidentId'>;

const meta: Meta<Args> = {
  title: 'Elements/${tag}',
  component: '${tag}',
  args: { incidentId: mailIncident.id },
  render: ({ incidentId }) => html\`<${tag} incident-id=\${incidentId ?? nothing}></${tag}>\`,
};
export default meta;

type Story = StoryObj<Args>;

const data = { incidents: [mailIncident] };

export const Ready: Story = { decorators: [deskWith(data)] };
export const Narrow: Story = { decorators: [narrow, deskWith(data)] };
export const Empty: Story = { args: { incidentId: undefined }, decorators: [deskWith(data)] };
export const Loading: Story = { decorators: [deskWith({ ...data, delay: Infinity, only: ['get'] })] };
export const NotAllowed: Story = { decorators: [deskWith({ ...data, fail: 'forbidden', only: ['get'] })] };
export const Arabic: Story = { decorators: [deskWith({ ...data, lang: 'ar' })] };
`;

const testFile = ({ tag }) => `
import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/${tag}.js';
import { buttonOf, openDesk, settled, textOf } from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';

const printer = incident({
  id: 'i1',
  number: 'INC0001',
  title: 'The printer is on fire',
  status: { category: 'active' },
});

async function shown(id: string | undefined, adapter = scriptedAdapter({ incidents: [printer] })) {
  const { desk } = await openDesk(html\`<${tag} incident-id=\${id ?? ''}></${tag}>\`, {
    adapter,
    persistence: 'none',
  });
  const element = desk.querySelector('${tag}')!;
  await settled(element);
  return { element, adapter };
}

describe('${tag}', () => {
  it('shows the title, the number and the status of its incident', async () => {
    const { element } = await shown('i1');
    expect(element.matches(':state(ready)')).to.equal(true);
    expect(textOf(element)).to.equal('The printer is on fire INC0001 In progress');
    await expect(element).to.be.accessible();
  });

  it('says that no incident is named', async () => {
    const { element } = await shown(undefined);
    expect(element.matches(':state(empty)')).to.equal(true);
    expect(textOf(element)).to.equal('No incident is named.');
  });

  it('shows that it waits, and not nothing', async () => {
    const adapter = scriptedAdapter({ incidents: [printer] });
    adapter.always('get', { until: new Promise<never>(() => undefined) });
    const { desk } = await openDesk(html\`<${tag} incident-id="i1"></${tag}>\`, {
      adapter,
      persistence: 'none',
    });
    const element = desk.querySelector('${tag}')!;
    await element.updateComplete;
    expect(element.matches(':state(loading)')).to.equal(true);
    expect(textOf(element)).to.equal('Loading …');
  });

  it('says what went wrong, and tries again', async () => {
    const adapter = scriptedAdapter({ incidents: [printer] });
    adapter.always('get', { fail: noNetwork() });
    const { element } = await shown('i1', adapter);
    expect(element.matches(':state(error)')).to.equal(true);
    adapter.always('get', undefined);
    buttonOf(element, 'Try again').click();
    await waitUntil(() => element.matches(':state(ready)'));
    expect(textOf(element)).to.contain('The printer is on fire');
  });
});
`;

const filesOf = (names) => ({
  [`src/elements/${names.tag}/${names.tag}.ts`]: classFile(names),
  [`src/elements/${names.tag}/${names.tag}.styles.ts`]: stylesFile(names),
  [`src/locales/en/${names.tag}.ts`]: wordsFile(names),
  [`src/define/${names.tag}.ts`]: defineFile(names),
  [`stories/${names.tag}.stories.ts`]: storiesFile(names),
  [`test/elements/${names.tag}.test.ts`]: testFile(names),
});

/** Puts a row before the first of its kind that comes after it in the alphabet, or behind the last. */
function insert(text, kind, row) {
  const lines = text.split('\n');
  const alike = lines.flatMap((line, at) => (kind.test(line) ? [at] : []));
  if (alike.length === 0) throw new Error(`There is no place for: ${row}`);
  let at = alike.find((index) => lines[index] > row);
  if (at === undefined) {
    const indent = /^ */.exec(row)[0].length;
    const goesOn = (line) => /^ *\)/.test(line) || /^ */.exec(line)[0].length > indent;
    for (at = alike.at(-1) + 1; goesOn(lines[at]); at += 1);
  }
  return lines.toSpliced(at, 0, row).join('\n');
}

/** The lists that name every element, each with its new row. */
const rowsOf = ({ tag, word, Class }) => ({
  'src/define/index.ts': (text) => insert(text, /^import '\.\/incident-/, `import './${tag}.js';`),
  'src/define/autoloader.ts': (text) =>
    insert(text, /^ {2}'incident-[\w-]+': lateLoad/, `  '${tag}': lateLoad(() => import('./${tag}.js')),`),
  'src/index.ts': (text) =>
    insert(
      text,
      /^export \{ Incident\w+ \} from '\.\/elements\//,
      `export { ${Class} } from './elements/${tag}/${tag}.js';`,
    ),
  'src/locales/translation.ts': (text) =>
    insert(
      text,
      /^import type .*'\.\/en\/incident-/,
      `import type { ${word} } from './en/${tag}.js';`,
    ).replace(/(export type Translation = [^;]*);/, `$1 & typeof ${word};`),
  'test/suites/every-element.test.ts': (text) => insert(text, /^ {2}'incident-[\w-]+',$/, `  '${tag}',`),
});

/**
 * Writes the files of an element below `folder`.
 *
 * @returns {Promise<string[]>} paths of what was written
 */
export async function newElement(tag, folder = root) {
  if (!/^incident(?:-[a-z][a-z0-9]*)+$/.test(tag ?? ''))
    throw new Error('Name the tag: npm run new -- incident-x (small letters, words divided by hyphens).');
  const names = namesOf(tag);
  const files = filesOf(names);
  const there = Object.keys(files).find((path) => existsSync(join(folder, path)));
  if (there) throw new Error(`${there} is there already.`);
  const rows = Object.entries(rowsOf(names)).map(([path, add]) => [
    path,
    add(readFileSync(join(folder, path), 'utf8')),
  ]);
  const style = await prettier.resolveConfig(join(root, 'package.json'));
  for (const [path, text] of [...Object.entries(files), ...rows]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), await prettier.format(text.trimStart(), { ...style, filepath: path }));
  }
  return [...Object.keys(files), ...rows.map(([path]) => path)];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    for (const path of await newElement(process.argv[2])) console.log(path);
    console.log('Next: its words in each language of src/locales, which does not compile without them.');
    console.log('Then: npm run generate, and npm run test:only -- --files the test above.');
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
