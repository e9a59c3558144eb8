import { expect } from '@open-wc/testing';

import type { Entry, FieldChange } from '../../src/core/entry.js';
import { editableFields } from '../../src/core/incident.js';
import type { Task } from '../../src/core/task.js';
import { taskNote } from '../../src/core/task-notes.js';
import { standardMatrix } from '../../src/core/priority/standard-matrix.js';
import { fillPolicy } from '../../src/core/policy.js';
import { sentenceOf, taskLine, withReason } from '../../src/elements/incident-timeline/sentences.js';
import type { Speech, TimelineWords } from '../../src/elements/incident-timeline/speech.js';
import ar from '../../src/locales/ar.js';
import de from '../../src/locales/de.js';
import { common } from '../../src/locales/en/common.js';
import { fields } from '../../src/locales/en/fields.js';
import { matrix } from '../../src/locales/en/incident-priority-matrix.js';
import { timeline } from '../../src/locales/en/incident-timeline.js';

const words: Readonly<Record<string, TimelineWords>> = {
  en: { ...common, ...fields, ...matrix, ...timeline },
  de,
  ar,
};

function told(
  language: string,
  changes: readonly FieldChange[],
  part: Partial<Speech> & { nobody?: true } = {},
) {
  const { nobody, ...rest } = part;
  const speech = {
    terms: words[language],
    language,
    policy: { ...fillPolicy({}), matrix: standardMatrix },
    statusNames: new Map(),
    dateTime: (at: number) => new Date(at).toISOString(),
    ...rest,
  } as Speech;
  const entry: Entry = {
    id: 'e',
    incidentId: 'i',
    kind: 'change',
    visibility: 'public',
    occurredAt: 0,
    recordedAt: 0,
    changes,
    ...(nobody ? {} : { author: { id: 'elif', name: 'Elif' } }),
  };
  return sentenceOf(speech, entry)?.replace(/[\u2068\u2069]/gu, '');
}

const group: FieldChange = { field: 'group', to: 'Service desk' };
const urgency: FieldChange = { field: 'urgency', from: '3', to: '1' };
const cleared: FieldChange = { field: 'assignee', from: 'Bruno' };
const unknown: FieldChange = { field: 'u_cost', label: 'Cost centre', from: '4711', to: '4712' };
const edited: FieldChange = { field: 'title', from: 'a', to: 'b'.repeat(81) };

describe('what belongs to an incident is told as it comes and goes', () => {
  const linked: FieldChange = { field: 'link', label: 'parent', to: 'INC0000003' };
  const unlinked: FieldChange = { field: 'link', label: 'caused-by', from: 'CHG7' };
  const joined: FieldChange = { field: 'participant', label: 'commander', to: 'Lena Fischer' };
  const left: FieldChange = { field: 'participant', label: 'payroll', from: 'Mehmet Şahin' };

  for (const [language, lines] of Object.entries({
    en: [
      'Elif linked “Part of: INC0000003”',
      'Elif removed the link “Caused by: CHG7”',
      'Elif added Lena Fischer to the team (Incident commander)',
      'Mehmet Şahin left the team (Payroll office)',
    ],
    de: [
      'Elif hat „Gehört zu: INC0000003“ verknüpft',
      'Elif hat die Verknüpfung „Ausgelöst durch: CHG7“ gelöst',
      'Elif hat Lena Fischer ins Team geholt (Einsatzleitung)',
      'Mehmet Şahin hat das Team verlassen (Payroll office)',
    ],
    ar: [
      'أضاف Elif الرابط «جزء من: INC0000003»',
      'أزال Elif الرابط «بسبب: CHG7»',
      'أضاف Elif Lena Fischer إلى الفريق (قائد الحادث)',
      'غادر Mehmet Şahin الفريق (Payroll office)',
    ],
  }))
    it(`in ${language}`, () => {
      const policy = fillPolicy({ participantRoles: [{ id: 'payroll', label: 'Payroll office' }] });
      expect([
        told(language, [linked]),
        told(language, [unlinked]),
        told(language, [joined]),
        told(language, [left], { policy, nobody: true }),
      ]).to.deep.equal(lines);
    });
});

describe('the reason of a step in the timeline', () => {
  const speech = (language: string): Speech =>
    ({
      terms: words[language],
      policy: fillPolicy({ holdReasons: [{ id: 'spare-part', label: 'Waiting for a spare part' }] }),
    }) as Speech;
  const step = (text: string, kind: Entry['kind'] = 'status'): Entry => ({
    id: 'e',
    incidentId: 'i',
    kind,
    text,
    visibility: 'public',
    occurredAt: 0,
    recordedAt: 0,
  });
  it('is told in words: ours for what is shipped, the policy’s for its own', () => {
    expect(withReason(speech('en'), step('awaiting-caller')).text).to.equal('Awaiting caller');
    expect(withReason(speech('de'), step('duplicate')).text).to.equal('Doppelt gemeldet');
    expect(withReason(speech('ar'), step('spare-part')).text).to.equal('Waiting for a spare part');
  });
  it('stays what it is where it is nobody’s id, or somebody’s own words', () => {
    expect(withReason(speech('en'), step('The lift is stuck.')).text).to.equal('The lift is stuck.');
    expect(withReason(speech('en'), step('constructor')).text).to.equal('constructor');
    expect(withReason(speech('en'), step('duplicate', 'comment')).text).to.equal('duplicate');
  });
});

describe('a change in the timeline is one whole sentence', () => {
  it('in English, of one, two and three changes', () => {
    expect(told('en', [group])).to.equal('Elif set group to Service desk');
    expect(told('en', [group, urgency])).to.equal(
      'Elif set group to Service desk and changed urgency from Low to High',
    );
    expect(told('en', [group, cleared, unknown])).to.equal(
      'Elif set group to Service desk, cleared assignee and changed Cost centre from 4711 to 4712',
    );
    expect(told('en', [group, edited], { nobody: true })).to.equal(
      'Group was set to Service desk and the title was edited',
    );
    expect(told('en', [cleared], { nobody: true })).to.equal('Assignee was cleared');
  });

  it('in German, where verbs stand at the end and masculine fields have two articles', () => {
    expect(told('de', [group])).to.equal('Elif hat die Gruppe auf Service desk gesetzt');
    expect(told('de', [edited, urgency])).to.equal(
      'Elif hat den Titel bearbeitet und die Dringlichkeit von Niedrig auf Hoch geändert',
    );
    expect(told('de', [group, cleared, unknown])).to.equal(
      'Elif hat die Gruppe auf Service desk gesetzt, die zuständige Person geleert und das Feld „Cost centre“ von 4711 auf 4712 geändert',
    );
    expect(told('de', [edited, { field: 'status', to: 'active' }], { nobody: true })).to.equal(
      'Der Titel wurde bearbeitet und der Status wurde auf In Bearbeitung gesetzt',
    );
  });

  it('in Arabic, without a verb whose gender nobody knows', () => {
    expect(told('ar', [cleared], { nobody: true })).to.equal('تم إفراغ المكلَّف');
    expect(told('ar', [urgency, group])).to.match(
      /^تم تغيير الإلحاح من .+ إلى .+، وتم تحديد المجموعة: Service desk، وذلك من قِبل Elif$/u,
    );
    expect(told('ar', [group, cleared, unknown])).to.equal(
      'تم تحديد المجموعة: Service desk، وتم إفراغ المكلَّف، وتم تغيير حقل «Cost centre» من 4711 إلى 4712، وذلك من قِبل Elif',
    );
  });

  it('and names yes, no, effect and channel in the reader’s language', () => {
    expect(told('en', [{ field: 'major', from: 'false', to: 'true' }])).to.equal(
      'Elif changed major incident from no to yes',
    );
    expect(
      told('de', [
        { field: 'effect', to: 'down' },
        { field: 'channel', to: 'phone' },
      ]),
    ).to.equal('Elif hat die Wirkung auf „Es geht gar nicht“ gesetzt und den Meldeweg auf Telefon gesetzt');
  });

  it('calls every field that people change by words, and the others as the record does', () => {
    for (const language of ['en', 'de', 'ar'])
      for (const name of editableFields)
        expect(words[language]?.entryField, `${name} in ${language}`).to.have.own.property(name);
    expect(told('en', [{ field: 'confirmedBy', to: 'Ada' }])).to.equal('Elif set who confirmed it to Ada');
    expect(told('de', [{ field: 'confirmedAt', from: '0' }])).to.equal(
      'Elif hat den Zeitpunkt der Bestätigung geleert',
    );
    expect(told('de', [{ field: 'dueAt', to: '0' }])).to.equal(
      'Elif hat das Feld „Fällig“ auf 1970-01-01T00:00:00.000Z gesetzt',
    );
  });

  it('calls a status what the header calls it', () => {
    const change: FieldChange = { field: 'status', from: 'new', to: 'active' };
    expect(told('en', [change])).to.equal('Elif changed status from New to In progress');
    expect(told('en', [change], { statusNames: new Map([['active', 'Active']]) })).to.equal(
      'Elif changed status from New to Active',
    );
    expect(told('en', [change], { statusNames: new Map([['active', '']]) }), 'two of them').to.equal(
      'Elif changed status from New to In progress',
    );
  });

  it('also for a field or value that every object knows', () => {
    expect(told('en', [{ field: 'constructor', to: 'toString' }])).to.equal(
      'Elif set constructor to toString',
    );
    expect(told('en', [{ field: 'status', to: 'constructor' }])).to.equal('Elif set status to constructor');
  });
});

describe('a note about a task is a sentence in the reader’s language', () => {
  const open: Task = { id: 't1', title: 'Ping the core switch', kind: 'check', state: 'open', version: 'a' };
  const entry = (before: Task | undefined, after: Task, part: Partial<Entry> = {}): Entry => ({
    id: 'e',
    incidentId: 'i',
    kind: 'work-note',
    visibility: 'internal',
    occurredAt: 0,
    recordedAt: 0,
    text: taskNote(before, after),
    author: { id: 'elif', name: 'Elif' },
    ...part,
  });
  const line = (language: string, one: Entry) => {
    const speech = { terms: words[language], language } as Speech;
    const { line: said, words: own } = taskLine(speech, one) ?? {};
    return [said?.replace(/[\u2068\u2069]/gu, ''), own];
  };
  const nobody = ({ author: _author, ...rest }: Entry): Entry => rest;
  const done: Task = { ...open, state: 'done', result: 'No loss.', version: 'b' };
  const given: Task = { ...open, owner: { id: 'm', name: 'Mehmet' }, version: 'b' };

  it('with what came of it below, in English, German and Arabic', () => {
    expect(line('en', entry(open, done))).to.deep.equal([
      'Elif finished the task “Ping the core switch”',
      'No loss.',
    ]);
    expect(line('en', entry(open, given))).to.deep.equal([
      'Elif assigned the task “Ping the core switch” to Mehmet',
      undefined,
    ]);
    expect(line('en', nobody(entry(undefined, given)))[0]).to.equal(
      'The task “Ping the core switch” was added and given to Mehmet',
    );
    expect(line('de', entry(open, done))[0]).to.equal('Elif hat die Aufgabe „Ping the core switch“ erledigt');
    expect(line('ar', entry(open, done))[0]).to.equal(
      'تم إنجاز المهمة «Ping the core switch»، وذلك من قِبل Elif',
    );
  });

  it('and no other note is taken for one', () => {
    expect(line('en', entry(open, done, { text: 'We finished the check.' }))[0]).to.equal(undefined);
    expect(line('en', entry(open, done, { visibility: 'public', kind: 'comment' }))[0]).to.equal(undefined);
  });
});
