import { clearLocal, localAdapter, seedLocal } from '../../../src/adapters/local/index.js';
import type { IncidentDesk } from '../../../src/elements/incident-desk/incident-desk.js';
import { loadRealLog } from './real-log.js';
import { choices } from './sample-people.js';
import { sampleIncidents } from './sample-incidents.js';
import { inLanguage } from './sample-words.js';
import { currentLanguage, onLanguage, part, recall, remember, texts } from './settings.js';
import type { Fill } from './settings.js';
import type { PlainKey } from './texts.js';

/** What is said about a real log: whose it is, and how its times were moved. */
interface LogNote {
  readonly attribution: string;
  readonly source: string;
  readonly weeks: number;
  readonly asOf: number;
}

const isFill = (text: string | undefined): text is Fill =>
  text === 'empty' || text === 'sample' || text === 'log';

async function put(name: string, fill: Fill): Promise<void> {
  const now = Date.now();
  const language = currentLanguage();
  if (fill === 'empty') {
    await clearLocal(name);
    await seedLocal(name, inLanguage({ choices }, language));
  } else if (fill === 'sample')
    await seedLocal(name, inLanguage(sampleIncidents(now), language), { replace: true });
  else {
    const { seed, attribution, source, weeks, asOf } = await loadRealLog(now);
    await seedLocal(name, seed, { replace: true });
    remember('log', JSON.stringify({ attribution, source, weeks, asOf } satisfies LogNote));
  }
  remember('fill', fill);
  remember('data-language', language);
}

/**
 * Lets the data speak the page's language. Records stay as they have become; only the sample's own sentences change.
 * A real log stays in the words of its company.
 */
async function translate(name: string): Promise<void> {
  const language = currentLanguage();
  if (recall('data-language') === language || recall('fill') === 'log') return;
  remember('data-language', language);
  const adapter = localAdapter({ name });
  try {
    const { items: incidents } = await adapter.list({}, { limit: 1000 });
    const pages = await Promise.all(incidents.map(({ id }) => adapter.entries(id, { limit: 1000 })));
    const data = {
      incidents,
      entries: pages.flatMap(({ items }) => items),
      choices,
    };
    await seedLocal(name, inLanguage(data, language));
  } finally {
    adapter.dispose?.();
  }
}

/** A first visit finds sample data, so that there is something to see. Returns before any element looks. */
export async function fillFirstVisit(name: string): Promise<void> {
  // Without storage the page begins empty; the elements say so themselves.
  await (isFill(recall('fill')) ? translate(name) : put(name, 'sample')).catch(() => undefined);
}

function logNote(): LogNote | undefined {
  try {
    return JSON.parse(recall('log') ?? 'null') as LogNote | undefined;
  } catch {
    return undefined;
  }
}

/** Says what is shown, and names the source of a real log. */
function describe(): void {
  const words = texts();
  const fill = recall('fill');
  const log = fill === 'log' ? logNote() : undefined;
  const day = new Intl.DateTimeFormat(currentLanguage(), {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  part('data-note').textContent = log
    ? words.isLog(log.weeks, `${day.format(log.asOf)} UTC`)
    : fill === 'empty'
      ? words.isEmpty
      : words.isSample;
  const source = part('data-source');
  source.hidden = !log;
  const [text, link] = [source.querySelector('span'), source.querySelector('a')];
  if (log && text && link) {
    text.textContent = log.attribution;
    link.href = log.source;
    link.textContent = log.source;
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-fill]'))
    button.setAttribute('aria-pressed', String(button.dataset['fill'] === fill));
}

/** What is asked before each fill, and the button that does it. */
const questions = {
  empty: ['askEmpty', 'yesEmpty'],
  sample: ['askSample', 'yesSample'],
  log: ['askLog', 'yesLog'],
} as const satisfies Record<Fill, readonly [PlainKey, PlainKey]>;

/** Asks; true when somebody agrees to lose what is there. */
function agreed(fill: Fill): Promise<boolean> {
  const dialog = part<HTMLDialogElement>('ask');
  const [question, yes] = questions[fill];
  part('ask-title').textContent = texts()[question];
  part('ask-yes').textContent = texts()[yes];
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener('close', () => done(dialog.returnValue === 'yes'), { once: true });
  });
}

/** The switch between nothing, invented and real incidents. Only where this browser is the backend. */
export function setUpDemoData(desk: IncidentDesk, name: string): void {
  for (const id of ['data', 'data-about']) part(id).hidden = false;
  onLanguage(() => {
    describe();
    void translate(name).catch(() => undefined);
  });
  const note = part('data-note');
  const replace = async (fill: Fill): Promise<void> => {
    if (!(await agreed(fill))) return;
    note.textContent = texts().dataBusy;
    try {
      // What is cached or waiting belongs to the incidents that go.
      await desk.store?.wipe({ force: true });
      await put(name, fill);
      location.reload();
    } catch (error) {
      note.textContent = texts().dataFailed(error instanceof Error ? error.message : String(error));
    }
  };
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-fill]'))
    button.addEventListener('click', () => {
      const { fill } = button.dataset;
      if (isFill(fill)) void replace(fill);
    });
}
