import { html, nothing } from 'lit';
import type { LitElement, ReactiveController, TemplateResult } from 'lit';

import type { Improvement } from '../core/improvement.js';
import { kpiDefinitions } from '../core/kpi/definitions.js';
import type { IncidentQuery } from '../core/query.js';
import type { CommonTerms } from '../locales/en/common.js';
import type { ImprovementTerms } from '../locales/en/improvement.js';
import type { KpiTerms } from '../locales/en/incident-kpi-card.js';
import type { IncidentListState, IncidentStore, LivePages } from '../store/types.js';
import { copyText } from './copy-text.js';
import type { DeskController } from './desk.js';
import { emit } from './events.js';
import { figureText } from './figure-words.js';
import { keep, LiveController } from './live.js';
import type { LocaleController } from './locale.js';
import { saveFile } from './save-file.js';
import { Sheet } from './sheet.js';

/** The figure somebody looks at, and what it is about. */
export interface ImprovementLead {
  /** Tells it from the other figures of the element. */
  readonly key: string;
  /** The category, the service or the stretch of time, in words; left out where it is about everything. */
  readonly part?: string | undefined;
  readonly improvement: Improvement;
  /** What leads to its incidents. */
  readonly behind: IncidentQuery;
}

/** So many incidents are named in a proposal. */
const mostNamed = 20;

/**
 * Leads from a figure whose incidents somebody looks at to an improvement. The page is told and may take it over; ticket
 * systems keep incidents and no improvements, so without the page a proposal is prepared as Markdown, to be copied or saved
 * for wherever improvements are kept. Nothing is logged as an incident: that would count in the very figures.
 */
export class ImprovementOffer implements ReactiveController {
  readonly #host: LitElement;
  readonly #locale: LocaleController<CommonTerms & KpiTerms & ImprovementTerms>;
  readonly #sheet: Sheet;
  readonly #records: LiveController<LivePages<IncidentListState>>;
  readonly #open = keep((store: IncidentStore, query: string) =>
    store.incidents(JSON.parse(query) as IncidentQuery, 100),
  );
  /** What the sheet is about. */
  #lead: ImprovementLead | undefined;
  /** The proposal as it was drawn last. */
  #drawn = '';
  /** What became of the last one. */
  #done: { readonly key: string; readonly said: string } | undefined;

  constructor(
    host: LitElement,
    desk: DeskController,
    locale: LocaleController<CommonTerms & KpiTerms & ImprovementTerms>,
  ) {
    this.#host = host;
    this.#locale = locale;
    host.addController(this);
    this.#records = new LiveController(host, () => {
      const { store } = desk;
      return store && this.#lead && this.#sheet.step !== undefined
        ? this.#open(store, JSON.stringify(this.#lead.behind))
        : undefined;
    });
    this.#sheet = new Sheet(host, {
      name: 'improvement',
      terms: () => locale.terms,
      drafts: () => desk.store?.drafts,
      author: () => desk.store?.author,
      kept: () => desk.store?.status.value.storage === 'durable',
      scope: () => 'improvement',
      fallback: () => host.renderRoot.querySelector<HTMLElement>('.improve button'),
    });
  }

  /** A text that grows by the incidents it names is read from its beginning. */
  hostUpdated(): void {
    const field = this.#host.renderRoot.querySelector<HTMLTextAreaElement>('#improvement-text');
    const text = field?.value ?? '';
    if (text === this.#drawn) return;
    this.#drawn = text;
    if (!field || this.#sheet.values['text'] !== undefined) return;
    field.setSelectionRange(0, 0);
    field.scrollTop = 0;
  }

  #raise(lead: ImprovementLead, opener: EventTarget | null): void {
    this.#done = undefined;
    const isOpen = this.#sheet.step === lead.key;
    if (
      !isOpen &&
      !emit(this.#host, 'incident-improvement', { improvement: lead.improvement }, { cancelable: true })
    )
      return;
    this.#lead = lead;
    this.#sheet.open(lead.key, opener instanceof HTMLElement ? opener : undefined);
  }

  #what({ improvement, part }: ImprovementLead): string {
    const { improvement: words, kpiLabel } = this.#locale.terms;
    const label = kpiLabel[improvement.kpi];
    return part === undefined ? label : words.what(label, part);
  }

  /** What somebody has written, or the figure with everything needed to judge it later. */
  #text(lead: ImprovementLead): string {
    const own = this.#sheet.values['text'];
    if (typeof own === 'string') return own;
    const { terms, language } = this.#locale;
    const { improvement: words, incidentCount, kpiLabel, kpiFormula } = terms;
    const { kpi, definition, unit, value, n, from, to, whole, target, incidentIds } = lead.improvement;
    const written = (amount: number): string => figureText(unit, amount, language);
    const day = (at: number): string => this.#locale.dateTime(at, { dateStyle: 'medium' });
    const numbers = (this.#records.value?.items ?? []).map(({ incident }) => incident.number || incident.id);
    // Copied before they have been read, or where they cannot be, it names them all the same.
    const names = (numbers.length > 0 ? numbers : incidentIds).slice(0, mostNamed);
    const rest = incidentIds.length - names.length;
    const named = [...names, ...(rest > 0 ? [words.others(rest)] : [])].join(', ');
    const facts = [
      words.figure(kpiLabel[kpi], written(value), incidentCount(n)),
      from === null || to === null ? undefined : words.period(day(from), day(to - 1)),
      whole ? words.whole(written(whole.value), incidentCount(whole.n)) : undefined,
      target === null ? undefined : words.target(written(target)),
      words.computed(kpiFormula[kpi] ?? kpiDefinitions[kpi].formula, definition),
      names.length === 0 ? undefined : numbers.length > 0 ? words.incidents(named) : words.incidentIds(named),
    ].filter((fact) => fact !== undefined);
    const list = facts.map((fact) => `- ${fact}\n`).join('');
    return `# ${words.heading(this.#what(lead))}\n\n${list}\n${words.action}\n`;
  }

  readonly #save = (): void => {
    const lead = this.#lead;
    if (!lead) return;
    saveFile('improvement.md', 'text/markdown;charset=utf-8', this.#text(lead));
    void this.#end(lead, this.#locale.terms.improvement.saved);
  };

  async #copy(lead: ImprovementLead): Promise<void> {
    // A file needs no permission.
    if (await copyText(this.#text(lead))) await this.#end(lead, this.#locale.terms.improvement.copied);
    else this.#save();
  }

  async #end({ key }: ImprovementLead, said: string): Promise<void> {
    this.#done = { key, said };
    await this.#sheet.send(() => Promise.resolve(true));
    this.#host.requestUpdate();
  }

  #renderSheet(lead: ImprovementLead): TemplateResult | typeof nothing {
    const { improvement: words } = this.#locale.terms;
    return this.#sheet.render({
      heading: words.heading(this.#what(lead)),
      fields: html`<div class="field">
        <label class="label" for="improvement-text">${words.text}</label>
        <textarea
          class="input"
          id="improvement-text"
          rows="9"
          dir="auto"
          .value=${this.#text(lead)}
          @input=${(event: Event) => this.#sheet.set('text', (event.target as HTMLTextAreaElement).value)}
        ></textarea>
        <p class="row">
          <button class="button small plain" type="button" @click=${this.#save}>${words.save}</button>
        </p>
      </div>`,
      outcome: words.outcome,
      submit: words.copy,
      submitted: () => void this.#copy(lead),
    });
  }

  /** @param lead What somebody looks at; undefined where that is nothing to improve anything by. */
  render(lead: ImprovementLead | undefined): TemplateResult | typeof nothing {
    if (!lead) return nothing;
    const { improvement: words } = this.#locale.terms;
    const isOpen = this.#sheet.step === lead.key;
    const { key, said } = this.#done ?? {};
    return html`<div class="improve" part="improve">
      <button
        class="button small"
        type="button"
        aria-label=${`${words.raise}: ${this.#what(lead)}`}
        aria-expanded=${isOpen ? 'true' : 'false'}
        @click=${({ currentTarget }: Event) => this.#raise(lead, currentTarget)}
      >
        ${words.raise}
      </button>
      <span class="meta" role="status">${key === lead.key && !isOpen ? said : nothing}</span>
      ${isOpen ? this.#renderSheet(lead) : nothing}
    </div>`;
  }
}
