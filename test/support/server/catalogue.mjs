/** What the service desk of the tests knows besides incidents: whom and what one can choose, and what it asks for. */

const sizes = { maxSize: 20_000_000, types: ['image/*', 'text/*', 'application/pdf', '.log'] };

const levels = (labels) => labels.map((label, i) => ({ id: String(i + 1), label }));
const severity = levels(['High', 'Medium', 'Low']);

/** Lists of choices; a test replaces any of them. */
export const catalogue = () => ({
  people: [
    { id: 'amara', label: 'Amara Okafor', hint: 'Accounting, amara@example.test' },
    { id: 'jonas', label: 'Jonas Weber', hint: 'Warehouse, jonas@example.test' },
    { id: 'jonas2', label: 'Jonas Weber', hint: 'Legal, jonas.weber@example.test' },
    { id: 'lena', label: 'Lena Fischer', hint: 'Service desk, lena@example.test', groups: ['service-desk'] },
    {
      id: 'mehmet',
      label: 'Mehmet Şahin',
      hint: 'Network, mehmet@example.test',
      groups: ['network'],
      away: true,
    },
  ],
  groups: [
    { id: 'service-desk', label: 'Service desk', line: 1 },
    { id: 'network', label: 'Network', hint: 'Mondays to Saturdays', line: 2 },
  ],
  services: [
    { id: 'mail', label: 'E-mail' },
    { id: 'vpn', label: 'Remote access' },
  ],
  items: [
    { id: 'gw-1', label: 'mail-gateway-1', hint: 'Rack 4' },
    { id: 'pr-17', label: 'printer-17', hint: 'Floor 2' },
  ],
  categories: ['Hardware', 'Software', 'Network'].map((label) => ({ id: label, label })),
  subcategories: [
    { id: 'Printer', label: 'Printer', when: ['Hardware'] },
    { id: 'Laptop', label: 'Laptop', when: ['Hardware'] },
    { id: 'Licence', label: 'Licence', when: ['Software'] },
  ],
  articles: [
    {
      id: 'kb-1',
      title: 'E-mail stays in the outbox',
      summary: 'Restart the mail program, then look at the size of the attachment.',
    },
    { id: 'kb-2', title: 'Reset your own password', url: 'https://intranet.example.test/password' },
  ],
});

/** The fields of create and edit. `costCentre` stands for the backend's own fields. */
export function describe({ categories, subcategories }) {
  const edit = [
    { name: 'title', kind: 'text', required: true, maxLength: 200 },
    { name: 'description', kind: 'prose' },
    { name: 'caller', kind: 'person' },
    { name: 'reporter', kind: 'person' },
    { name: 'channel', kind: 'channel' },
    { name: 'service', kind: 'ref' },
    { name: 'effect', kind: 'effect' },
    { name: 'impact', kind: 'level', choices: severity },
    { name: 'urgency', kind: 'level', choices: severity },
    { name: 'priority', kind: 'level', choices: levels(['Critical', 'High', 'Moderate', 'Low', 'Planning']) },
    { name: 'category', kind: 'text', choices: categories },
    { name: 'subcategory', kind: 'text', choices: subcategories, dependsOn: 'category' },
    { name: 'group', kind: 'ref' },
    { name: 'assignee', kind: 'person' },
    { name: 'ci', kind: 'ref', label: 'Device' },
    { name: 'occurredAt', kind: 'instant' },
    { name: 'detectedAt', kind: 'instant' },
    { name: 'contact', kind: 'text', maxLength: 100 },
    { name: 'location', kind: 'text', maxLength: 100 },
    { name: 'hasWorkaround', kind: 'flag' },
    { name: 'major', kind: 'flag' },
    { name: 'drill', kind: 'flag' },
    { name: 'costCentre', kind: 'text', custom: true, label: 'Cost centre', maxLength: 20 },
  ];
  return {
    create: edit.filter(({ name }) => name !== 'major'),
    edit: [...edit, { name: 'dueAt', kind: 'instant', readOnly: true }],
    attachments: sizes,
  };
}

/** What is wrong with a file, as a status; undefined when it is taken. */
export function refusalOfFile({ name, type, bytes }) {
  if (bytes.length > sizes.maxSize) return 413;
  const taken = sizes.types.some((pattern) =>
    pattern.startsWith('.')
      ? name.toLowerCase().endsWith(pattern)
      : pattern.endsWith('/*')
        ? type.startsWith(pattern.slice(0, -1))
        : type === pattern,
  );
  return taken ? undefined : 415;
}
