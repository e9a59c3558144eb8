import type { LocalChoices } from '../../../src/adapters/local/index.js';
import type { Person, Ref } from '../../../src/core/incident.js';
import type { SupportLine } from '../../../src/core/support-line.js';

const person = (id: string, name: string, location: string, phone: string): Person => ({
  id,
  name,
  email: `${id}@marlow-finch.example`,
  location,
  phone,
});

const staff = {
  ada: person('ada.okafor', 'Ada Okafor', 'Kassel, dispatch office', '4417'),
  jonas: person('jonas.weber', 'Jonas Weber', 'Kassel, accounts', '4402'),
  maud: person('maud.lindgren', 'Maud Lindgren', 'Ghent, quality laboratory', '6120'),
  tarek: person('tarek.haddad', 'Tarek Haddad', 'Lyon, cold store 2', '7231'),
  ines: person('ines.duarte', 'Inês Duarte', 'Kassel, customer service', '4460'),
  ruth: person('ruth.amsel', 'Ruth Amsel', 'Kassel, payroll', '4409'),
  elif: person('elif.yildiz', 'Elif Yıldız', 'Service desk', '2000'),
  marek: person('marek.novak', 'Marek Novák', 'Service desk', '2001'),
  sofia: person('sofia.brandt', 'Sofia Brandt', 'Network and servers', '2014'),
  dev: person('dev.raman', 'Dev Raman', 'Applications', '2022'),
  lena: person('lena.kowalski', 'Lena Kowalski', 'Information security', '2030'),
  monitor: {
    id: 'monitoring',
    name: 'Monitoring',
    automatic: true,
  },
} satisfies Record<string, Person>;

export type PersonKey = keyof typeof staff;

/** People of the invented company: the first ones ask for help, the others give it. */
export const people: Readonly<Record<PersonKey, Person>> = staff;

const ref = (id: string, label: string): Ref => ({ id, label });

export const groups = {
  desk: ref('desk', 'Service desk'),
  infra: ref('infra', 'Network and servers'),
  apps: ref('apps', 'Applications'),
  security: ref('security', 'Information security'),
} as const satisfies Record<string, Ref>;

export const services = {
  mail: ref('mail', 'E-mail and calendar'),
  orders: ref('orders', 'Order desk'),
  tours: ref('tours', 'Tour planning'),
  cold: ref('cold', 'Cold chain monitoring'),
  warehouse: ref('warehouse', 'Warehouse terminals'),
  payroll: ref('payroll', 'Payroll'),
  print: ref('print', 'Printing and labels'),
  access: ref('access', 'Sign-in and access'),
  network: ref('network', 'Network and Wi-Fi'),
} as const satisfies Record<string, Ref>;

export type ServiceKey = keyof typeof services;

/** The groups of those who give help. */
export const teams: Readonly<Partial<Record<PersonKey, Ref>>> = {
  elif: groups.desk,
  marek: groups.desk,
  sofia: groups.infra,
  dev: groups.apps,
  lena: groups.security,
};

/** How far each of them stands from the first contact. */
const lines: Readonly<Record<string, SupportLine>> = { desk: 1, infra: 2, apps: 2, security: 3 };

const category = (label: string): Ref => ref(label, label);

/** What the form offers and look-ups find; who gives help comes first. */
export const choices: LocalChoices = {
  people: [
    ...(Object.keys(teams) as PersonKey[]).map((key) => people[key]),
    ...[staff.ada, staff.jonas, staff.maud, staff.tarek, staff.ines, staff.ruth],
  ].map(({ id, name, location = '' }) => ({ id, label: name, hint: location })),
  services: Object.values(services),
  groups: Object.values(groups).map((group) => ({
    ...group,
    ...(lines[group.id] && { line: lines[group.id] }),
  })),
  items: ['orders-app-03', 'tours-db-1', 'gw-kassel-1', 'wlan-ghent-2', 'label-ramp-7', 'cold-sensor-14'].map(
    (name) => ref(name, name),
  ),
  categories: ['Hardware', 'Software', 'Network', 'Application', 'Security', 'Access'].map(category),
};
