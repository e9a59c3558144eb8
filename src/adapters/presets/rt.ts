import type { ProfileDefinition } from '../rest/profile.js';

/**
 * Request Tracker 5 over REST 2. RT answers no cross-origin request, so a page reaches it through a proxy on its own
 * origin (`/api` in front of `/REST/2.0`). Sign in with RT's session cookie, a header the proxy adds, or an auth callback
 * that returns `Authorization: token …`.
 *
 * Variables: `queue`; `impactField`, `urgencyField`, `serviceField`, `categoryField`, `groupField` and `itemField`, the
 * names of the custom fields (one that the queue does not have is hidden; services and groups are found among the values
 * of theirs, items among RT's assets: the field keeps the name of one, and further ones are linked by their numbers);
 * `assessmentField`, the name of a custom field of type "Enter one value" that keeps why the priority is what it is
 * (where the queue has none, an override's reason and ticked facts become an internal comment); `confirmedAtField` and
 * `confirmedByField`, two of the same type that together keep when it was confirmed that it works again, and by whom: RT itself
 * closes nothing; `keyField`, one of the same type that keeps our key. With it an interrupted send is looked up before it is repeated; left empty, it is shown as
 * unknown. `recordUrl` is where a ticket stands in RT's own pages, up to its number, such as
 * `https://rt.example.test/Ticket/Display.html?id=`.
 *
 * Tables to replace where yours differ: `lifecycle.steps.table` (from each RT status those it may lead to; RT itself lists
 * only part of them with a ticket), `enums.impact` and `enums.urgency` (choices of the custom fields), `enums.priority`
 * (`bands`: rank to RT's number; reading takes the nearest), `enums.status` (RT status to category).
 *
 * What RT does and what is done about it: creating looks custom fields up by name in all queues, so that they are sent by
 * id; a change answers 200 whatever happens, so the record is read again and compared;
 * creating drops unknown choices in silence, which is reported as a warning; the beginning of 1970 means "no date", the
 * owner "Nobody" nobody; a requestor is sent by e-mail where one is known and by user name otherwise, because a user name
 * made of digits would name another record; nothing tells who is signed in, so it is read off a ticket of one's own; a
 * message's words are kept apart from the history and are fetched when they are looked at; a list of watchers is replaced
 * whole by what is sent, so those who are there go along, for the version that was read, and a number is never sent for a
 * person; a file is a message of its own, whose texts RT writes anew as UTF-8, and its size is told by RT 5.0.3 and later;
 * somebody it does not know breaks such a request, and is looked up before it. RT has no link for a duplicate: a
 * ticket that is rejected as one refers to the other, which reads as "See also" afterwards. The desk says so before, and the
 * words that go with the step name the other ticket. Where RT refuses the step, the link is taken back.
 */
const level = (variable: string, name: string): object => ({
  read: `CustomFields[?name={${variable}}].values[0]`,
  write: `CustomFields["{${variable}}"]`,
  filter: `CF.{{${variable}}}`,
  requires: `{${variable}}`,
  ...(name === '' ? {} : { enum: name, type: 'number' }),
});
/** RT compares all values of a custom field, and all requestors of a ticket. */
const oneOf = (variable: string): object => ({
  among: { at: `CustomFields[?name={${variable}}].values` },
});
const user = { id: 'id', name: ['RealName', 'Name', 'id'], email: 'EmailAddress' };
const levels = {
  read: { '1 - High': 1, '2 - Medium': 2, '3 - Low': 3 },
  write: { 1: '1 - High', 2: '2 - Medium', 3: '3 - Low' },
};
const people = {
  'fields[Owner]': 'Name,RealName,EmailAddress',
  'fields[Requestor]': 'Name,RealName,EmailAddress',
  'fields[Creator]': 'Name,RealName,EmailAddress',
};
/** A message becomes a transaction, whose address the answer tells. */
const transaction = { afterWrite: 'locationRefetch', id: { from: 'location' } } as const;
const plainWords = { kind: 'json', constants: { ContentType: 'text/plain' } } as const;
const owner = ['TransactionId.id', 'TransactionId'];
const pages = { kind: 'page1', page: 'page', limit: 'per_page', max: 100 } as const;

/** Tickets the one who is signed in has a part in; RT fills in who that is. */
const mine = (part: string) =>
  ({
    method: 'GET',
    path: '/tickets',
    query: {
      query: `${part} = '__CurrentUser__'`,
      fields: part,
      [`fields[${part}]`]: 'Name,RealName,EmailAddress',
      per_page: '1',
    },
    optional: true,
  }) as const;

export const rtPreset: ProfileDefinition = {
  name: 'rt',
  label: 'Request Tracker',
  vars: {
    queue: 'Incidents',
    impactField: 'Impact',
    urgencyField: 'Urgency',
    serviceField: 'Service',
    categoryField: 'Category',
    groupField: 'Group',
    itemField: 'Configuration item',
    assessmentField: 'Assessment',
    confirmedAtField: '',
    confirmedByField: '',
    keyField: '',
    recordUrl: '',
  },
  headers: { Accept: 'application/json' },
  auth: { kind: 'header' },
  codecs: { date: { read: 'epoch-null', write: 'epoch-null', filter: 'sql-utc-named' } },
  fields: {
    id: { read: 'id', filter: 'id' },
    number: { read: 'id', sort: 'id' },
    title: { read: 'Subject', write: 'Subject', sort: 'Subject', required: true },
    description: { write: 'Content', on: 'create' },
    // RT sorts statuses by their letters, which is no order of a lifecycle.
    status: { read: 'Status', write: 'Status', filter: 'Status', enum: 'status' },
    priority: { read: 'Priority', write: 'Priority', filter: 'Priority', sort: 'Priority', enum: 'priority' },
    impact: level('impactField', 'impact'),
    urgency: level('urgencyField', 'urgency'),
    service: { ...level('serviceField', ''), ...oneOf('serviceField'), type: 'ref' },
    category: { ...level('categoryField', ''), ...oneOf('categoryField') },
    group: { ...level('groupField', ''), ...oneOf('groupField'), type: 'ref' },
    ci: { ...level('itemField', ''), type: 'ref' },
    assessment: { ...level('assessmentField', ''), codec: 'json' },
    confirmedAt: level('confirmedAtField', ''),
    confirmedBy: { ...level('confirmedByField', ''), lookup: 'user' },
    custom: {
      read: 'CustomFields',
      write: 'CustomFields',
      parts: { name: 'name', value: 'values' },
    },
    caller: {
      read: 'Requestor[0]',
      write: 'Requestor',
      filter: 'Requestor.Name',
      // A group among them stands for everybody in it.
      among: { at: 'Requestor', only: { type: 'user' } },
      parts: user,
      lookup: 'user',
      writeAs: 'email',
      clear: [],
    },
    reporter: { read: 'Creator', parts: user, lookup: 'user' },
    assignee: {
      read: 'Owner',
      write: 'Owner',
      filter: 'Owner',
      exact: true,
      parts: user,
      empties: ['Nobody'],
      clear: 'Nobody',
    },
    loggedAt: { read: 'Created', filter: 'Created', sort: 'Created' },
    updatedAt: { read: 'LastUpdated', filter: 'LastUpdated', sort: 'LastUpdated' },
    acknowledgedAt: { read: 'Started' },
    firstResponseAt: { read: 'Told' },
    occurredAt: { read: 'Starts', write: 'Starts', clear: '' },
    dueAt: { read: 'Due' },
    resolvedAt: { read: 'Resolved', filter: 'Resolved' },
  },
  enums: {
    status: {
      read: {
        new: 'new',
        open: 'active',
        stalled: 'paused',
        resolved: 'resolved',
        rejected: 'cancelled',
        deleted: 'cancelled',
      },
      write: { new: 'new', active: 'open', paused: 'stalled', resolved: 'resolved', cancelled: 'rejected' },
      unknown: 'active',
    },
    // RT stores a label it is sent as text in a numeric column: labels are read, numbers are written.
    priority: {
      read: { Critical: 1, High: 2, Moderate: 3, Medium: 3, Low: 4, Planning: 5 },
      bands: { 1: 100, 2: 80, 3: 50, 4: 20, 5: 10 },
    },
    impact: levels,
    urgency: levels,
  },
  ops: {
    list: {
      method: 'GET',
      path: '/tickets',
      query: {
        fields:
          'Subject,Status,Priority,Owner,Requestor,Creator,Created,LastUpdated,Started,Starts,Told,Due,Resolved,CustomFields',
        ...people,
      },
      items: 'items',
      total: { path: 'total' },
      paging: pages,
      filter: {
        dialect: 'ticketsql',
        param: 'query',
        scope: 'Queue = {queue}',
        text: ['Subject'],
        textNumber: 'id',
      },
      sort: {
        kind: 'pair',
        field: 'orderby',
        direction: 'order',
        ascending: 'ASC',
        descending: 'DESC',
        then: 'id',
      },
    },
    get: { method: 'GET', path: '/ticket/{id}', query: { fields: 'Owner,Requestor,Creator', ...people } },
    create: {
      method: 'POST',
      path: '/ticket',
      body: { kind: 'json', constants: { Queue: '{queue}', ContentType: 'text/plain' } },
      afterWrite: 'locationRefetch',
      id: { from: 'body', path: 'id' },
      verify: true,
    },
    update: {
      method: 'PUT',
      path: '/ticket/{id}',
      body: { kind: 'json' },
      afterWrite: 'refetch',
      verify: true,
    },
    comment: { method: 'POST', path: '/ticket/{id}/correspond', body: plainWords, ...transaction },
    workNote: { method: 'POST', path: '/ticket/{id}/comment', body: plainWords, ...transaction },
    attach: { method: 'POST', path: '/ticket/{id}/correspond', ...transaction },
    attachInternally: { method: 'POST', path: '/ticket/{id}/comment', ...transaction },
    attachment: { method: 'GET', path: '/attachment/{file}' },
    files: {
      method: 'GET',
      path: '/ticket/{id}/attachments',
      query: {
        fields: 'TransactionId,Filename,ContentType,ContentLength',
        orderby: 'id',
        order: 'DESC',
      },
      items: 'items',
      total: { path: 'total' },
      paging: pages,
    },
    entry: {
      method: 'GET',
      path: '/transaction/{entry}',
      query: { fields: 'Creator', 'fields[Creator]': 'Name,RealName,EmailAddress' },
    },
    history: {
      method: 'GET',
      path: '/ticket/{id}/history',
      query: {
        fields: 'Type,Field,OldValue,NewValue,Data,Creator,Created',
        'fields[Creator]': 'Name,RealName,EmailAddress',
        orderby: 'id',
        order: 'DESC',
      },
      items: 'items',
      total: { path: 'total' },
      paging: pages,
    },
    texts: {
      method: 'GET',
      path: '/ticket/{id}/attachments',
      query: { fields: 'TransactionId,ContentType,Content', orderby: 'id', order: 'DESC' },
      items: 'items',
      total: { path: 'total' },
      paging: pages,
    },
    opening: {
      method: 'GET',
      path: '/ticket/{id}/attachments',
      query: { fields: 'TransactionId,ContentType,Content', orderby: 'id', order: 'ASC' },
      items: 'items',
      paging: pages,
    },
    changes: {
      method: 'GET',
      path: '/transactions',
      query: { fields: 'Type,Field,OldValue,NewValue,ObjectType,ObjectId', orderby: 'id', order: 'ASC' },
      items: 'items',
      total: { path: 'total' },
      paging: pages,
      // RT compares the times of tickets as they stand in its database, and reads no zone there.
      filter: { dialect: 'ticketsql', param: 'query', scope: 'TicketQueue = {queue}', date: 'sql-utc' },
    },
    queue: { method: 'GET', path: '/queue/{queue}' },
    choices: {
      method: 'GET',
      path: '/customfield/{discovered}/values',
      query: { per_page: '100' },
      items: 'items',
      optional: true,
    },
    user: { method: 'GET', path: '/user/{id}' },
    group: { method: 'GET', path: '/group/{id}' },
    role: { method: 'GET', path: '/customrole/{id}' },
    asset: { method: 'GET', path: '/asset/{id}' },
    customField: {
      method: 'GET',
      path: '/customfield/{discovered}',
      query: { category: '{base}' },
      optional: true,
    },
    people: {
      method: 'GET',
      path: '/users',
      query: {
        query: '[{"field":{by|json},"operator":"LIKE","value":{text|json}}]',
        fields: 'Name,RealName,EmailAddress',
        orderby: 'Name',
      },
      items: 'items',
      total: { path: 'total' },
      paging: pages,
      optional: true,
    },
    assets: {
      method: 'GET',
      path: '/assets',
      query: {
        query: '[{"field":"Name","operator":"LIKE","value":{text|json}}]',
        fields: 'Name,Description',
        orderby: ['Name', 'id'],
      },
      items: 'items',
      total: { path: 'total' },
      paging: pages,
      optional: true,
    },
    madeByMe: mine('Creator'),
    ownedByMe: mine('Owner'),
  },
  discovery: { op: 'queue', items: 'TicketCustomFields', id: 'id', name: 'name', newById: 'CustomFields' },
  describe: {
    op: 'customField',
    each: true,
    row: {
      name: 'Name',
      kind: 'Type',
      kinds: {
        Select: 'text',
        Combobox: 'text',
        Autocomplete: 'text',
        Freeform: 'text',
        IPAddress: 'text',
        IPAddressRange: 'text',
        Text: 'prose',
        HTML: 'prose',
        Wikitext: 'prose',
        Date: 'instant',
        DateTime: 'instant',
        Image: '',
        Binary: '',
      },
      requiredWhen: { Pattern: ['(?#Mandatory).', '(?#Mandatory)'] },
      choices: { items: 'Values' },
      dependsOn: 'BasedOn.id',
    },
  },
  choices: {
    people: {
      op: 'people',
      by: ['RealName', 'Name', 'EmailAddress'],
      id: 'Name',
      label: ['RealName', 'Name'],
      hint: ['EmailAddress', 'Name'],
      empties: ['Nobody', 'RT_System'],
    },
    groups: { op: 'choices', all: true, id: 'name', label: 'name' },
    services: { op: 'choices', all: true, id: 'name', label: 'name' },
    items: { op: 'assets', id: 'Name', label: 'Name', hint: ['Description', 'id'] },
  },
  whoami: [
    { op: 'madeByMe', read: 'items[0].Creator', parts: user },
    { op: 'ownedByMe', read: 'items[0].Owner', parts: user },
  ],
  related: {
    op: 'get',
    items: '_hyperlinks',
    kind: 'ref',
    // A ticket depends on what it waits for; RT has no kinds of its own for problems, changes and duplicates.
    kinds: {
      parent: 'parent',
      child: 'child',
      'depends-on': 'caused-by',
      'depended-on-by': 'related',
      'refers-to': 'related',
      'referred-to-by': 'related',
    },
    // Links of one kind lead to tickets and to assets, both by a number.
    incidents: { at: 'type', is: 'ticket' },
    things: {
      asset: { kind: 'affects', add: 'AddRefersTo', write: 'asset:{id}', op: 'assets', lookup: 'asset' },
    },
    url: '_url',
    each: true,
    // The names without `Add` or `Delete` would replace all links of a kind by one.
    relate: {
      op: 'update',
      duplicate: 'related',
      add: { parent: 'AddParent', child: 'AddChild', 'caused-by': 'AddDependsOn', related: 'AddRefersTo' },
      remove: {
        parent: 'DeleteParent',
        child: 'DeleteChild',
        'depends-on': 'DeleteDependsOn',
        'depended-on-by': 'DeleteDependedOnBy',
        'refers-to': 'DeleteRefersTo',
        'referred-to-by': 'DeleteReferredToBy',
      },
    },
  },
  // A part's whole list is replaced by what is sent, so that those who are there already go along.
  participants: {
    kind: 'lists',
    op: 'get',
    roles: { requestor: 'Requestor', cc: 'Cc', 'admin-cc': 'AdminCc' },
    // RT 5 names them by their numbers in the ticket itself; later ones by their names, in an object of their own.
    more: {
      at: 'CustomRoles',
      prefix: 'RT::CustomRole-',
      lookup: 'role',
      from: { op: 'queue', items: '_hyperlinks', match: { ref: 'customrole' } },
    },
    parts: { id: 'id', name: ['RealName', 'Name', 'id'], email: 'EmailAddress' },
    people: { at: 'type', is: 'user' },
    lookup: 'user',
    others: 'group',
    empties: ['Nobody'],
    save: { op: 'update', nobody: 'Nobody' },
  },
  link: '{recordUrl}{id}',
  lookups: {
    user: { op: 'user', label: ['RealName', 'Name'], id: 'Name', empties: ['Nobody'] },
    group: { op: 'group', label: 'Name' },
    asset: { op: 'asset', label: 'Name', hint: ['Description', 'id'] },
    role: { op: 'role', label: 'Name' },
  },
  lifecycle: {
    mode: 'comment-with-status',
    status: 'Status',
    steps: {
      from: 'table',
      table: {
        new: ['open', 'stalled', 'resolved', 'rejected'],
        open: ['stalled', 'resolved', 'rejected'],
        stalled: ['open', 'resolved', 'rejected'],
        resolved: ['open'],
        rejected: ['open'],
      },
    },
  },
  // RT writes the name into the header of a mail as it comes: one beyond ASCII is spoilt, or the request breaks.
  files: {
    op: 'attach',
    internal: 'attachInternally',
    body: {
      kind: 'json',
      list: 'Attachments',
      name: 'FileName',
      nameAs: 'header-word',
      type: 'FileType',
      content: 'FileContent',
    },
    download: { op: 'attachment', content: 'Content', contentType: 'ContentType' },
  },
  entry: { text: 'Content', occurredAt: null },
  description: {
    op: 'opening',
    content: 'Content',
    contentType: 'ContentType',
    group: owner,
  },
  timeline: [
    {
      op: 'history',
      id: 'id',
      recordedAt: 'Created',
      author: { read: 'Creator', parts: user, empties: ['Nobody'], automatic: ['RT_System'] },
      rules: [
        // Mail sent about something is no event of its own, and an owner change is told twice.
        { match: { Type: ['EmailRecord', 'CommentEmailRecord'] }, skip: true },
        { match: { Type: 'SetWatcher', Field: 'Owner' }, skip: true },
        { match: { Type: 'Create' }, kind: 'created' },
        { match: { Type: 'Correspond' }, kind: 'comment' },
        { match: { Type: 'Comment' }, kind: 'work-note' },
        { match: { Type: 'Status' }, kind: 'status', visibility: 'public' },
        {
          match: { Type: ['Set', 'Take', 'Steal', 'Untake', 'Give', 'Force'], Field: 'Owner' },
          kind: 'assignment',
          visibility: 'public',
        },
        {
          match: {
            Type: ['Set', 'CustomField', 'AddWatcher', 'DelWatcher', 'SetWatcher', 'AddLink', 'DeleteLink'],
          },
          kind: 'change',
          visibility: 'public',
        },
      ],
      change: {
        field: 'Field',
        from: 'OldValue',
        to: 'NewValue',
        fields: {
          Subject: 'title',
          Status: 'status',
          Priority: 'priority',
          Owner: 'assignee',
          Requestor: 'caller',
          Due: 'dueAt',
          Starts: 'occurredAt',
        },
        lookups: { Owner: 'user', Requestor: 'user', Cc: 'user', AdminCc: 'user' },
        links: {
          kinds: {
            MemberOf: 'parent',
            HasMember: 'child',
            DependsOn: 'caused-by',
            DependedOnBy: 'related',
            RefersTo: 'related',
            ReferredToBy: 'related',
          },
          incidents: 'fsck.com-rt',
        },
      },
      files: {
        op: 'files',
        entry: owner,
        kinds: ['created', 'comment', 'work-note'],
        id: 'id',
        name: 'Filename',
        size: 'ContentLength',
        type: 'ContentType',
      },
      texts: {
        op: 'texts',
        entry: owner,
        content: 'Content',
        contentType: 'ContentType',
        kinds: ['created', 'comment', 'work-note'],
      },
    },
  ],
  // RT counts nothing in a ticket. A value of a custom field stands in a table of its own, so that all its changes are asked for.
  changes: {
    op: 'changes',
    id: 'id',
    incident: 'ObjectId',
    from: 'OldValue',
    to: 'NewValue',
    updated: 'TicketLastUpdated',
    before: 'OldValue',
    fields: {
      category: { ObjectType: 'RT::Ticket', Type: 'CustomField', Field: '{discovered}' },
      group: { ObjectType: 'RT::Ticket', Type: 'CustomField', Field: '{discovered}' },
      status: { ObjectType: 'RT::Ticket', Type: 'Status' },
    },
  },
  concurrency: { mode: 'etag-header' },
  idempotency: {
    mode: 'lookup',
    when: '{keyField}',
    write: 'CustomFields["{keyField}"]',
    read: 'CustomFields[?name={keyField}].values[0]',
    filter: 'CF.{{keyField}}',
  },
  errors: {
    message: ['message'],
    refusals: [
      'Permission Denied',
      'valid',
      'does not exist',
      'Could not',
      "Couldn't",
      'not allowed',
      'required',
      'no longer',
      'failed',
      'unable',
    ],
  },
};

export default rtPreset;
