/** How the Request Tracker of the tests is set up: its configuration, and the people, queues and fields it begins with. */
import { join } from 'node:path';
import {
  assets,
  categories,
  groups,
  levels,
  people,
  queues,
  resolutionCodes,
  services,
} from './incidents.mjs';

/** Everybody's, the administrator's included: it is the one RT gives `root` by itself. */
export const password = 'password';

/** A role of its own that only one person has in a ticket of the full queue. */
export const roleName = 'Commander';

/** Names of the custom fields that the preset does not know by default. */
export const fieldNames = {
  key: 'Client key',
  assessment: 'Assessment',
  confirmedAt: 'Confirmed at',
  confirmedBy: 'Confirmed by',
};

/**
 * RT's site configuration. Priorities are numbers with words. A ticket of the full queue may name a service level, from
 * which RT computes when it is due. No level is the default: with one RT sets `Starts` too, over what a ticket came with.
 */
export const siteConfig = ({ folder, port }) => `
Set($rtname, 'incident.test');
Set($Organization, 'incident.test');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '${join(folder, 'rt.sqlite')}');
Set($WebDomain, '127.0.0.1');
Set($WebPort, ${port});
Set($WebBaseURL, 'http://127.0.0.1:${port}');
Set($WebPath, '');
Set($Timezone, 'UTC');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($MailCommand, 'testfile');
Set($InitialdataFormatHandlers, ['perl', 'RT::Initialdata::JSON']);
Set(%PriorityAsString,
  Default => [Planning => 10, Low => 20, Moderate => 50, High => 80, Critical => 100]);
Set(%ServiceAgreements, (
  Levels => {
    Urgent => { Response => { RealMinutes => 30 }, Resolve => { RealMinutes => 240 } },
    Standard => { Resolve => { RealMinutes => 7200 } },
  },
));
$RT::VarPath = '${join(folder, 'var')}';
$RT::MasonDataDir = '${join(folder, 'mason')}';
$RT::MasonSessionDir = '${join(folder, 'sessions')}';
1;
`;

/** Belongs to the contract suite, which empties it before each case; its fields and people are those the suite writes about. */
export const contractQueue = 'Contract';
const contractPeople = [
  ['lena', 'Lena Fischer', 'agent'],
  ['mehmet', 'Mehmet Şahin', 'agent'],
  ['jonas', 'Jonas Weber', 'caller'],
  ['jonas2', 'Jonas Weber', 'caller'],
].map(([login, name, role]) => ({ login, name, role, email: `${login}@contract.test` }));

const field = (name, type, choices, queue = queues.full) => ({
  Name: name,
  Type: type,
  LookupType: 'RT::Queue-RT::Ticket',
  Queue: queue,
  ...(choices ? { Values: choices.map((choice, i) => ({ Name: choice, SortOrder: i + 1 })) } : {}),
});

const customFields = [
  field('Impact', 'SelectSingle', levels),
  field('Urgency', 'SelectSingle', levels),
  field('Service', 'SelectSingle', services),
  field('Category', 'SelectSingle', categories),
  field('Group', 'SelectSingle', Object.keys(groups)),
  field('Resolution code', 'SelectSingle', resolutionCodes),
  field('Configuration item', 'FreeformSingle'),
  field(fieldNames.key, 'FreeformSingle'),
  field(fieldNames.assessment, 'TextSingle'),
  field(fieldNames.confirmedAt, 'FreeformSingle'),
  field(fieldNames.confirmedBy, 'FreeformSingle'),
  ...[
    ['Impact', 'SelectSingle', levels],
    ['Urgency', 'SelectSingle', levels],
    ['Service', 'SelectSingle', ['vpn', 'mail']],
    ['Category', 'SelectSingle', ['Hardware', 'Network']],
    ['Group', 'SelectSingle', ['network']],
    ['Resolution code', 'SelectSingle', ['done', 'restarted']],
    ['Configuration item', 'FreeformSingle'],
    [fieldNames.key, 'FreeformSingle'],
    [fieldNames.assessment, 'TextSingle'],
    [fieldNames.confirmedAt, 'FreeformSingle'],
    [fieldNames.confirmedBy, 'FreeformSingle'],
  ].map(([name, type, choices]) => field(name, type, choices, contractQueue)),
].map((one, i) => ({ ...one, SortOrder: i + 1 }));

const everyQueue = [...Object.values(queues), contractQueue];
const everybody = [...people, ...contractPeople];
const may = (more, rights) => rights.map((Right) => ({ ...more, Right }));
const agents = { GroupDomain: 'UserDefined', GroupId: 'Incident agents' };

/** What an agent may do in a queue. How its fields are set up is not part of it: that is for the leads. */
const agentRights = [
  'CommentOnTicket',
  'CreateTicket',
  'ModifyCustomField',
  'ModifyTicket',
  'OwnTicket',
  'ReassignTicket',
  'ReplyToTicket',
  'SeeCustomField',
  'SeeQueue',
  'SetInitialCustomField',
  'ShowTicket',
  'ShowTicketComments',
  'StealTicket',
  'TakeTicket',
  'Watch',
  'WatchAsAdminCc',
];

const members = (logins) => ({ Users: logins });

/** In the form of RT's own initial data. */
export const initialData = () => ({
  Queues: [
    { Name: queues.full, Description: 'Incidents with all fields', SLADisabled: 0 },
    { Name: queues.plain, Description: 'Whatever else people ask for', SLADisabled: 1 },
    { Name: contractQueue, Description: 'For the contract suite', SLADisabled: 1 },
  ],
  Users: everybody.map(({ login, name, email, role }) => ({
    Name: login,
    RealName: name,
    EmailAddress: email,
    Password: password,
    Privileged: role === 'caller' ? 0 : 1,
  })),
  Groups: [
    {
      Name: 'Incident agents',
      Members: members(everybody.filter(({ role }) => role !== 'caller').map(({ login }) => login)),
    },
    {
      Name: 'Incident leads',
      Members: members(people.filter(({ role }) => role === 'lead').map(({ login }) => login)),
    },
    ...Object.entries(groups).map(([Name, logins]) => ({ Name, Members: members(logins) })),
  ],
  CustomFields: customFields,
  Catalogs: [{ Name: 'Devices' }],
  Assets: assets.map(({ name, description }) => ({
    Catalog: 'Devices',
    Name: name,
    Description: description,
  })),
  CustomRoles: [{ Name: roleName, MaxValues: 1, ApplyTo: queues.full }],
  ACL: everyQueue
    .flatMap((Queue) => [
      ...may({ ...agents, Queue }, agentRights),
      ...may({ GroupDomain: 'RT::Queue-Role', GroupType: 'Requestor', Queue }, [
        'ReplyToTicket',
        'SeeCustomField',
        'SeeQueue',
        'ShowTicket',
      ]),
    ])
    .concat(
      may(agents, ['ShowAsset', 'ShowCatalog']),
      may({ GroupDomain: 'UserDefined', GroupId: 'Incident leads' }, [
        'AdminCustomField',
        'SeeCustomField',
        'SeeGroup',
      ]),
    ),
});

/** Perl that makes a token for the administrator and prints it. */
export const tokenScript = `
use RT -init;
my $root = RT::CurrentUser->new('root');
my ($made, $message, $token) = RT::AuthToken->new($root)->Create(Owner => $root->id, Description => 'tests');
die $message unless $made;
print $token;
`;
