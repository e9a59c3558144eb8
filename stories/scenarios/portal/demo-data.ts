import { clearLocal, seedLocal } from '../../../src/adapters/local/index.js';
import type { IncidentDesk } from '../../../src/elements/incident-desk/incident-desk.js';
import { loadRealLog } from './real-log.js';
import { options } from './sample-people.js';
import { sampleIncidents } from './sample-incidents.js';
import { currentLanguage, onLanguage, part, recall, remember, texts } from './settings.js';
import type { Fill } from './settings.js';

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
  if (fill === 'empty') {
    await clearLocal(name);
    await seedLocal(name, { options });
  } else if (fill === 'sample') await seedLocal(name, sampleIncidents(now), { replace: true });
  else {
    const { seed, attribution, source, weeks, asOf } = await loadRealLog(now);
    await seedLocal(name, seed, { replace: true });
    remember('log', JSON.stringify({ attribution, source, weeks, asOf } satisfies LogNote));
  }
  remember('fill', fill);
}

/** A first visit finds sample data, so that there is something to see. Returns before any element looks. */
export async function fillFirstVisit(name: string): Promise<void> {
  if (isFill(recall('fill'))) return;
  // Without storage the page begins empty; the elements say so themselves.
  await put(name, 'sample').catch(() => undefined);
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

/** Asks; true when somebody agrees to lose what is there. */
function agreed(question: string): Promise<boolean> {
  const dialog = part<HTMLDialogElement>('ask');
  part('ask-title').textContent = question;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener('close', () => done(dialog.returnValue === 'yes'), { once: true });
  });
}

/** The switch between nothing, invented and real incidents. Only where this browser is the backend. */
export function setUpDemoData(desk: IncidentDesk, name: string): void {
  part('data').hidden = false;
  onLanguage(describe);
  const note = part('data-note');
  const replace = async (fill: Fill): Promise<void> => {
    const words = texts();
    const question = { empty: words.askEmpty, sample: words.askSample, log: words.askLog }[fill];
    if (!(await agreed(question))) return;
    note.textContent = words.dataBusy;
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
