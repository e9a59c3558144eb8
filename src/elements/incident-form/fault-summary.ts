import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';

import type { LocaleController } from '../../ui/locale.js';
import type { Issue } from '../../core/errors.js';
import type { CommonTerms } from '../../locales/en/common.js';
import type { FormTerms } from '../../locales/en/incident-form.js';
import { labelOf } from './form-fields.js';
import type { FormField } from './form-model.js';
import { keyOf } from './form-model.js';
import { said } from '../../ui/said.js';

/** One line of the summary; with the field it leads to, where there is one. */
interface Fault {
  readonly issue: Issue;
  readonly text: string;
  readonly field: FormField | undefined;
  readonly label: string;
}

/**
 * The field in which a fault of this path can be mended; undefined for one that is not on the screen. A backend names a
 * field of its own with or without the place our record keeps it in.
 */
function fieldOf(path: string, shown: readonly FormField[]): FormField | undefined {
  const keys = [path, `custom.${path}`, keyOf(path.split('.')[0] ?? '')];
  return keys.map((key) => shown.find((field) => field.key === key)).find(Boolean);
}

export interface FaultSummaryOptions {
  readonly locale: () => LocaleController<CommonTerms & FormTerms>;
  /** All fields on the screen, folded ones too. */
  readonly shown: () => readonly FormField[];
  readonly agent: () => boolean;
}

/** Faults in the order of the fields they belong to; those without a field come last, and none comes twice. */
function faultsOf(issues: readonly Issue[], options: FaultSummaryOptions): readonly Fault[] {
  const locale = options.locale();
  const shown = options.shown();
  const { terms } = locale;
  const label = (field: FormField | undefined, path: string): string =>
    field ? labelOf({ terms, agent: options.agent() }, field) : (terms.incidentField[path] ?? path);
  const faults = new Map<string, Fault>();
  for (const issue of issues) {
    const field = fieldOf(issue.path, shown);
    const fault = { issue, field, text: locale.issue(issue), label: label(field, issue.path) };
    const same = `${fault.label}|${fault.text}`;
    if (!faults.has(same)) faults.set(same, fault);
  }
  const place = ({ field }: Fault): number => (field ? shown.indexOf(field) : shown.length);
  return [...faults.values()].sort((a, b) => place(a) - place(b));
}

/** What has to be mended before the report can be sent, or what became of it. */
export class FaultSummary {
  readonly #host: ReactiveControllerHost;
  readonly #options: FaultSummaryOptions;
  #faults: readonly Fault[] = [];
  #lead = '';

  constructor(host: ReactiveControllerHost, options: FaultSummaryOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Takes these in place of what was shown; true where there is anything to read. */
  show(issues: readonly Issue[], lead: string): boolean {
    this.#faults = faultsOf(issues, this.#options);
    this.#lead = lead;
    this.#host.requestUpdate();
    return !this.#empty;
  }

  clear(): void {
    this.#faults = [];
    this.#lead = '';
    this.#host.requestUpdate();
  }

  get #empty(): boolean {
    return this.#faults.length === 0 && this.#lead === '';
  }

  /** The first fault of each field, to be shown beside it. */
  get problems(): ReadonlyMap<string, string> {
    const each = [...this.#faults].reverse();
    return new Map(each.flatMap(({ field, text }) => (field ? [[field.key, text] as const] : [])));
  }

  /** A field that is folded away has to be mended. */
  get folded(): boolean {
    return this.#faults.some(({ field }) => field?.folded);
  }

  /** Everything that has to be mended, each line leading to its field. It takes the focus; its child does the speaking. */
  render(go: (field: FormField) => void): TemplateResult | typeof nothing {
    if (this.#empty) return nothing;
    const { sent: words } = this.#options.locale().terms;
    const faults = this.#faults;
    const link = ({ issue, text, label }: Fault, field: FormField): TemplateResult => {
      const follow = (event: Event): void => {
        event.preventDefault();
        go(field);
      };
      return html`<a href="#${field.id}" @click=${follow}
        >${issue.code === 'matrix' ? text : words.problemAt(label, text)}</a
      >`;
    };
    const line = (fault: Fault): TemplateResult => {
      const { field, label, text } = fault;
      return field
        ? html`<li>${link(fault, field)}</li>`
        : html`<li class="wrap">${label ? words.problemAt(label, text) : text}</li>`;
    };
    return html`<div id="summary" class="state summary" part="summary" tabindex="-1">
      <div role="alert">
        <h3 class="title">${said(words.problems, faults)}</h3>
        ${this.#lead ? html`<p class="wrap">${this.#lead}</p>` : nothing}
        ${
          faults.length > 0
            ? html`<ul>
                ${faults.map(line)}
              </ul>`
            : nothing
        }
      </div>
    </div>`;
  }
}
