import type { Incident } from '../../../src/core/incident.js';
import { openCategories } from '../../../src/core/query.js';
import type { Choice } from '../../../src/adapters/adapter.js';
import { followStore } from './connection.js';
import { onLanguage, part, texts } from './settings.js';

const shown = 9;

/** The gravest open incident of each service, by the service's id. */
function disturbances(incidents: readonly Incident[]): ReadonlyMap<string, Incident> {
  const worst = new Map<string, Incident>();
  for (const incident of incidents) {
    const id = incident.service?.id;
    if (id === undefined) continue;
    const known = worst.get(id);
    if (!known || (incident.priority ?? 9) < (known.priority ?? 9)) worst.set(id, incident);
  }
  return worst;
}

/** Words of another language than the page's, which keep their own direction and the page's alignment. */
function isolated(words: string): HTMLSpanElement {
  const outer = document.createElement('span');
  const inner = document.createElement('bdi');
  inner.textContent = words;
  outer.append(inner);
  return outer;
}

function row(label: string, incident: Incident | undefined): HTMLLIElement {
  const words = texts();
  const line = document.createElement('li');
  line.dataset['state'] = incident ? 'disturbed' : 'runs';
  const name = isolated(label);
  const state = document.createElement('span');
  state.className = 'state';
  state.textContent = incident ? words.serviceDisturbed : words.serviceRuns;
  line.append(name, state);
  if (incident) {
    const why = isolated(incident.title);
    why.className = 'why';
    line.append(why);
  }
  return line;
}

/** Which services run: one is disturbed while an incident of the two highest priorities is open in it. */
export function setUpServices(): void {
  const list = part('services');
  let offered: readonly Choice[] = [];
  let open: readonly Incident[] = [];
  const show = (): void => {
    const worst = disturbances(open);
    const services = [...offered].sort((a, b) => Number(worst.has(b.id)) - Number(worst.has(a.id)));
    if (services.length > 0)
      list.replaceChildren(...services.slice(0, shown).map(({ id, label }) => row(label, worst.get(id))));
    else {
      const none = document.createElement('li');
      none.textContent = texts().servicesUnknown;
      list.replaceChildren(none);
    }
  };
  followStore((store) => {
    const fields = store.description();
    const incidents = store.incidents({ status: openCategories, priority: [1, 2] }, 50);
    const take = (): void => {
      offered = fields.value.description.create.find(({ name }) => name === 'service')?.choices ?? [];
      open = incidents.value.items.map(({ incident }) => incident);
      show();
    };
    const stops = [fields.subscribe(take), incidents.subscribe(take)];
    take();
    return () => {
      for (const stop of stops) stop();
    };
  });
  onLanguage(show);
}
