import type { FilterWord } from '../../core/filter-completion.js';
import type { FilterField } from '../../core/filter.js';
import { myself, nobody, spans } from '../../core/filter.js';
import type { Ref } from '../../core/incident.js';
import { statusCategories } from '../../core/incident.js';
import type { PriorityMatrix } from '../../core/priority/priority.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { fields as fieldTerms } from '../../locales/en/fields.js';
import type { ListTerms } from '../../locales/en/incident-list.js';
import { priorityName } from '../../ui/matrix-words.js';

export type FilterTerms = CommonTerms & ListTerms & typeof fieldTerms;

/** Values the backend offers for some fields. */
export interface ListChoices {
  readonly group: readonly Ref[];
  readonly category: readonly Ref[];
  readonly service: readonly Ref[];
}

/** What can be chosen instead of being typed. */
export interface FilterChoices {
  readonly options: ListChoices;
  readonly matrix: PriorityMatrix | undefined;
  readonly reads: (
    field: 'group' | 'assignee' | 'category' | 'priority' | 'major' | 'service' | 'caller',
  ) => boolean;
  readonly me: boolean;
  /** Names of those who have something of what is loaded. */
  readonly people: () => readonly string[];
}

/**
 * The fields a list is usually narrowed by, each with the values that are known of it, in the reader's language.
 *
 * @param people Names of those who may be asked for.
 */
export function filterWords(
  choices: FilterChoices,
  terms: FilterTerms,
  people: readonly string[] = [],
): readonly FilterWord[] {
  const { options, matrix, reads, me } = choices;
  const { filter, incidentField, status } = terms;
  const own = (value: string): FilterWord['values'][number] => ({
    value,
    label: filter.values[value] ?? value,
  });
  const named = (list: readonly Ref[]): FilterWord['values'] =>
    list.map(({ label }) => ({ value: label, label }));
  const word = (field: FilterField, values: FilterWord['values'] = []): FilterWord => ({
    field,
    label: filter.fields[field] ?? incidentField[field] ?? field,
    values,
  });
  return [
    word('status', [own('open'), ...statusCategories.map((value) => ({ value, label: status[value] }))]),
    ...(matrix && reads('priority')
      ? [
          word(
            'priority',
            matrix.priorities.map((_, at) => ({
              value: String(at + 1),
              label: priorityName(at + 1, matrix),
            })),
          ),
        ]
      : []),
    ...(reads('assignee')
      ? [
          word('assignee', [
            ...(me ? [own(myself)] : []),
            own(nobody),
            ...people.map((name) => ({ value: name, label: name })),
          ]),
        ]
      : []),
    ...(reads('group') ? [word('group', named(options.group))] : []),
    ...(reads('category')
      ? [
          word(
            'category',
            options.category.map(({ id, label }) => ({ value: id, label })),
          ),
        ]
      : []),
    ...(reads('service') ? [word('service', named(options.service))] : []),
    ...(reads('major') ? [word('major', [own('yes'), own('no')])] : []),
    ...(reads('caller') ? [word('caller')] : []),
    ...spans.map((span) => word(span)),
  ];
}
