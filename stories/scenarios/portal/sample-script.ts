import type { Entry, EntryKind, FieldChange } from '../../../src/core/entry.js';
import { visibilityOf } from '../../../src/core/entry.js';
import type { SeedFile } from '../../../src/adapters/local/index.js';
import { fitting, historyOf, pausesOf } from '../../../src/core/history.js';
import type { Channel, Incident, Person, Ref, StatusCategory } from '../../../src/core/incident.js';
import { fillPolicy } from '../../../src/core/policy.js';
import { assessPriority } from '../../../src/core/priority/priority.js';
import type { PriorityFacts } from '../../../src/core/priority/priority.js';
import { withTargets } from '../../../src/core/sla/recorded.js';
import { MINUTE } from '../../../src/core/time.js';
import type { Instant } from '../../../src/core/time.js';
import { groups, people, services } from './sample-people.js';
import type { PersonKey, ServiceKey } from './sample-people.js';
import { policyAt } from './sample-policy.js';

export type GroupKey = keyof typeof groups;

/** One thing that happens, so many minutes after the incident was logged. */
export type Step = readonly [after: number, by: PersonKey, deed: Deed];

export type Deed =
  | { readonly do: 'take' }
  | { readonly do: 'say' | 'note'; readonly text: string }
  | { readonly do: 'file'; readonly name: string; readonly text: string }
  | { readonly do: 'hand'; readonly to: GroupKey; readonly person?: PersonKey }
  | { readonly do: 'impact' | 'urgency'; readonly to: number }
  | { readonly do: 'category'; readonly to: string }
  | { readonly do: 'hold'; readonly reason: string }
  | { readonly do: 'work' }
  | { readonly do: 'workaround' | 'resolve'; readonly text: string; readonly firstContact?: boolean }
  | { readonly do: 'close' | 'cancel'; readonly text?: string }
  | { readonly do: 'reopen'; readonly text: string };

export interface Script {
  readonly title: string;
  readonly description: string;
  readonly service: ServiceKey;
  readonly category: string;
  readonly impact: number;
  readonly urgency: number;
  readonly facts?: PriorityFacts;
  readonly caller?: PersonKey;
  readonly channel: Channel;
  readonly effect?: Incident['effect'];
  readonly ci?: string;
  readonly major?: boolean;
  /** Minutes between the trouble and its logging. */
  readonly noticed?: number;
  readonly steps: readonly Step[];
}

/** The rules of the desk on the page, so that both promise the same. */
const policy = fillPolicy(policyAt(0));
const { matrix } = policy;
const level = (field: 'impact' | 'urgency', at: number): string => matrix[field][at - 1]?.label ?? String(at);

/** An incident while its script is played. */
interface Stage {
  incident: Incident;
  readonly entries: Entry[];
  readonly files: SeedFile[];
}

function write(
  stage: Stage,
  at: Instant,
  by: Person,
  kind: EntryKind,
  more: Pick<Entry, 'text' | 'changes' | 'attachments'> = {},
): void {
  stage.entries.push({
    id: `s${String(stage.entries.length + 1).padStart(4, '0')}`,
    incidentId: stage.incident.id,
    kind,
    visibility: visibilityOf(kind),
    occurredAt: at,
    recordedAt: at,
    author: by,
    ...more,
  });
}

function move(stage: Stage, at: Instant, by: Person, to: StatusCategory, text?: string): void {
  const from = stage.incident.status.category;
  if (from !== to)
    write(stage, at, by, 'status', { changes: [{ field: 'status', from, to }], ...(text ? { text } : {}) });
  const { statuses = [] } = historyOf(stage.entries);
  stage.incident = { ...stage.incident, status: { category: to }, pauses: pausesOf(statuses) };
}

/** The incident with what a step means for its targets. */
const kept = ({ incident, entries }: Stage, before?: Incident): Incident =>
  withTargets(incident, policy, incident.updatedAt, {
    before,
    history: fitting(historyOf(entries), incident),
  });

/** Priority follows from impact and urgency. */
function rated(incident: Incident, facts: PriorityFacts | undefined): Incident {
  const { impact = 3, urgency = 3 } = incident;
  const assessment = assessPriority(matrix, { impact, urgency, ...(facts ? { facts } : {}) });
  return { ...incident, assessment, priority: assessment.priority };
}

function hand(stage: Stage, at: Instant, by: Person, group: Ref, to: Person | undefined): void {
  const { group: before, assignee, escalationCount = 0, reassignmentCount = 0 } = stage.incident;
  const moved = before !== undefined && before.id !== group.id;
  const changes: FieldChange[] = [
    ...(moved || !before
      ? [{ field: 'group', ...(before ? { from: before.label } : {}), to: group.label }]
      : []),
    ...(to && to.id !== assignee?.id
      ? [{ field: 'assignee', ...(assignee ? { from: assignee.name } : {}), to: to.name }]
      : []),
  ];
  const { assignee: _left, ...rest } = stage.incident;
  stage.incident = {
    ...rest,
    group,
    ...(to ? { assignee: to } : {}),
    assignedAt: stage.incident.assignedAt ?? at,
    escalationCount: escalationCount + (moved ? 1 : 0),
    reassignmentCount: reassignmentCount + (moved ? 1 : 0),
  };
  if (changes.length > 0) write(stage, at, by, 'assignment', { changes });
}

function perform(stage: Stage, at: Instant, by: Person, deed: Deed, facts: PriorityFacts | undefined): void {
  const { incident } = stage;
  switch (deed.do) {
    case 'take':
      stage.incident = { ...incident, acknowledgedAt: incident.acknowledgedAt ?? at };
      hand(stage, at, by, incident.group ?? groups.desk, by);
      return move(stage, at, by, 'active');
    case 'say':
      if (by.id !== incident.caller?.id)
        stage.incident = { ...incident, firstResponseAt: incident.firstResponseAt ?? at };
      return write(stage, at, by, 'comment', { text: deed.text });
    case 'note':
      return write(stage, at, by, 'work-note', { text: deed.text });
    case 'file': {
      const { name, text } = deed;
      const type = 'text/plain';
      const id = `${incident.id}-file-${String(stage.files.length + 1)}`;
      stage.files.push({ id, incidentId: incident.id, type, text });
      const size = new TextEncoder().encode(text).length;
      return write(stage, at, by, 'attachment', { attachments: [{ id, name, size, type }] });
    }
    case 'hand':
      return hand(stage, at, by, groups[deed.to], deed.person && people[deed.person]);
    case 'impact':
    case 'urgency': {
      const before = { rank: incident.priority ?? 5, at: incident[deed.do] ?? 3 };
      stage.incident = rated({ ...incident, [deed.do]: deed.to }, facts);
      const rank = stage.incident.priority ?? 5;
      const changes = [{ field: deed.do, from: level(deed.do, before.at), to: level(deed.do, deed.to) }];
      const priority = { field: 'priority', from: `P${String(before.rank)}`, to: `P${String(rank)}` };
      return write(stage, at, by, 'change', {
        changes: rank === before.rank ? changes : [...changes, priority],
      });
    }
    case 'category': {
      const { category: from = '', recategorisationCount = 0 } = incident;
      stage.incident = {
        ...incident,
        category: deed.to,
        recategorisationCount: recategorisationCount + 1,
      };
      return write(stage, at, by, 'change', { changes: [{ field: 'category', from, to: deed.to }] });
    }
    case 'hold':
      stage.incident = { ...incident, holdReason: deed.reason };
      return move(stage, at, by, 'paused', deed.reason);
    case 'work':
      return move(stage, at, by, 'active');
    case 'workaround':
    case 'resolve': {
      const resolution = {
        type: deed.do === 'resolve' ? 'permanent' : 'workaround',
        notes: deed.text,
        by,
      } as const;
      stage.incident = {
        ...incident,
        resolution,
        resolvedAt: at,
        firstContact: deed.firstContact === true,
        hasWorkaround: deed.do === 'workaround',
      };
      return move(stage, at, by, 'resolved', deed.text);
    }
    case 'close':
      stage.incident = {
        ...incident,
        closedAt: at,
        // Who closes their own report has confirmed that it works.
        ...(by.id === incident.caller?.id ? { confirmedAt: at, confirmedBy: by } : {}),
      };
      return move(stage, at, by, 'closed', deed.text);
    case 'cancel':
      return move(stage, at, by, 'cancelled', deed.text);
    case 'reopen': {
      const { resolvedAt: _at, resolution: _how, ...open } = incident;
      stage.incident = { ...open, reopenedAt: at, reopenCount: (incident.reopenCount ?? 0) + 1 };
      write(stage, at, by, 'comment', { text: deed.text });
      return move(stage, at, by, 'active');
    }
  }
}

/** Plays a script from the moment it was logged; what would lie in the future has not happened. */
export function play(script: Script, id: string, number: string, loggedAt: Instant, now: Instant): Stage {
  const {
    title,
    description,
    category,
    impact,
    urgency,
    facts,
    channel,
    effect,
    ci,
    major,
    noticed = 0,
    caller,
  } = script;
  const stage: Stage = {
    incident: rated(
      {
        id,
        number,
        title,
        description,
        status: { category: 'new' },
        impact,
        urgency,
        category,
        channel,
        service: services[script.service],
        ...(ci ? { ci: { id: ci, label: ci } } : {}),
        ...(effect ? { effect } : {}),
        ...(major ? { major } : {}),
        ...(caller ? { caller: people[caller], location: people[caller].location } : {}),
        ...(noticed > 0
          ? {
              occurredAt: loggedAt - noticed * MINUTE,
              detectedAt: loggedAt - Math.round(noticed / 3) * MINUTE,
            }
          : {}),
        reassignmentCount: 0,
        escalationCount: 0,
        recategorisationCount: 0,
        reopenCount: 0,
        pauses: [],
        loggedAt,
        updatedAt: loggedAt,
      },
      facts,
    ),
    entries: [],
    files: [],
  };
  const logger =
    caller && channel === 'self-service'
      ? people[caller]
      : channel === 'monitoring'
        ? people.monitor
        : people.elif;
  write(stage, loggedAt, logger, 'created');
  stage.incident = kept(stage);
  for (const [after, by, deed] of script.steps) {
    const at = loggedAt + after * MINUTE;
    if (at > now) break;
    const before = stage.incident;
    perform(stage, at, people[by], deed, facts);
    stage.incident = { ...stage.incident, updatedAt: at };
    stage.incident = kept(stage, before);
  }
  return stage;
}
