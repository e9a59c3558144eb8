import { html } from 'lit';
import type { TemplateResult } from 'lit';

import type { FieldTrait } from '../../adapters/adapter.js';
import { equal } from '../../core/equal.js';
import type { EditableField, Incident, IncidentPatch } from '../../core/incident.js';
import type { PriorityFacts, PriorityOverride } from '../../core/priority/priority.js';
import { explainPriority, parseCell } from '../../core/priority/priority.js';
import type { Instant } from '../../core/time.js';
import type { IncidentPriorityMatrix } from '../incident-priority-matrix/incident-priority-matrix.js';
import type { FactSpeech } from './record-facts.js';

/** What is chosen in the matrix, as it is kept. */
export interface PriorityDraft {
  readonly cell?: string;
  readonly facts?: PriorityFacts;
  readonly override?: PriorityOverride | undefined;
}

/** What the priority's edit needs of its surroundings. */
export interface PriorityScene {
  readonly speech: () => FactSpeech;
  readonly trait: (name: EditableField) => FieldTrait | undefined;
  readonly mayOverride: () => boolean;
  readonly now: () => Instant;
  /** Who edits, for a priority by hand. */
  readonly by: () => string | undefined;
}

/** Impact, urgency and the facts of an incident while they are edited in the matrix, and the priority that follows. */
export class PriorityEditor {
  readonly #scene: PriorityScene;
  readonly #changed: () => void;
  #cell = '';
  #facts: PriorityFacts = {};
  #override: PriorityOverride | undefined;

  /** @param changed Something was chosen. */
  constructor(scene: PriorityScene, changed: () => void) {
    this.#scene = scene;
    this.#changed = changed;
  }

  open({ impact, urgency, assessment, hasWorkaround, priority }: Incident): void {
    this.#cell = impact && urgency ? `${String(impact)}/${String(urgency)}` : '';
    this.#facts = { ...assessment?.inputs.facts, ...(hasWorkaround ? { hasWorkaround } : {}) };
    this.#override = assessment?.priority === priority ? assessment?.override : undefined;
  }

  get draft(): PriorityDraft {
    return { cell: this.#cell, facts: this.#facts, override: this.#override };
  }

  restore({ cell, facts, override }: PriorityDraft): void {
    if (cell === undefined) return;
    this.#cell = cell;
    this.#facts = facts ?? {};
    this.#override = override;
  }

  /** The change; undefined while nothing is changed, unless it `corrects` one that is not sent yet. */
  patch(before: Incident, corrects: boolean): IncidentPatch | undefined {
    const { speech, trait, by, now } = this.#scene;
    const { matrix } = speech().policy;
    const given = this.#override;
    const kept = equal(given, before.assessment?.override);
    const signed = by();
    const override =
      given && !kept ? { ...given, ...(signed === undefined ? {} : { by: signed }), at: now() } : given;
    const assessment = explainPriority(matrix, parseCell(this.#cell, matrix), this.#facts, override);
    if (!assessment) return undefined;
    const { impact, urgency } = assessment.cell;
    const values = {
      impact,
      urgency,
      priority: assessment.priority,
      hasWorkaround: this.#facts.hasWorkaround === true,
    };
    const changed = Object.entries(values).filter(
      ([name, value]) =>
        trait(name as EditableField)?.write === true &&
        value !== (before[name as EditableField] ?? (name === 'hasWorkaround' ? false : undefined)),
    );
    const explained =
      before.assessment !== undefined &&
      kept &&
      equal(before.assessment.inputs.facts, assessment.inputs.facts);
    if (changed.length === 0 && (explained || !before.assessment) && !corrects) return undefined;
    return { ...Object.fromEntries(changed), assessment };
  }

  /** What is wrong with it, in words. */
  get problem(): string | undefined {
    return this.#override?.reason.trim() === '' ? this.#scene.speech().terms.matrix.reasonMissing : undefined;
  }

  render(id: string, label: string, problem: string | undefined): TemplateResult {
    const changed = (event: Event): void => {
      const { value, facts, override } = event.target as IncidentPriorityMatrix;
      this.#cell = value;
      this.#facts = facts;
      this.#override = override;
      this.#changed();
    };
    return html`<incident-priority-matrix
      id=${id}
      exportparts="grid, cell, rules"
      .matrix=${this.#scene.speech().policy.matrix}
      .value=${this.#cell}
      .facts=${this.#facts}
      .override=${this.#override}
      label=${label}
      error-text=${problem ?? ''}
      modifiers
      ?allow-override=${this.#scene.mayOverride()}
      @change=${changed}
    ></incident-priority-matrix>`;
  }
}
