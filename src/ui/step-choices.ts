import type { LitElement } from 'lit';

import type { Choice } from '../adapters/adapter.js';
import { choicePage } from '../adapters/choices.js';
import type { Policy } from '../core/policy.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { IncidentStore } from '../store/types.js';
import type { ChoiceSource } from './choice-list.js';
import { LastUsed } from './last-used.js';
import { LookUp, sourceOf } from './look-up.js';
import type { Chosen } from './look-up.js';
import { writtenLines } from './support-line.js';

export interface StepChoicesOptions {
  readonly terms: () => CommonTerms;
  readonly store: () => IncidentStore | undefined;
  /** Names the support lines of groups where the directory does not. */
  readonly policy: () => Policy | undefined;
  /** People and groups that are known without asking anybody. */
  readonly known?: (what: 'assignee' | 'group') => readonly Choice[];
  readonly changed: (what: 'assignee' | 'group', chosen: Chosen | undefined) => void;
}

/** Finds choices in a list that is here already. */
const listed = (choices: readonly Choice[]): ChoiceSource | undefined =>
  choices.length === 0
    ? undefined
    : (text, cursor) =>
        Promise.resolve(
          choicePage(choices, text, { limit: choices.length, ...(cursor === undefined ? {} : { cursor }) }),
        );

/** The two look-ups of a step: the person and the group that an incident goes to. */
export class StepChoices {
  readonly people: LookUp;
  readonly groups: LookUp;

  constructor(host: LitElement, { terms, store, policy, known = () => [], changed }: StepChoicesOptions) {
    const lookUp = (id: 'assignee' | 'group', operation: 'people' | 'groups'): LookUp =>
      new LookUp(host, {
        id,
        terms,
        source: () => sourceOf(store()?.adapter, operation) ?? listed(known(id)),
        recent: () => known(id).slice(0, 8),
        offline: () => store()?.status.value.connection === 'offline',
        lastUsed: new LastUsed(host, { store, operation: () => operation }),
        changed: (chosen) => changed(id, chosen),
        ...(id === 'group' ? { lineOf: writtenLines(policy) } : {}),
      });
    this.people = lookUp('assignee', 'people');
    this.groups = lookUp('group', 'groups');
  }

  /** Shows what a draft has brought back. */
  follow({ assignee, group }: Readonly<Record<string, unknown>>): void {
    this.people.follow(assignee as Chosen | undefined);
    this.groups.follow(group as Chosen | undefined);
  }

  /** Before a sheet is filled in: what was chosen for another one is forgotten. */
  clear(): void {
    this.people.value = undefined;
    this.groups.value = undefined;
  }
}
