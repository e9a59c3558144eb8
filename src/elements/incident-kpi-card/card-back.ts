import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { KpiDefinition, KpiVariant } from '../../core/kpi/definitions.js';
import { choicesOffered, figureIssues } from '../../core/kpi/needs.js';
import type { KpiTrait } from '../../core/kpi/needs.js';
import type { KpiResult } from '../../core/kpi/request.js';
import type { KpiTerms } from '../../locales/en/incident-kpi-card.js';
import { icon } from '../../ui/icons.js';
import { choiceKeys } from '../../ui/figure-request.js';
import { figureText } from '../../ui/figure-words.js';

/** What the back of a card needs. */
export interface CardBack {
  readonly definition: KpiDefinition;
  readonly variant: KpiVariant;
  readonly result: KpiResult | undefined;
  readonly terms: KpiTerms;
  readonly language: string;
  /** What is known of the incidents; undefined until they have been read. */
  readonly traits: ReadonlySet<KpiTrait> | undefined;
  readonly date: (at: number) => string;
  readonly number: (value: number) => string;
  readonly choose: (variant: KpiVariant) => void;
}

/** Why the choice to take time on hold off is missing; nothing where it is offered, or is none of the figure's. */
function renderWithoutPauses({
  definition,
  variant,
  traits,
  terms,
}: CardBack): TemplateResult | typeof nothing {
  if (!traits || definition.variants.minusPauses === undefined) return nothing;
  const issues = figureIssues(definition.id, { ...variant, minusPauses: true }, traits).filter(
    ({ code }) => code === 'pausedMs' || code === 'pausedOpenMs',
  );
  return html`${issues.map(
    ({ code }) =>
      html`<p class="caution">${icon('info')}<span>${terms.kpiUnknown[code as KpiTrait]}</span></p>`,
  )}`;
}

const read = (value: string): string | boolean =>
  value === 'true' ? true : value === 'false' ? false : value;

function renderChoice(back: CardBack, key: (typeof choiceKeys)[number]): TemplateResult | typeof nothing {
  const { definition, variant, traits, terms, choose } = back;
  const current = String(variant[key] ?? definition.defaults[key]);
  const offered: readonly unknown[] | undefined =
    traits && choicesOffered(definition.id, variant, traits)[key];
  // What is chosen stays to be seen, and to be left, also where it cannot be computed.
  const options = (definition.variants[key] ?? []).filter(
    (one) => !offered || offered.includes(one) || String(one) === current,
  );
  if (options.length < 2) return nothing;
  const words = terms.kpiChoice;
  return html`<label class="choice"
    ><span>${words[key]}</span>
    <select
      @change=${(event: Event) => choose({ ...variant, [key]: read((event.target as HTMLSelectElement).value) })}
    >
      ${options.map(
        (one) =>
          html`<option value=${String(one)} ?selected=${String(one) === current}>
            ${words[`${key}:${String(one)}`] ?? words[String(one)] ?? String(one)}
          </option>`,
      )}
    </select></label
  >`;
}

function renderValues({
  result,
  definition,
  terms,
  language,
  date,
  number,
}: CardBack): TemplateResult | typeof nothing {
  if (!result?.bucket || result.series.length === 0) return nothing;
  const words = terms.kpiBack;
  return html`<details>
    <summary>${words.values(terms.kpiBucket[result.bucket])}</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.date}</th>
          <th scope="col" class="amount">${words.value}</th>
          <th scope="col" class="amount">${words.incidents}</th>
        </tr>
      </thead>
      <tbody>
        ${result.series.map(
          ({ from, value, n }) =>
            html`<tr>
              <th scope="row">${date(from)}</th>
              <td class="amount number">
                ${value === null ? '–' : figureText(definition.unit, value, language)}
              </td>
              <td class="amount number">${number(n)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

/** How the figure is computed, by whose definition, what may be chosen, and every value of the line. */
export function renderBack(back: CardBack): TemplateResult {
  const { definition, result, terms, date } = back;
  const { kpiBack: words, kpiFormula } = terms;
  const { formula, source } = definition;
  const own = kpiFormula[definition.id];
  const { period, timeZone } = result ?? {};
  return html`<dl>
      <dt>${words.formula}</dt>
      <dd><bdi lang=${own === undefined ? 'en' : nothing}>${own ?? formula}</bdi></dd>
      <dt>${words.source}</dt>
      <dd><bdi lang="en">${source}</bdi></dd>
      ${
        result && result.median !== null
          ? html`<dt>${words.reading}</dt>
              ${(['mean', 'median', 'p90'] as const).map((one) => html`<dd>${words[one]}</dd>`)}`
          : nothing
      }
      ${
        period && timeZone
          ? html`<dt>${words.period}</dt>
              <dd>${words.days(date(period.from), date(period.to - 1), timeZone)}</dd>`
          : nothing
      }
    </dl>
    ${choiceKeys.map((key) => renderChoice(back, key))} ${renderWithoutPauses(back)} ${renderValues(back)}
    ${result ? html`<p class="meta wrap"><bdi>${result.definitionId}</bdi></p>` : nothing}`;
}
