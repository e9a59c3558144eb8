import { html, nothing } from 'lit';
import type { ReactiveController, ReactiveControllerHost, TemplateResult } from 'lit';

import type { Adapter } from '../adapters/adapter.js';
import type { Incident, Person } from '../core/incident.js';
import type { Policy } from '../core/policy.js';
import type { Instant } from '../core/time.js';
import type { Candidate, Suggestion, SuggestionFor } from '../core/workload.js';
import { suggestAssignee } from '../core/workload.js';
import type { WorkloadTerms } from '../locales/en/workload.js';
import type { IncidentStore } from '../store/types.js';
import type { Chosen } from './chosen.js';
import { OpenQueue } from './open-queue.js';
import type { StepChoices } from './step-choices.js';

/** So many people are asked for, page after page. */
const pageSize = 100;
const mostPeople = 500;

interface SuggestionOptions {
  readonly store: () => IncidentStore | undefined;
  readonly policy: () => Policy | undefined;
  readonly now: () => Instant;
  readonly terms: () => WorkloadTerms;
  /** What somebody is looked for; undefined while nobody is asked for one. */
  readonly about: () => SuggestionFor | undefined;
  readonly choose: (person: Person) => void;
}

/** Everybody the backend tells of, as far as it does. */
async function candidatesOf(adapter: Adapter): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  let cursor: string | undefined;
  do {
    const page = await adapter.people?.('', {
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { id, label, away, groups } of page?.items ?? [])
      found.push({
        id,
        name: label,
        ...(away === undefined ? {} : { away }),
        ...(groups === undefined ? {} : { groups }),
      });
    cursor = page && page.items.length > 0 ? page.next : undefined;
  } while (cursor !== undefined && found.length < mostPeople);
  return found;
}

/** Suggests who might take an incident, with the reason, beside the field where somebody is chosen. */
class AssigneeSuggestion implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: SuggestionOptions;
  readonly #queue: OpenQueue;
  #asked: IncidentStore | undefined;
  #candidates: readonly Candidate[] | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: SuggestionOptions) {
    this.#host = host;
    this.#options = options;
    this.#queue = new OpenQueue(host, {
      ...options,
      store: () => (options.about() ? options.store() : undefined),
    });
    host.addController(this);
  }

  hostUpdate(): void {
    const store = this.#options.about() && this.#options.store();
    if (!store) {
      // Who is away may be another one the next time.
      this.#asked = undefined;
    } else if (store !== this.#asked) {
      this.#asked = store;
      void this.#ask(store);
    }
  }

  async #ask(store: IncidentStore): Promise<void> {
    this.#candidates = undefined;
    // Without an answer those who have something to do are all that are known.
    const found = await candidatesOf(store.adapter).catch(() => []);
    if (store !== this.#asked) return;
    this.#candidates = found;
    this.#host.requestUpdate();
  }

  /** Undefined while it is not known yet, null where there is nobody. */
  get value(): Suggestion | null | undefined {
    const about = this.#options.about();
    const counted = this.#queue.value;
    if (!about || !counted || !this.#candidates) return undefined;
    return suggestAssignee(about, counted.workload, this.#candidates) ?? null;
  }

  /** @param chosen Id of who is chosen already. */
  render(chosen: string | undefined): TemplateResult | typeof nothing {
    const found = this.value;
    if (found === undefined) return nothing;
    const words = this.#options.terms().suggestion;
    if (!found) return html`<p class="meta suggestion">${words.none}</p>`;
    const { person, tie, group } = found;
    const why = [
      words.why({ ...found, group: group?.label ?? '' }),
      ...(tie ? [words.tie] : []),
      ...(this.#queue.state?.hasMore ? [words.partial] : []),
    ];
    return html`<p class="suggestion">
      <button
        class="button small"
        type="button"
        aria-describedby="suggestion-why"
        aria-pressed=${chosen === person.id ? 'true' : 'false'}
        @click=${() => this.#options.choose(person)}
      >
        ${words.choose(person.name)}
      </button>
      <span class="meta" id="suggestion-why">${why.join(' ')}</span>
    </p>`;
  }
}

export interface StepSuggestionOptions extends Omit<SuggestionOptions, 'about' | 'choose'> {
  readonly choices: StepChoices;
  /** The one incident that is asked about; undefined for none and for several, which nobody takes all of. */
  readonly incident: () => Incident | undefined;
  /** The step that is asked about. */
  readonly step: () => string | undefined;
  readonly chosen: (person: Chosen) => void;
}

/** Suggests somebody in each step that asks for a person: to assign it, and to hand it over, to the group chosen there. */
export function stepSuggestion(
  host: ReactiveControllerHost & HTMLElement,
  { choices, incident, step, chosen, ...options }: StepSuggestionOptions,
): () => TemplateResult | typeof nothing {
  const { people, groups } = choices;
  const suggestion = new AssigneeSuggestion(host, {
    ...options,
    about: () => {
      const present = incident();
      const asked = step();
      if (!present || (asked !== 'assign' && asked !== 'hand-over')) return undefined;
      const team = asked === 'hand-over' ? groups.value : undefined;
      return { incident: present, group: team && { id: team.id ?? team.label, label: team.label } };
    },
    choose: ({ id, name }) => {
      const person = { id, label: name };
      people.value = person;
      chosen(person);
    },
  });
  return () => suggestion.render(people.value?.id);
}
