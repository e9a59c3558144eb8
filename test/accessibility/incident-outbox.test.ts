import { html, waitUntil } from '@open-wc/testing';

import '../../src/define/incident-outbox.js';
import { IncidentError } from '../../src/core/errors.js';
import type { IncidentOutbox } from '../../src/elements/incident-outbox/incident-outbox.js';
import { lostAnswer } from '../support/scripted-adapter.js';
import { treesOf } from '../support/tree.js';
import { inWorld, pushed, running } from './world.js';

const outbox = async (lang = 'en', compact = false) => {
  const { desk, element, adapter } = await inWorld<IncidentOutbox>(
    'incident-outbox',
    html`<incident-outbox ?compact=${compact}></incident-outbox>`,
    { lang, traits: { idempotency: 'none' } },
  );
  return { element, adapter, store: desk.store! };
};

/** One that was refused, one of which nobody knows, and one that somebody else was quicker with. */
const full = async (lang = 'en') => {
  const { element, adapter, store } = await outbox(lang);
  const issues = [{ path: 'title', code: 'vendor', message: 'Name the building.' }] as const;
  adapter.script(
    'create',
    { fail: new IncidentError('validation', 'Too vague.', { issues }) },
    { lose: lostAnswer() },
  );
  await (
    await store.createIncident({ title: 'It is broken', description: 'All of it.' })
  ).outcome;
  await (
    await store.createIncident({ title: 'The lift stands still', description: '' })
  ).outcome;
  const seen = adapter.record(running.id)!;
  adapter.change(running.id, { title: 'Mail is down everywhere' });
  await (
    await store.updateIncident(running.id, { title: 'Mail is down in Berlin' }, seen)
  ).outcome;
  await waitUntil(() => element.shadowRoot!.querySelectorAll('[part="item"]').length === 3);
  return element;
};

treesOf('incident-outbox', {
  'everything has been sent': async () => (await outbox()).element,
  'refused, unclear and in conflict': () => full(),
  'a question before something is discarded': async () => {
    const element = await full();
    await pushed(element, 'Discard');
    return element;
  },
  'refused, unclear and in conflict, in Arabic': () => full('ar'),
});
