import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import { hasOtherReaders } from '../../store/row.js';
import type { IncidentView, OutboxItem, OutboxItemState } from '../../store/types.js';
import { icon } from '../../ui/icons.js';
import type { IconName } from '../../ui/icons.js';
import { renderLine } from '../../ui/incident-line.js';
import type { LineSpeech } from '../../ui/incident-line.js';
import type { Sendable } from '../../ui/sendable.js';
import { renderUpload } from '../../ui/upload.js';
import { renderVersions } from '../../ui/versions.js';
import type { EditableText, Wording } from './mutation-content.js';
import { contentOf, dependantsOf, textsOf, titleOf } from './mutation-content.js';

/** What a person can do with an item. */
export interface ItemActions {
  readonly now: (item: OutboxItem) => void;
  readonly retry: (item: OutboxItem) => void;
  readonly edit: (item: OutboxItem) => void;
  readonly save: (item: OutboxItem, texts: Partial<Record<EditableText, string>>) => void;
  readonly ask: (item: OutboxItem) => void;
  readonly discard: (item: OutboxItem) => void;
  readonly leave: () => void;
  readonly saveCopy: (item: OutboxItem) => void;
  readonly resolve: (item: OutboxItem, choice: 'mine' | 'theirs') => void;
}

export interface ItemView {
  readonly item: OutboxItem;
  readonly items: readonly OutboxItem[];
  /** How much has gone of a file that is being sent, where that is known. */
  readonly share: number | undefined;
  readonly wording: Wording;
  /** For what is typed into its editor. */
  readonly sendable: Sendable;
  readonly actions: ItemActions;
  /** The incident it belongs to, where this page knows it. */
  readonly incident: IncidentView | undefined;
  readonly line: LineSpeech;
  /** What is open below the item. */
  readonly open: 'edit' | 'discard' | undefined;
}

const faces: Readonly<Record<OutboxItemState, IconName>> = {
  queued: 'clock',
  sending: 'send',
  waiting: 'pause',
  unknown: 'warning',
  failed: 'close',
  conflict: 'conflict',
};

/** What an item is: its buttons refer to it, since each item has the same. */
const whatId = ({ item }: Pick<ItemView, 'item'>): string => `what-${item.mutation.key}`;

const button = (view: Pick<ItemView, 'item'>, text: string, act: () => void, kind = ''): TemplateResult =>
  html`<button type="button" class="button small ${kind}" aria-describedby=${whatId(view)} @click=${act}>
    ${text}
  </button>`;

function renderEditor(view: ItemView): TemplateResult {
  const { item, wording, actions, sendable } = view;
  const { terms } = wording;
  const save = (event: Event): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    actions.save(
      item,
      Object.fromEntries(
        [...data].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
    );
  };
  return html`<form class="editor" @submit=${save} @input=${sendable.listener}>
    ${textsOf(item.mutation).map(
      ([name, text]) =>
        html`<label class="field"
          ><span class="label">${name === 'text' ? terms.outboxItem.text : terms.incidentField[name]}</span>
          ${
            name === 'title' || name === 'contact' || name === 'location'
              ? html`<input
                  class="input"
                  dir="auto"
                  name=${name}
                  .value=${text}
                  ?required=${name === 'title'}
                />`
              : html`<textarea
                  class="input"
                  dir="auto"
                  name=${name}
                  .value=${text}
                  ?required=${name === 'text'}
                ></textarea>`
          }</label
        >`,
    )}
    ${sendable.render(terms.removed)}
    <p class="row">
      <button type="submit" class="button small primary">${terms.outboxItem.save}</button
      >${button(view, terms.cancel, actions.leave)}
    </p>
  </form>`;
}

function renderAsk(view: ItemView): TemplateResult {
  const { item, items, wording, actions } = view;
  const { terms } = wording;
  const also = dependantsOf(item, items);
  return html`<div class="ask" role="group" aria-label=${terms.outboxItem.discardAsk}>
    <p><strong>${terms.outboxItem.discardAsk}</strong></p>
    ${
      also.length > 0
        ? html`<p>${terms.outboxItem.discardAlso}</p>
            <ul class="also">
              ${also.map(({ mutation }) => html`<li>${titleOf(mutation, wording)}${mutation.intent.kind === 'add-entry' ? html`: <q dir="auto">${mutation.intent.entry.text}</q>` : nothing}</li>`)}
            </ul>`
        : nothing
    }
    <p class="row">
      ${button(view, terms.outboxItem.keep, actions.leave)}${button(view, terms.outboxItem.discard, () => actions.discard(item), 'danger')}
    </p>
  </div>`;
}

function renderActions(view: ItemView): TemplateResult | typeof nothing {
  const { item, wording, actions, open } = view;
  const { state, mutation, asks } = item;
  const words = wording.terms.outboxItem;
  if (state === 'sending' || state === 'conflict' || open !== undefined) return nothing;
  const discard = html`${
    mutation.intent.kind === 'attach' ? button(view, words.saveCopy, () => actions.saveCopy(item)) : nothing
  }${button(view, words.discard, () => actions.ask(item))}`;
  if (state === 'unknown')
    return html`<p class="row">
      ${button(view, words.isThere, () => actions.discard(item))}${hasOtherReaders(item) ? nothing : button(view, words.sendAgain, () => actions.retry(item))}${discard}
    </p>`;
  if (state === 'failed')
    return html`<p class="row">
      ${button(view, wording.terms.retry, () => actions.retry(item))}${textsOf(mutation).length > 0 ? button(view, words.edit, () => actions.edit(item)) : nothing}${discard}
    </p>`;
  const send = asks
    ? button(view, wording.terms.outbox.unnamedSend, () => actions.retry(item))
    : button(view, words.now, () => actions.now(item));
  return html`<p class="row">${state === 'queued' ? send : nothing}${discard}</p>`;
}

/** Kinds of errors that are noticed here: what is said about them is technical and English. */
const ours: readonly string[] = ['network', 'timeout', 'auth-required'];

/** Kinds of errors with which nothing came back. */
const silent: readonly string[] = ['network', 'timeout', 'aborted'];

/** What the ticket system itself says, or what to do where it has said nothing. */
function detailOf({ item, wording: { terms } }: ItemView): TemplateResult | string | undefined {
  const { error, state } = item;
  if (hasOtherReaders(item) || error?.issues.some(({ code }) => code.startsWith('file-'))) return undefined;
  // Said once: beside the field where it belongs to one.
  if (error?.issues.some(({ code, message }) => !terms.issue[code] && message.includes(error.message)))
    return undefined;
  if (!error || !ours.includes(error.kind)) return html`<bdi>${error?.message}</bdi>`;
  return state === 'unknown' ? undefined : terms.errorHelp[error.kind];
}

/** One unsent thing: what it is, where it stands, what went wrong, and what can be done. */
export function renderItem(view: ItemView): TemplateResult {
  const { item, incident, wording, open, share } = view;
  const { mutation, state, error, attempts, nextAttemptAt } = item;
  const { terms, dateTime } = wording;
  const number = item.theirs?.number;
  const meta = [
    !incident && number ? `${terms.outboxItem.of} ${number}` : '',
    terms.outboxItem.written(dateTime(mutation.createdAt)),
    attempts > 0 ? terms.outboxItem.attempts(attempts) : '',
    nextAttemptAt === undefined ? '' : terms.outboxItem.next(dateTime(nextAttemptAt)),
  ].filter(Boolean);
  return html`<li class="item" part="item" data-state=${state}>
    <p class="what wrap" dir="auto" id=${whatId(view)}>${titleOf(mutation, wording)}</p>
    <p class="standing">${icon(faces[state])} <span>${terms.pending[state]}</span></p>
    ${incident ? renderLine({ incident: incident.incident }, view.line, { withoutPerson: mutation.intent.kind === 'create' }) : nothing}
    ${
      state === 'sending' && mutation.intent.kind === 'attach'
        ? html`<p class="upload">${renderUpload(mutation.intent.file.name, share, wording)}</p>`
        : nothing
    }
    <p class="meta">${meta.map((text, at) => html`${at > 0 ? ' · ' : nothing}<bdi>${text}</bdi>`)}</p>
    ${
      error && state !== 'conflict'
        ? html`<p class="fault wrap">
            <strong>${terms.errorTitle[error.kind]}.</strong> ${detailOf(view)}${error.issues.map(
              (issue) =>
                html`<br />${issue.path ? html`${terms.incidentField[issue.path] ?? issue.path}: ` : nothing}<bdi
                    >${terms.issue[issue.code] ?? issue.message}</bdi
                  >`,
            )}
          </p>`
        : nothing
    }
    ${state === 'conflict' ? renderVersions(item, wording, (choice) => view.actions.resolve(item, choice), whatId(view)) : nothing}
    ${
      state === 'unknown' && !hasOtherReaders(item)
        ? html`<p class="wrap">
            ${error && !silent.includes(error.kind) ? terms.outboxItem.unknownAnswer : terms.outboxItem.unknownWhy}
          </p>`
        : nothing
    }
    <details>
      <summary>${terms.outboxItem.content}</summary>
      <dl class="content">
        ${contentOf(mutation, wording).map(
          ([name, text]) =>
            html`<dt>${name}</dt>
              <dd class="words" dir="auto">${text}</dd>`,
        )}
      </dl>
    </details>
    ${renderActions(view)}${open === 'edit' ? renderEditor(view) : nothing}${open === 'discard' ? renderAsk(view) : nothing}
  </li>`;
}
