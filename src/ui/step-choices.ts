import type { LitElement } from 'lit';

import type { Choice } from '../adapters/adapter.js';
import { choicePage } from '../adapters/choices.js';
import type { Policy } from '../core/policy.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { DescriptionState, IncidentStore, Refreshable } from '../store/types.js';
import type { ChoiceSource } from './choice-list.js';
import { LastUsed } from './last-used.js';
import { keep, LiveController } from './live.js';
import { sourceOf } from './chosen.js';
import { LookUp } from './look-up.js';
import type { Chosen } from './chosen.js';
import { writtenLines } from './support-line.js';

export interface StepChoicesOptions {
  readonly terms: () => CommonTerms;
  readonly store: () => IncidentStore | undefined;
  /** Names the support lines of groups where the directory does not. */
  readonly policy: () => Policy | undefined;
  /** Somebody is being asked, so that what the backend lists is needed. */
  readonly asked: () => boolean;
  /** People who are known without asking anybody. */
  readonly people?: () => readonly Choice[];
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

/** Once the backend has answered, or it is known that it does not. */
const over = (live: Refreshable<DescriptionState>): Promise<void> =>
  new Promise((done) => {
    const stop = live.subscribe(({ state }) => {
      if (state === 'loading') return;
      stop();
      done();
    });
  });

/** The two look-ups of a step: the person and the group that an incident goes to. */
export class StepChoices {
  readonly people: LookUp;
  readonly groups: LookUp;
  readonly #keepDescription = keep((store: IncidentStore) => store.description());

  constructor(host: LitElement, options: StepChoicesOptions) {
    const { terms, store, policy, asked, people = () => [], changed } = options;
    const description = new LiveController(host, () => {
      const desk = asked() ? store() : undefined;
      return desk && this.#keepDescription(desk);
    });
    // Where groups cannot be looked up the backend may list them among what its fields take.
    const groups = (): readonly Choice[] => {
      const { edit = [], create = [] } = description.value?.description ?? {};
      return [...edit, ...create].find(({ name, choices }) => name === 'group' && choices)?.choices ?? [];
    };
    const known = (id: 'assignee' | 'group'): readonly Choice[] => (id === 'group' ? groups() : people());
    const listing = (id: 'assignee' | 'group'): ChoiceSource | undefined => {
      const live = id === 'group' ? description.source : undefined;
      if (live?.value.state !== 'loading') return listed(known(id));
      // What is typed before the list is here is looked for in it all the same.
      return async (...asked) => {
        await over(live);
        return (await listed(groups())?.(...asked)) ?? { items: [] };
      };
    };
    const lookUp = (id: 'assignee' | 'group', operation: 'people' | 'groups'): LookUp =>
      new LookUp(host, {
        id,
        terms,
        source: () => sourceOf(store()?.adapter, operation) ?? listing(id),
        recent: () => known(id).slice(0, 8),
        // What the backend has listed is at hand without a connection.
        offline: () =>
          store()?.adapter[operation] !== undefined && store()?.status.value.connection === 'offline',
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

  /** Before a step is sent: what was typed last may still be looked for. */
  settle(): Promise<unknown> | undefined {
    const waits = [this.people.settle(), this.groups.settle()].filter((wait) => wait !== undefined);
    return waits.length === 0 ? undefined : Promise.all(waits);
  }

  /** Before a sheet is filled in: what was chosen for another one is forgotten. */
  clear(): void {
    this.people.value = undefined;
    this.groups.value = undefined;
  }
}
