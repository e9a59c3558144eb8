import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { Choice } from '../../adapters/adapter.js';
import type { FieldControl, FieldKind, FieldName } from '../../core/fields.js';
import { channels } from '../../core/incident.js';
import type { Incident } from '../../core/incident.js';
import { icon } from '../../ui/icons.js';
import type { Fact, FactSpeech } from './record-facts.js';

/** The control a field is edited with. */
export type Control = FieldControl | 'matrix' | 'number' | 'select';

/** What a field that only the backend knows is asked with. */
const customControls: Readonly<Partial<Record<FieldKind, Control>>> = {
  prose: 'text',
  level: 'number',
  count: 'number',
  flag: 'check',
  instant: 'time',
};

export const controlOf = ({ name, row, described }: Fact): Control => {
  if (name === 'priority' && row) return 'matrix';
  if (row) return row.control ?? 'line';
  return described?.choices ? 'select' : (customControls[described?.kind ?? 'text'] ?? 'line');
};

/** The choices that exist with the value of the field they depend on. */
function fitting(
  choices: readonly Choice[],
  dependsOn: string | undefined,
  before: Incident | undefined,
): readonly Choice[] {
  if (dependsOn === undefined) return choices;
  const given = before?.[dependsOn as FieldName] ?? before?.custom?.[dependsOn];
  const value = typeof given === 'object' ? ('id' in given ? given.id : undefined) : given;
  return choices.filter(({ when }) => when === undefined || when.includes(String(value)));
}

/** What a field offers to choose from; undefined for one that is written into. */
export function choicesFor(
  fact: Fact,
  before: Incident | undefined,
  { terms, policy }: FactSpeech,
): readonly Choice[] | undefined {
  const { described } = fact;
  switch (controlOf(fact)) {
    case 'effect':
      return (['down', 'degraded'] as const).map((id) => ({ id, label: terms.effect[id] }));
    case 'channel':
      return channels.map((id) => ({ id, label: terms.channel[id] }));
    case 'category':
      return described?.choices ?? policy.categories;
    case 'subcategory': {
      const { subcategories } = policy.categories.find(({ id }) => id === before?.category) ?? {};
      return described?.choices ? fitting(described.choices, 'category', before) : subcategories;
    }
    case 'select':
      return fitting(described?.choices ?? [], described?.dependsOn, before);
    default:
      return undefined;
  }
}

/** A control with its name, its value as text, and what is wrong with it. */
export interface ControlView {
  readonly id: string;
  readonly kind: Control;
  readonly label: string;
  readonly text: string;
  readonly choices: readonly Choice[] | undefined;
  readonly required: boolean;
  readonly problem: string | undefined;
  readonly help: string | undefined;
  readonly set: (text: string) => void;
}

const types: Readonly<Partial<Record<Control, string>>> = { time: 'datetime-local', number: 'number' };

function renderInput({ id, kind, text, choices, required, problem, help, set }: ControlView): TemplateResult {
  const typed = ({ target }: Event): void => set((target as HTMLInputElement).value);
  const invalid = problem ? 'true' : nothing;
  const must = required ? 'true' : nothing;
  const by = [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ') || nothing;
  if (choices && choices.length > 0) {
    // A value that is no longer offered stays what it is until somebody chooses another one.
    const kept = choices.some((one) => one.id === text) ? [] : [{ id: text, label: text || '–' }];
    const none = text === '' || required ? [] : [{ id: '', label: '–' }];
    return html`<select
      id=${id}
      class="input"
      aria-invalid=${invalid}
      aria-describedby=${by}
      aria-required=${must}
      @change=${typed}
    >
      ${[...none, ...kept, ...choices].map(
        (one) => html`<option value=${one.id} ?selected=${one.id === text}>${one.label}</option>`,
      )}
    </select>`;
  }
  if (kind === 'text')
    return html`<textarea
      id=${id}
      class="input"
      rows="6"
      dir="auto"
      .value=${text}
      aria-invalid=${invalid}
      aria-describedby=${by}
      aria-required=${must}
      @input=${typed}
    ></textarea>`;
  return html`<input
    id=${id}
    class="input"
    type=${types[kind] ?? 'text'}
    step=${kind === 'number' ? 'any' : nothing}
    dir=${types[kind] ? nothing : 'auto'}
    autocomplete="off"
    .value=${text}
    aria-invalid=${invalid}
    aria-describedby=${by}
    aria-required=${must}
    @input=${typed}
  />`;
}

/** The control that holds a value as text: a line, a longer text, a time, a number, a choice or a tick. */
export function renderControl(view: ControlView): TemplateResult {
  const { id, kind, label, text, problem, help, set } = view;
  const error = problem
    ? html`<p class="error" id="${id}-problem">${icon('warning')} ${problem}</p>`
    : nothing;
  if (kind === 'check')
    return html`<div class="field">
      <label class="check"
        ><input
          id=${id}
          type="checkbox"
          .checked=${text === '1'}
          @change=${({ target }: Event) => set((target as HTMLInputElement).checked ? '1' : '')}
        />${label}</label
      >${error}
    </div>`;
  return html`<div class="field">
    <label class="label" for=${id}>${label}</label>
    ${renderInput(view)}
    ${help === undefined ? nothing : html`<span class="help" id="${id}-help">${help}</span>`} ${error}
  </div>`;
}
