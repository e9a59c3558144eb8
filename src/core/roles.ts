/** What somebody does with incidents. The backend has the last word; a screen hides what a role may not do, and says so. */
export const roleActions = [
  'read',
  'log',
  'comment',
  'work-note',
  'edit',
  'acknowledge',
  'assign',
  'hold',
  'escalate',
  'resolve',
  'confirm',
  'close',
  'reopen',
  'reopen-closed',
  'cancel',
  'rate',
  'override-priority',
  'propose-major',
  'manage-major',
  'publish-update',
  'review',
  'read-figures',
] as const;
export type RoleAction = (typeof roleActions)[number];

/** A role with what it may do. What is not listed is not allowed. */
export interface RoleDefinition {
  readonly id: string;
  readonly label: string;
  readonly may: readonly RoleAction[];
}

const work = [
  'read',
  'log',
  'comment',
  'work-note',
  'edit',
  'acknowledge',
  'assign',
  'hold',
  'escalate',
  'resolve',
  'reopen',
  'propose-major',
] as const satisfies readonly RoleAction[];

/** The roles of a policy that has none of its own. */
export const standardRoles: readonly RoleDefinition[] = [
  {
    id: 'caller',
    label: 'Caller',
    may: ['read', 'log', 'comment', 'confirm', 'reopen', 'cancel', 'rate'],
  },
  {
    id: 'analyst',
    label: 'Service desk analyst',
    may: [...work, 'close', 'cancel', 'override-priority'],
  },
  { id: 'specialist', label: 'Specialist', may: work },
  {
    id: 'desk-manager',
    label: 'Service desk manager',
    may: [...work, 'close', 'cancel', 'override-priority', 'review', 'read-figures'],
  },
  {
    id: 'incident-manager',
    label: 'Incident manager',
    may: roleActions.filter(
      (action) => action !== 'reopen-closed' && action !== 'confirm' && action !== 'rate',
    ),
  },
  { id: 'stakeholder', label: 'Stakeholder', may: ['read', 'read-figures'] },
  {
    id: 'process-manager',
    label: 'Problem, change or service level manager',
    may: ['read', 'work-note', 'review', 'read-figures'],
  },
  { id: 'administrator', label: 'Administrator', may: roleActions },
];

/** Whether one of somebody's roles allows an action. Unknown roles allow nothing. */
export const mayDo = (
  roles: readonly RoleDefinition[],
  role: string | readonly string[],
  action: RoleAction,
): boolean => roles.some(({ id, may }) => [role].flat().includes(id) && may.includes(action));
