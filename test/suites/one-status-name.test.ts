import { expect, html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-lifecycle.js';
import '../../src/define/incident-list.js';
import '../../src/define/incident-outbox.js';
import '../../src/define/incident-record.js';
import '../../src/define/incident-timeline.js';
import { openDesk, textOf } from '../support/desk-fixture.js';
import { incident, noNetwork, scriptedAdapter } from '../support/scripted-adapter.js';
import { IncidentError } from '../../src/core/errors.js';

const patient = { timeout: 8000 };

/** A backend that calls what is worked on "In Bearbeitung" and what waits "Zurückgestellt". */
const backend = () =>
  scriptedAdapter({
    incidents: [
      incident({
        id: 'i1',
        number: 'INC1',
        status: { category: 'active', code: '2', label: 'In Bearbeitung' },
      }),
      incident({
        id: 'i2',
        number: 'INC2',
        status: { category: 'paused', code: '3', label: 'Zurückgestellt' },
      }),
    ],
  });

describe('a status of a backend that has names of its own', () => {
  it('has one name in list, timeline, lifecycle and outbox while a step to it waits', async () => {
    const adapter = backend();
    adapter.always('transition', { fail: noNetwork() });
    const { desk } = await openDesk(
      html`<incident-list group-by="status"></incident-list
        ><incident-lifecycle incident-id="i1"></incident-lifecycle
        ><incident-timeline incident-id="i1"></incident-timeline><incident-outbox></incident-outbox>`,
      { adapter },
    );
    const text = (tag: string): string => textOf(desk.querySelector(tag));
    await waitUntil(() => text('incident-list').includes('Zurückgestellt'), 'the list', patient);
    await waitUntil(() => text('incident-lifecycle').includes('In Bearbeitung'), 'where it stands', patient);
    await desk.store!.transition('i1', { to: 'paused', reason: 'awaiting-vendor' }, adapter.record('i1')!);
    await waitUntil(() => text('incident-outbox').includes('Zurückgestellt'), 'the outbox', patient);
    await waitUntil(() => text('incident-lifecycle').includes('Zurückgestellt'), 'the standing', patient);
    await waitUntil(() => text('incident-timeline').includes('Zurückgestellt'), 'the timeline', patient);
    await waitUntil(() => !text('incident-list').includes('In Bearbeitung'), 'the line', patient);
    // The filter asks for a category, which may hold several statuses of a backend.
    const lines = desk.querySelector('incident-list')!.shadowRoot!.querySelector('.body')!.textContent;
    for (const told of [lines, text('incident-outbox'), text('incident-timeline')])
      expect(told).not.to.match(/On hold|In progress/u);
    const { textContent } = desk.querySelector('incident-lifecycle')!.shadowRoot!.querySelector('.standing')!;
    expect(textContent).not.to.match(/On hold|In progress/u);
  });

  it('has it in both versions of a conflict', async () => {
    const adapter = backend();
    const seen = adapter.record('i1')!;
    adapter.always('transition', {
      fail: new IncidentError('conflict', 'Somebody was first.', {
        current: { ...seen, version: '9', title: 'Another title' },
      }),
    });
    const { desk } = await openDesk(
      html`<incident-list></incident-list><incident-outbox></incident-outbox>`,
      {
        adapter,
      },
    );
    const outbox = (): string => textOf(desk.querySelector('incident-outbox'));
    await waitUntil(
      () => textOf(desk.querySelector('incident-list')).includes('Zurückgestellt'),
      'heard',
      patient,
    );
    const { outcome } = await desk.store!.transition('i1', { to: 'paused', reason: 'awaiting-vendor' }, seen);
    expect((await outcome).state).to.equal('conflict');
    await waitUntil(() => outbox().includes('In Bearbeitung'), 'theirs', patient);
    expect(outbox()).to.contain('Zurückgestellt').and.not.to.contain('On hold');
  });
});
