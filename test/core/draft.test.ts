import { expect } from '@open-wc/testing';

import type { Incident } from '../../src/core/incident.js';
import { applyMutation, entryFromMutation, incidentFromCreate } from '../../src/core/mutation.js';
import type { Mutation, TransitionRequest } from '../../src/core/mutation.js';
import { matrixPresets } from '../../src/core/priority/matrices.js';
import type { MatrixDefinition } from '../../src/core/priority/priority.js';
import { compilePolicy } from '../../src/core/policy-check.js';
import { titleLimit, validateDraft, validateEntry } from '../../src/core/validation.js';
import { parsePolicy } from '../../src/policy/check.js';
import { isIncidentError } from '../../src/core/errors.js';

const now = Date.UTC(2026, 2, 2, 9);
const policy = compilePolicy();
const faults = (
  draft: Parameters<typeof validateDraft>[0],
  required?: readonly ('service' | 'description')[],
): string[] =>
  validateDraft(draft, { policy, now, ...(required ? { required } : {}) }).map(
    (issue) => `${issue.path} ${issue.code}`,
  );

describe('checking what somebody typed', () => {
  it('a title is all an end user must give, and blanks are no title', () => {
    expect(faults({ title: 'Payroll is down', description: '' })).to.deep.equal([]);
    expect(faults({ title: '  ', description: '' })).to.deep.equal(['title required']);
  });

  it('counts characters as people do: a family emoji is one', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(faults({ title: family.repeat(titleLimit), description: '' })).to.deep.equal([]);
    expect(faults({ title: family.repeat(titleLimit + 1), description: '' })).to.deep.equal([
      'title too-long',
    ]);
  });

  it('asks for what this backend insists on', () => {
    expect(faults({ title: 'x', description: '' }, ['service', 'description'])).to.deep.equal([
      'service required',
      'description required',
    ]);
  });

  it('knows only the levels of the matrix', () => {
    expect(faults({ title: 'x', description: '', impact: 4, urgency: 3, priority: 6 })).to.deep.equal([
      'impact unknown-level',
      'priority unknown-level',
    ]);
  });

  it('refuses the future, nonsense, and noticing something before it began', () => {
    expect(faults({ title: 'x', description: '', occurredAt: now + 3_600_000 })).to.deep.equal([
      'occurredAt in-future',
    ]);
    expect(faults({ title: 'x', description: '', occurredAt: Number.NaN })).to.deep.equal([
      'occurredAt bad-time',
    ]);
    expect(faults({ title: 'x', description: '', occurredAt: now - 5, detectedAt: now - 10 })).to.deep.equal([
      'detectedAt out-of-order',
    ]);
  });

  it('an entry needs words', () => {
    expect(validateEntry({ kind: 'comment', text: ' \n' }, now).map((issue) => issue.code)).to.deep.equal([
      'required',
    ]);
    expect(validateEntry({ kind: 'work-note', text: 'Restarted', occurredAt: now - 1 }, now)).to.deep.equal(
      [],
    );
  });
});

describe('a change that is not sent yet', () => {
  const incident: Incident = {
    id: '9',
    number: 'INC9',
    title: 'Old',
    description: '',
    status: { category: 'new' },
    impact: 2,
    category: 'Network',
    loggedAt: now,
    updatedAt: now,
  };
  const change: Mutation = {
    key: 'k1',
    incidentId: '9',
    author: 'elif',
    createdAt: now + 60_000,
    intent: {
      kind: 'update',
      patch: { title: 'New', category: null },
      seen: { title: 'Old', category: 'Network' },
    },
  };

  it('shows on top of the record and leaves the record alone', () => {
    const after = applyMutation(Object.freeze(incident), change);
    expect(after.title).to.equal('New');
    expect(after).to.not.have.property('category');
    expect(incident.title).to.equal('Old');
  });

  it('a step shows what it brings along: who takes it, and that it was confirmed', () => {
    const taken = (transition: TransitionRequest, from: Partial<Incident> = {}) =>
      applyMutation({ ...incident, ...from }, { ...change, intent: { kind: 'transition', transition } });
    const elif = { id: 'elif', name: 'Elif' };
    const ada = { id: 'ada', name: 'Ada' };
    expect(taken({ to: 'active', assignee: elif, comment: 'Mine.' })).to.deep.equal({
      ...incident,
      status: { category: 'active' },
      assignee: elif,
      updatedAt: now + 60_000,
    });
    const closed = taken({ to: 'closed', confirmedAt: now, confirmedBy: ada });
    expect(closed).to.deep.include({ confirmedAt: now, confirmedBy: ada });
    expect(taken({ to: 'active' }, closed), 'reopened').to.not.have.any.keys('confirmedAt', 'confirmedBy');
    expect(taken({ to: 'closed' }, { confirmedAt: now }), 'closed later').to.have.property(
      'confirmedAt',
      now,
    );
  });

  it('appears in the timeline with before and after', () => {
    expect(entryFromMutation(change)?.changes).to.deep.equal([
      { field: 'title', from: 'Old', to: 'New' },
      { field: 'category', from: 'Network' },
    ]);
  });

  it("a new incident stands in the list under the client's own id, without a number", () => {
    const created = incidentFromCreate({
      key: 'k2',
      incidentId: 'c-1',
      author: 'elif',
      createdAt: now,
      intent: { kind: 'create', draft: { title: 'Payroll', description: 'down', impact: 1 } },
    });
    expect(created).to.deep.include({
      id: 'c-1',
      clientId: 'c-1',
      number: '',
      title: 'Payroll',
      impact: 1,
      status: { category: 'new' },
    });
  });
});

describe('reading a policy file', () => {
  const issuesOf = (json: unknown): string[] => {
    try {
      parsePolicy(json);
    } catch (error) {
      if (isIncidentError(error)) return error.issues.map((issue) => issue.path);
    }
    return [];
  };

  it('takes a shipped matrix by name', () => {
    expect(compilePolicy(parsePolicy({ matrix: 'seed-4x4', timeZone: 'Europe/Berlin' })).matrix.id).to.equal(
      'seed-4x4',
    );
  });

  it('names the place of each fault', () => {
    expect(issuesOf({ categories: [{ id: 'hw' }] })).to.deep.equal(['categories.0.label']);
    expect(issuesOf({ colour: 'red' })).to.deep.equal(['colour']);
    expect(issuesOf('nothing')).to.deep.equal(['']);
  });

  it('says of a matrix without a version that the version is missing', () => {
    const { version: _version, ...matrix } = matrixPresets['seed-4x4'];
    expect(issuesOf({ matrix })).to.deep.equal(['matrix.version']);
    expect(() => parsePolicy({ matrix })).to.throw(/matrix\.version: This is missing/);
    expect(() => compilePolicy({ matrix: matrix as MatrixDefinition })).to.throw(
      /version: Give the matrix its "version", such as "1"/,
    );
  });

  it('says which words there are, and which zone there is not', () => {
    expect(() => parsePolicy({ target: [] })).to.throw(
      /target: "target" is no word of a policy here; those there are stand in policy\.schema\.json/,
    );
    expect(() =>
      parsePolicy({
        escalation: { ladder: [{ id: 'a', when: { kind: 'never' }, notify: 'group', action: 'notify' }] },
      }),
    ).to.throw(
      /There is no "never" here; use percent, unresolved, before-deadline, unacknowledged, in-status/,
    );
    expect(() => compilePolicy({ timeZone: 'Europe/Berln' })).to.throw(/timeZone: .*Europe\/Berln/);
  });

  it('names the place of a fault within the alternative somebody meant', () => {
    const matrix = { ...matrixPresets['seed-4x4'], modifiers: [] as unknown[] };
    matrix.modifiers.push({ id: 'vip', label: 'VIP', when: 'vip', effect: { kind: 'raise' } });
    expect(issuesOf({ matrix })).to.deep.equal(['matrix.modifiers.0.effect.steps']);
    expect(issuesOf({ matrix: 'sead-4x4' })).to.deep.equal(['matrix']);
  });

  it('lets an answer acknowledge unless it says otherwise', () => {
    expect(compilePolicy().acknowledgeByAnswer).to.equal(true);
    expect(compilePolicy(parsePolicy({ acknowledgeByAnswer: false })).acknowledgeByAnswer).to.equal(false);
  });
});
