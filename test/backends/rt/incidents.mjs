/**
 * What the Request Tracker of the tests knows: the desk of a city's tram and bus company, with sixty incidents. Nothing
 * here depends on a clock or on chance, so every start begins with the same tickets under the same numbers.
 */

export const groups = {
  'Service desk': ['noor.bakker', 'sam.okoro'],
  Network: ['tomas.vrba', 'kofi.mensah'],
  Applications: ['elif.yildiz', 'ines.carvalho'],
  Workplace: ['yuki.tanabe', 'sam.okoro'],
};

/** Agents work on incidents; the lead may see how the custom fields are set up, too; callers see their own. */
export const people = [
  ['marta.lindholm', 'Marta Lindholm', 'lead'],
  ['elif.yildiz', 'Elif Yıldız', 'agent'],
  ['ines.carvalho', 'Inês Carvalho', 'agent'],
  ['kofi.mensah', 'Kofi Mensah', 'agent'],
  ['noor.bakker', 'Noor Bakker', 'agent'],
  ['sam.okoro', 'Sam Okoro', 'agent'],
  ['tomas.vrba', 'Tomáš Vrba', 'agent'],
  ['yuki.tanabe', 'Yuki Tanabe', 'agent'],
  ['farid.haddad', 'Farid Haddad', 'caller'],
  ['greta.lindqvist', 'Greta Lindqvist', 'caller'],
  ['leila.benali', 'Leila Benali', 'caller'],
  ['owen.price', 'Owen Price', 'caller'],
  ['ruth.obrien', 'Ruth O’Brien', 'caller'],
  ['zofia.nowak', 'Zofia Nowak', 'caller'],
].map(([login, name, role]) => ({ login, name, role, email: `${login}@example.test` }));

export const services = [
  'Ticket machines',
  'Passenger information',
  'Depot planning',
  'Payroll',
  'E-mail',
  'VPN',
  'Tram radio',
  'Sign-in',
  'Office network',
];
export const categories = ['Hardware', 'Software', 'Network', 'Access', 'Data', 'Security'];
export const resolutionCodes = [
  'restarted',
  'replaced',
  'configured',
  'rolled back',
  'explained',
  'duplicate',
];
/** Both scales from the most severe one on. */
export const levels = ['1 - High', '2 - Medium', '3 - Low'];

/** The queue that has every custom field, and the one that has none. */
export const queues = { full: 'Incidents', plain: 'Helpdesk' };

/** What RT keeps as assets, by name and description. Two have one name, as devices of a kind often do. */
export const assets = [
  ['Validator 9-04', 'Tram 2213, front door'],
  ['Validator 9-04', 'Tram 2216, rear door'],
  ['Switch 3.12', 'Room 3.12, under the ceiling'],
  ['Ticket machine 118', 'Market Square'],
  ['Ticket machine 204', 'Castle, lower platform'],
].map(([name, description]) => ({ name, description }));

const groupOf = {
  Hardware: 'Workplace',
  Software: 'Applications',
  Network: 'Network',
  Access: 'Service desk',
  Data: 'Applications',
  Security: 'Network',
};

/**
 * One line each: title | what the caller says | service | category | impact and urgency | caller | what became of it.
 * `reopened` is a resolved one whose caller wrote again.
 */
const told = `
Ticket machines in the whole centre refuse cards|Since 06:50 every machine between Castle and Harbour shows "card not readable". Coins work.|Ticket machines|Network|11|leila.benali|open
Departure boards show yesterday's timetable|All boards of lines 2 and 7 are one day behind, the app is right.|Passenger information|Data|11|owen.price|resolved
Nobody can sign in after the certificate was renewed|Every application that asks the sign-in service says "signature invalid".|Sign-in|Security|11|farid.haddad|resolved
Radio on line 4 is dead between Mill Bridge and the tunnel|Drivers hear the control room, the control room does not hear them.|Tram radio|Network|11|zofia.nowak|open
Night run of the payroll ended with an error|Step 14 of 20: "table space full". Payday is Thursday.|Payroll|Data|12|ruth.obrien|stalled
Depot planning loses the change of shifts at noon|Drivers that were moved at 11:58 are back on their old tram at 12:02.|Depot planning|Software|12|zofia.nowak|open
VPN drops everybody after exactly one hour|Half of the control room works from home today.|VPN|Network|12|greta.lindqvist|reopened
Mail to outside addresses waits for hours|The queue has grown to 9,200 messages since midnight.|E-mail|Network|12|owen.price|resolved
Forged invoice mail, at least twelve colleagues opened it|Subject "Outstanding invoice 4471". Three say that they typed in their password.|E-mail|Security|11|ruth.obrien|open
Validators on line 9 count passengers twice|Numbers of the morning are double those of the door sensors.|Ticket machines|Data|21|leila.benali|open
Lift display at Castle shows Cyrillic letters|Only the lower platform; "Выход" instead of "Exit".|Passenger information|Software|22|owen.price|new
Fare change of 1 March is missing in 40 machines|They were offline in the night when the table was sent.|Ticket machines|Data|21|leila.benali|resolved
Switch in room 3.12 restarts every ten minutes|All six desks lose the network for a minute each time.|Office network|Network|22|farid.haddad|open
Shift plan cannot be printed at depot North|Page stays empty, the preview is right.|Depot planning|Software|22|zofia.nowak|stalled
Locked out after the new password rule|The page wants 14 characters and takes only 12.|Sign-in|Access|22|greta.lindqvist|resolved
Tablet of a driver falls off the network in the depot|It finds it again outside the hall.|Office network|Network|32|zofia.nowak|new
Timetable app answers "503" at every full hour|For about two minutes each time.|Passenger information|Software|21|owen.price|open
Receipt printer of machine 118 prints upside down|Machine at Market Square, since its paper was changed.|Ticket machines|Hardware|33|leila.benali|resolved
Two badges open the cash room that should not|Seen in the log of the door of 14 February.|Sign-in|Security|12|ruth.obrien|open
New colleague has no mailbox|She began on Monday; the account exists.|E-mail|Access|32|ruth.obrien|resolved
Payslip shows the address of somebody else|Two employees told us, both moved in January.|Payroll|Data|11|ruth.obrien|resolved
Screens in the control room go dark after ten minutes|Somebody must move a mouse; it began after the update on Sunday.|Office network|Software|21|zofia.nowak|reopened
Loudspeakers at Harbour repeat one announcement|"Line 5 is late", although line 5 is on time.|Passenger information|Software|22|owen.price|open
VPN asks for the second factor twice|First code is accepted, then it asks again.|VPN|Software|32|greta.lindqvist|new
Shared folder of the workshop is read-only|"Disk full" when we save measurements.|Office network|Data|22|farid.haddad|resolved
Machine 204 keeps notes of 20 euros|Passengers get no change and no ticket.|Ticket machines|Hardware|22|leila.benali|stalled
Handheld of the inspectors does not read paper tickets|Only the new paper with the blue edge.|Ticket machines|Hardware|21|leila.benali|open
Rota of the drivers shows "null" instead of names|Only for those who joined this month.|Depot planning|Software|22|zofia.nowak|resolved
Phone book in the desk phones is empty|Calling by number works.|Office network|Data|33|farid.haddad|resolved
Message "certificate expires in 3 days" on the planning page|Everybody has to click it away.|Depot planning|Security|31|zofia.nowak|new
Door counter of tram 2213 sends nothing|All others of the series work.|Passenger information|Hardware|33|owen.price|rejected
Attempts to sign in from abroad, 300 in an hour|All at addresses of the works council.|Sign-in|Security|21|ruth.obrien|open
E-mail signature has the old logo|For everybody in marketing.|E-mail|Software|33|greta.lindqvist|rejected
Fax of the lost property office prints blank pages|We know, a fax. The airport sends lists by it.|Office network|Hardware|33|farid.haddad|stalled
Report "punctuality" counts cancelled runs as late|Differs by four percent from the operator's own figure.|Passenger information|Data|22|owen.price|open
Cannot book holidays in the payroll portal|The button stays grey after choosing the days.|Payroll|Software|32|ruth.obrien|new
Laptop smells burnt when it charges|Unplugged it and put it on the stone floor.|Office network|Hardware|31|farid.haddad|resolved
Radio test channel is audible in trams|Passengers of line 1 hear the workshop.|Tram radio|Software|21|zofia.nowak|resolved
Second screen stays black after docking|Works when the lid is open.|Office network|Hardware|33|greta.lindqvist|new
Former employee is still in the list "all drivers"|Left in autumn.|E-mail|Access|33|ruth.obrien|resolved
Seat reservations of the museum tram are lost|Everything after 12 April is gone from the calendar.|Ticket machines|Data|22|leila.benali|open
Clock at the terminus is three minutes slow|Drivers leave late because of it.|Passenger information|Network|22|owen.price|resolved
Cannot reach the supplier's portal|"Connection not private" in every browser.|Office network|Security|32|farid.haddad|rejected
Test ticket, please ignore|Typed by mistake.|Office network|Software|33|greta.lindqvist|deleted
Machine 118 prints nothing at all now|See the older report about its printer.|Ticket machines|Hardware|32|leila.benali|open
`;

/** The same for the queue without custom fields. */
const toldPlainly = `
Projector in the training room has a green tint|Both cables, three laptops.|Office network|Hardware|33|greta.lindqvist|open
How do I forward my mail during my leave?|I am away from the 3rd to the 21st.|E-mail|Software|33|farid.haddad|resolved
Keyboard with a Polish layout, please|The present one is Swiss.|Office network|Hardware|33|zofia.nowak|new
Password of the bicycle shed|The code was changed, nobody told us.|Sign-in|Access|33|ruth.obrien|resolved
Printer on floor 2 wants toner|It prints, very pale.|Office network|Hardware|33|farid.haddad|resolved
Guest network for a visit on Friday|Eight people, 9 to 12.|Office network|Network|33|greta.lindqvist|stalled
My calendar is an hour early|Since I came back from Lisbon.|E-mail|Software|33|owen.price|open
Headset has no sound on the left|Already tried another one: fine.|Office network|Hardware|33|leila.benali|new
Please delete my old phone number|It is still in the directory.|Office network|Data|33|ruth.obrien|resolved
Spreadsheet macro is blocked|"Macros from the internet are disabled".|Depot planning|Security|32|zofia.nowak|stalled
Second account for the trainee|She shares mine at the moment.|Sign-in|Access|32|ruth.obrien|rejected
Screen flickers when the coffee machine heats|No joke. Same socket strip.|Office network|Hardware|33|owen.price|open
Cannot hear the radio stream in the canteen|The loudspeaker shows a red light.|Tram radio|Hardware|33|leila.benali|new
Scanned documents arrive twice|From the scanner on floor 1 only.|E-mail|Software|33|farid.haddad|reopened
Chair, not a computer|Sent to the wrong place, sorry.|Office network|Hardware|33|greta.lindqvist|rejected
`;

const asked = [
  'Thank you. When did it happen for the last time, and on which device?',
  'We see it as well and are working on it.',
  'Please try once more and tell us whether it is better.',
];
const noted = [
  'Log of the last hour is saved. The first error comes right after the change of the evening before.',
  'Can be reproduced on the test system.',
  'Two settings differ from the neighbouring device, which works.',
  'The supplier has opened a case and calls back this afternoon.',
];
const answered = ['It was this morning at a quarter past nine.', 'No, still the same.', 'It is better now.'];
const waiting = ['Waiting for the supplier.', 'Waiting for a spare part.', 'Waiting for the caller.'];
const solved = [
  ['rolled back', 'Took the change of the evening before back; correct since.'],
  ['replaced', 'Replaced the part, an hour without an error.'],
  ['configured', 'Set both devices alike and added the setting to the check.'],
  ['restarted', 'Restarted the service; the cause is looked into apart from this.'],
];
const rejections = [
  'This is an order, not an incident: it is in the catalogue.',
  'Known and reported before.',
];

/** From impact and urgency, 1 to 3 each, to RT's number; the sum decides. */
const priorities = { 2: 100, 3: 80, 4: 50, 5: 20, 6: 10 };

const at = (list, i) => list[i % list.length];

/** What happens to a ticket after it was logged, in order; `by` is who does it. */
function eventsOf(i, { caller, owner, outcome }) {
  if (outcome === 'new') return [];
  const events = [{ by: 'noor.bakker', owner }];
  if (outcome === 'rejected')
    return [...events, { by: owner, comment: at(rejections, i) }, { by: owner, status: 'rejected' }];
  if (outcome === 'deleted') return [...events, { by: owner, status: 'deleted' }];
  events.push(
    { by: owner, status: 'open' },
    { by: owner, reply: at(asked, i) },
    { by: owner, comment: at(noted, i) },
  );
  if (i % 2 === 0) events.push({ by: caller, reply: at(answered, i) });
  if (i % 5 === 0) events.push({ by: owner, comment: at(noted, i + 1) });
  if (outcome === 'stalled')
    events.push({ by: owner, comment: at(waiting, i) }, { by: owner, status: 'stalled' });
  if (outcome === 'resolved' || outcome === 'reopened') {
    const [code, notes] = at(solved, i);
    events.push({ by: owner, comment: notes, code }, { by: owner, status: 'resolved' });
  }
  // RT opens a resolved ticket again when its requestor replies.
  if (outcome === 'reopened') events.push({ by: caller, reply: 'It has come back, exactly as before.' });
  return events;
}

const rowsOf = (text, queue) =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [title, description, service, category, scale, caller, outcome] = line.split('|');
      const [impact, urgency] = [...scale].map(Number);
      return { queue, title, description, service, category, impact, urgency, caller, outcome };
    });

export const incidents = [...rowsOf(told, queues.full), ...rowsOf(toldPlainly, queues.plain)].map(
  (row, i) => {
    const group = groupOf[row.category];
    const owner = at(groups[group], i);
    return {
      ...row,
      number: i + 1,
      group,
      priority: priorities[row.impact + row.urgency],
      events: eventsOf(i, { ...row, owner }),
    };
  },
);

/** Links between tickets by their numbers: what, from, to. */
export const links = [
  ['RefersTo', 45, 18],
  ['RefersTo', 7, 24],
  ['MemberOf', 13, 16],
  ['DependsOn', 35, 2],
  ['RefersTo', 49, 15],
];
