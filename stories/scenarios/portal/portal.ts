import type { IncidentDesk } from '../../../src/elements/incident-desk/incident-desk.js';
import type { IncidentForm } from '../../../src/elements/incident-form/incident-form.js';
import type { IncidentList } from '../../../src/elements/incident-list/incident-list.js';
import type { IncidentWorkbench } from '../../../src/elements/incident-workbench/incident-workbench.js';
import { setUpCanteen } from './canteen.js';
import { setUpConnectionLine } from './connection.js';
import { fillFirstVisit, setUpDemoData } from './demo-data.js';
import { setUpFigures } from './figures.js';
import { setUpDemoBar } from './demo-bar.js';
import { setUpMine } from './mine.js';
import { setUpRoutes } from './routes.js';
import { people, teams } from './sample-people.js';
import type { PersonKey } from './sample-people.js';
import { setUpServices } from './services.js';
import { part, setUpSettings } from './settings.js';

const desk = part<IncidentDesk>('desk');
const local = desk.getAttribute('adapter') === 'local';
// A report carries the person's id. A product behind a profile makes an id of its own from the address.
const byAddress = !['local', 'rest'].includes(desk.getAttribute('adapter') ?? '');
const name = desk.getAttribute('base-url') ?? 'default';

/** Who is signed in decides whose drafts and unsent items are shown, and whose incidents are "yours". */
function signIn(key: PersonKey): void {
  const { id, name, email } = people[key];
  desk.setAttribute('user', id);
  desk.setAttribute('user-name', name);
  part<IncidentForm>('form').data = { caller: people[key] };
  part<IncidentWorkbench>('bench').userGroups = teams[key]?.label ?? '';
  part<IncidentList>('mine').query = { callerId: byAddress ? (email ?? id) : id };
}

if (local) await fillFirstVisit(name);
// Defined only now, so that the first look at the data finds it.
await import('../../../src/define/index.js');

setUpSettings(signIn);
setUpMine();
const showFigures = setUpFigures();
setUpRoutes((view) => {
  if (view === 'figures') showFigures();
});
setUpConnectionLine();
setUpServices();
setUpCanteen();
setUpDemoBar();
if (local) setUpDemoData(desk, name);
