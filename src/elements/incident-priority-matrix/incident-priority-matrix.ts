import { html, LitElement, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';

import { orElse, orNothing } from '../../ui/attributes.js';
import { FormControl } from '../../ui/form-control.js';
import type { ControlProblem } from '../../ui/form-control.js';
import { LiveController } from '../../ui/live.js';
import type { GridPosition } from '../../ui/roving-focus.js';
import { toIncidentError } from '../../core/errors.js';
import type { IncidentError } from '../../core/errors.js';
import { matrixOf } from '../../core/priority/matrices.js';
import type {
  MatrixCell,
  MatrixDefinition,
  PriorityExplanation,
  PriorityFact,
  PriorityFacts,
  PriorityMatrix,
  PriorityOverride,
} from '../../core/priority/priority.js';
import { explainPriority, parseCell } from '../../core/priority/priority.js';
import { standardMatrix } from '../../core/priority/standard-matrix.js';
import { emit } from '../../ui/events.js';
import { common } from '../../locales/en/common.js';
import { matrix as english } from '../../locales/en/incident-priority-matrix.js';
import type { IncidentListState, LivePages } from '../../store/types.js';
import { base } from '../../ui/styles/base.styles.js';
import { controls } from '../../ui/styles/control.styles.js';
import { priorityStyles } from '../../ui/styles/priority.styles.js';
import { icon } from '../../ui/icons.js';
import { IncidentElement } from '../../ui/incident-element.js';
import { matrixInWords } from '../../ui/matrix-words.js';
import { openIncidents } from '../../ui/open-incidents.js';
import { renderFacts, renderOverride } from './adjustments.js';
import { CellChoice } from './cell-choice.js';
import { renderLevels, renderResult, renderRules } from './explanation.js';
import type { MatrixNames } from './grid.js';
import { HeatMap } from './heat-map.js';
import { heatMapStyles } from './heat-map.styles.js';
import { matrixStyles } from './incident-priority-matrix.styles.js';

const terms = { ...common, ...english };
const noFacts: PriorityFacts = Object.freeze({});

/**
 * Impact across urgency in any number of levels: choose a cell, see the priority and why. A form control with the value
 * `impact/urgency`, counted from the highest. With `mode="heat"` it shows how many incidents are open in each cell.
 *
 * @summary Choose impact and urgency and see the priority.
 * @tagname incident-priority-matrix
 * @slot label - Replaces the label above the table.
 * @slot error - Replaces the message for a matrix that cannot be used.
 * @slot loading - Shown while the desk is connecting.
 * @slot empty - Heat map: shown when nothing is open.
 * @fires {CustomEvent<IncidentPriorityChangeDetail>} incident-priority-change - Somebody chose a cell, a fact or a priority by hand.
 * @fires {CustomEvent<IncidentNarrowedDetail>} incident-narrowed - Heat map: somebody pressed a cell. Its incidents are shown in the lists of the desk unless the event is prevented.
 * @fires {InputEvent} input - As a native control, with the same change.
 * @fires {Event} change - As a native control, with the same change.
 * @csspart grid - The table.
 * @csspart cell - Each cell.
 * @csspart explanation - The priority and its reason.
 * @csspart rules - What changed the cell's priority, line by line.
 * @cssstate loading - The desk is connecting.
 * @cssstate ready - The matrix can be used.
 * @cssstate empty - Heat map: nothing is open.
 * @cssstate error - The matrix cannot be used.
 * @since 0.1.0
 */
export class IncidentPriorityMatrix extends IncidentElement<typeof terms> {
  static override styles: CSSResultGroup = [base, controls, priorityStyles, matrixStyles, heatMapStyles];
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static readonly formAssociated = true;

  /** Name under which a form sends the value. */
  @property({ reflect: true, converter: orElse('') }) name = '';
  /** A cell has to be chosen. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** Cannot be used and is not sent. */
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Can be read and is sent, but not changed. */
  @property({ type: Boolean, reflect: true }) readonly = false;
  /** `heat` shows the open incidents per cell instead of a choice. */
  @property({ converter: orElse('choose') }) mode: 'choose' | 'heat' = 'choose';
  /** A shipped matrix by name, such as `seed-4x4`; the desk's matrix otherwise. */
  @property({ converter: orNothing }) preset: string | undefined;
  /** Heat map: id of the list a pressed cell narrows, where a desk has several; all of them otherwise. */
  @property({ converter: orElse('') }) for = '';
  /** What is asked; the table's name. */
  @property({ converter: orElse('') }) label = '';
  /** Name of the impact scale, where the page asks in its own words. */
  @property({ attribute: 'impact-label', converter: orElse('') }) impactLabel = '';
  /** Name of the urgency scale. */
  @property({ attribute: 'urgency-label', converter: orElse('') }) urgencyLabel = '';
  /** Offers the facts the matrix has rules for, such as "a VIP is affected". */
  @property({ type: Boolean }) modifiers = false;
  /** Lets the priority be set by hand, with a reason. */
  @property({ type: Boolean, attribute: 'allow-override' }) allowOverride = false;
  /** A message shown with the control, such as a form's check of it. */
  @property({ attribute: 'error-text', converter: orElse('') }) errorText = '';
  /** The value the page was written with; a reset goes back to it. */
  @property({ attribute: 'value', converter: orElse('') }) defaultValue = '';
  /** One's own matrix, as written down or compiled. */
  @property({ attribute: false }) matrix: PriorityMatrix | MatrixDefinition | undefined;
  /** Facts besides the cell. */
  @property({ attribute: false }) facts: PriorityFacts = noFacts;
  /** A priority set by hand. Without a reason it does not count. */
  @property({ attribute: false }) override: PriorityOverride | undefined;
  /** Heat map: numbers to show instead of the desk's open incidents, `counts[impact - 1][urgency - 1]`. */
  @property({ attribute: false }) counts: readonly (readonly number[])[] | undefined;

  /** `impact/urgency`, empty while nothing is chosen. */
  @property({ attribute: false })
  get value(): string {
    return this.#value ?? this.defaultValue;
  }
  set value(value: string) {
    this.#value = value;
  }

  @state() private touched = false;
  #value: string | undefined;
  /** The page's own matrix as it was last asked for, or why it cannot be used. */
  #own: { from: MatrixDefinition | string; matrix?: PriorityMatrix; error?: IncidentError } | undefined;

  readonly #control = new FormControl(this, this.internals, {
    value: () => (this.#cell ? this.value : null),
    problem: () => this.#problem(),
    reset: () => {
      this.#value = undefined;
      this.facts = noFacts;
      this.override = undefined;
      this.touched = false;
      this.requestUpdate();
    },
    restore: (value) => {
      this.value = value;
    },
  });
  readonly #choice = new CellChoice(this, {
    matrix: () => this.compiled,
    chosen: () => this.#position,
    disabled: () => this.#control.disabled,
    rightToLeft: () => this.locale.rightToLeft,
    choose: ({ row, column }) => {
      const value = `${String(row + 1)}/${String(column + 1)}`;
      if (this.readonly || value === this.value) return;
      this.value = value;
      this.#changed();
    },
  });
  readonly #heat = new HeatMap(this, this.deskController, {
    matrix: () => this.compiled,
    rightToLeft: () => this.locale.rightToLeft,
  });
  readonly #open = new LiveController<LivePages<IncidentListState>>(this, () => {
    const { store } = this.deskController;
    return this.mode === 'heat' && !this.counts && store ? openIncidents(store) : undefined;
  });

  /** The matrix in use, highest level first; undefined for one that cannot be used. */
  get compiled(): PriorityMatrix | undefined {
    const from = this.matrix ?? this.preset;
    if (!from) return this.deskController.policy?.matrix ?? standardMatrix;
    if (typeof from === 'object' && 'ranks' in from) return from;
    if (this.#own?.from === from) return this.#own.matrix;
    this.#own = { from };
    try {
      this.#own.matrix = matrixOf(from);
    } catch (error) {
      this.#own.error = toIncidentError(error);
    }
    return this.#own.matrix;
  }

  /** The priority with its reason; undefined while nothing is chosen. */
  get explanation(): PriorityExplanation | undefined {
    const { compiled } = this;
    return compiled && explainPriority(compiled, this.#cell, this.facts, this.override);
  }

  get form(): HTMLFormElement | null {
    return this.internals.form;
  }
  get validity(): ValidityState {
    this.#control.sync();
    return this.internals.validity;
  }
  get validationMessage(): string {
    return this.internals.validationMessage;
  }
  checkValidity(): boolean {
    this.#control.sync();
    return this.internals.checkValidity();
  }
  reportValidity(): boolean {
    this.#control.sync();
    return this.internals.reportValidity();
  }

  formDisabledCallback(disabled: boolean): void {
    this.#control.setDisabled(disabled);
  }
  formResetCallback(): void {
    this.#control.reset();
  }
  formStateRestoreCallback(state: string | File | FormData | null): void {
    this.#control.restore(state);
  }

  constructor() {
    super(terms);
    // A form that refuses to send wants the control to say what is missing.
    this.addEventListener('invalid', () => {
      this.touched = true;
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value') || changed.has('defaultValue')) this.#choice.home();
  }

  get #cell(): MatrixCell | undefined {
    const { compiled } = this;
    return compiled && parseCell(this.value, compiled);
  }

  get #position(): GridPosition | undefined {
    const cell = this.#cell;
    return cell && { row: cell.impact - 1, column: cell.urgency - 1 };
  }

  /** To the chosen cell: the browser would go to the first one. */
  override focus(options?: FocusOptions): void {
    const stop = (this.mode === 'heat' ? this.#heat : this.#choice).tabStop;
    if (stop) stop.focus(options);
    else super.focus(options);
  }

  get #reasonMissing(): boolean {
    return this.override?.reason.trim() === '';
  }

  #problem(): ControlProblem | undefined {
    const words = this.locale.terms.matrix;
    if (this.#reasonMissing)
      return {
        flags: { customError: true },
        message: words.reasonMissing,
        anchor: this.renderRoot.querySelector<HTMLElement>('#reason'),
      };
    if (this.required && this.mode !== 'heat' && !this.#cell)
      return {
        flags: { valueMissing: true },
        message: words.missing,
        anchor: this.#choice.tabStop,
      };
    return undefined;
  }

  #changed(): void {
    this.#control.sync();
    const { explanation } = this;
    this.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    this.dispatchEvent(new Event('change', { bubbles: true }));
    emit(this, 'incident-priority-change', {
      impact: explanation?.cell.impact ?? null,
      urgency: explanation?.cell.urgency ?? null,
      priority: explanation?.priority ?? null,
    });
  }

  readonly #setFact = (fact: PriorityFact, value: boolean): void => {
    this.facts = { ...this.facts, [fact]: value };
    this.#changed();
  };

  readonly #setOverride = (priority: number | undefined, reason: string): void => {
    this.override = priority === undefined ? undefined : { priority, reason };
    this.#changed();
  };

  /** What changed the priority, facts to tick and a priority by hand, where the page asks for them. */
  #renderAdjustments(matrix: PriorityMatrix, fixed: boolean): readonly unknown[] {
    const { adjust, matrix: words } = this.locale.terms;
    const remove = (what: PriorityFact | 'override'): void =>
      what === 'override' ? this.#setOverride(undefined, '') : this.#setFact(what, false);
    return [
      renderRules(this.explanation, matrix, adjust, fixed ? undefined : remove),
      this.modifiers && matrix.modifiers.length > 0
        ? renderFacts(matrix, this.facts, adjust, fixed, this.#setFact)
        : nothing,
      this.allowOverride
        ? renderOverride(matrix, adjust, {
            override: this.override,
            problem: this.#reasonMissing ? words.reasonMissing : undefined,
            disabled: fixed,
            set: this.#setOverride,
          })
        : nothing,
    ];
  }

  #renderHeat(matrix: PriorityMatrix, names: MatrixNames): TemplateResult {
    const words = this.locale.terms.matrix;
    const loading = (): TemplateResult => {
      this.showState('loading');
      return html`<slot name="loading">${this.renderSkeleton(matrix.impact.length + 1)}</slot>`;
    };
    const map = (from: IncidentListState | readonly (readonly number[])[]): TemplateResult =>
      this.#heat.render(matrix, names, from, this.locale);
    if (this.counts) {
      this.showState('ready');
      return map(this.counts);
    }
    const missing = this.renderDeskState();
    if (missing) return missing;
    const live = this.#open.source;
    const list = this.#open.value;
    if (!live || !list) return loading();
    return this.renderLoaded(list, {
      loading,
      empty: () =>
        html`<slot name="empty"
          ><div class="state"><strong>${words.none}</strong></div></slot
        >`,
      ready: () => map(list),
      retry: () => void live.refresh(),
    });
  }

  protected override render(): TemplateResult {
    const { compiled } = this;
    if (!this.matrix && !this.preset && this.deskController.state?.phase === 'starting')
      return this.renderDeskState() ?? html``;
    if (!compiled) {
      this.showState('error');
      return this.renderError(this.#own?.error);
    }
    const { terms: words } = this.locale;
    const matrix = matrixInWords(compiled, words.level);
    const names = {
      label: this.label || words.matrix.label,
      impactName: this.impactLabel || words.matrix.impact,
      urgencyName: this.urgencyLabel || words.matrix.urgency,
    };
    const label = html`<p class="label"><slot name="label">${names.label}</slot></p>`;
    // Whatever there is to count, or not yet, it stands under its name.
    if (this.mode === 'heat') return html`${label} ${this.#renderHeat(matrix, names)}`;
    this.showState('ready');
    const { explanation } = this;
    const fixed = this.#control.disabled || this.readonly;
    const problem = this.errorText || (this.touched ? (this.#problem()?.message ?? '') : '');
    return html`${label}
      ${this.#choice.render({
        matrix,
        ...names,
        readonly: this.readonly,
        invalid: problem !== '',
        cellName: words.matrix.cell,
      })}
      <p id="problem" class="error" ?hidden=${problem === ''}>
        ${problem ? html`${icon('warning')} ${problem}` : nothing}
      </p>
      ${renderResult(explanation, matrix, words.matrix)}
      ${renderLevels(matrix, this.#choice.lit, names, words.matrix.hint)}
      ${this.#renderAdjustments(matrix, fixed)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'incident-priority-matrix': IncidentPriorityMatrix;
  }
}
