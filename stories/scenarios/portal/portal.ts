import { isIncidentError, retryClass } from '../../../src/core/errors.js';
import type { Person } from '../../../src/core/incident.js';
import type { IncidentDesk } from '../../../src/elements/incident-desk/incident-desk.js';
import type { IncidentForm } from '../../../src/elements/incident-form/incident-form.js';
import type { IncidentList } from '../../../src/elements/incident-list/incident-list.js';
import type { IncidentWorkbench } from '../../../src/elements/incident-workbench/incident-workbench.js';
import type { IncidentStore } from '../../../src/store/types.js';
import { setUpCanteen } from './canteen.js';
import { followStore, setUpConnectionLine } from './connection.js';
import { fillFirstVisit, setUpDemoData } from './demo-data.js';
import { setUpFigures } from './figures.js';
import { setUpDemoBar } from './demo-bar.js';
import { setUpMine } from './mine.js';
import { setUpRoutes } from './routes.js';
import { people, teams } from './sample-people.js';
import type { PersonKey } from './sample-people.js';
import { policyAt } from './sample-policy.js';
import { setUpServices } from './services.js';
import { part, setUpSettings } from './settings.js';

const desk = part<IncidentDesk>('desk');
const local = desk.getAttribute('adapter') === 'local';
// A report carries the person's id. A product behind a profile makes an id of its own from the address.
const byAddress = !['local', 'rest'].includes(desk.getAttribute('adapter') ?? '');
const name = desk.getAttribute('base-url') ?? 'default';

/** Whoever sits at this browser, as far as the page knows. */
let chosen: PersonKey = 'ada';

/** Here by the id, which is the same in every language; a ticket system knows its groups by their names. */
const groupsOf = (key: PersonKey): string | undefined => (local ? teams[key]?.id : teams[key]?.label);

/** What stands on the page for somebody. */
function greet(person: Person, team?: string): void {
  part<IncidentForm>('form').data = { caller: person };
  part<IncidentWorkbench>('bench').userGroups = team ?? '';
  part<IncidentList>('mine').query = { callerId: byAddress ? (person.email ?? person.id) : person.id };
}

/** Who is signed in decides whose drafts and unsent items are shown, and whose incidents are "yours". */
function signIn(person: Person, team?: string): void {
  desk.setAttribute('user', person.id);
  desk.setAttribute('user-name', person.name);
  greet(person, team);
}

/** Whom the backend takes this browser for; undefined while it cannot tell. */
async function signedIn({ adapter }: IncidentStore): Promise<Person | undefined> {
  if (!adapter.whoami) return people[chosen];
  try {
    return await adapter.whoami();
  } catch (error) {
    // It never tells: then the choice on the page counts.
    return isIncidentError(error) && retryClass(error) === 'permanent' ? people[chosen] : undefined;
  }
}

/**
 * The backend has the last word on who is signed in. A ticket system behind a token knows one person, and may be able to
 * tell only once that person has a ticket. Until then nobody is named: a guess would be somebody else to it, and what is
 * written in a wrong name is never sent.
 */
async function askBackend(): Promise<void> {
  const { store } = desk;
  if (local || !store) return;
  const person = await signedIn(store);
  // What is on its way belongs to whoever wrote it, and arrives first; the next look changes the person.
  if (!person || store.outbox.value.items.length > 0) return;
  if ([person.id, person.email].includes(store.author)) return;
  signIn(person, person === people[chosen] ? groupsOf(chosen) : undefined);
}

if (local) await fillFirstVisit(name);
desk.policyDefinition = policyAt(Date.now());
// Defined only now, so that the first look at the data finds it.
await import('../../../src/define/index.js');

setUpSettings((key) => {
  chosen = key;
  (local ? signIn : greet)(people[key], groupsOf(key));
  void askBackend();
});
followStore(() => {
  void askBackend();
  return () => undefined;
});
setUpMine();
const showFigures = setUpFigures();
setUpRoutes((view) => {
  if (view === 'figures') showFigures();
  void askBackend();
});
setUpConnectionLine();
setUpServices();
setUpCanteen();
setUpDemoBar();
if (local) setUpDemoData(desk, name);
