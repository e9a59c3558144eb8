import { nothing } from 'lit';
import type { TemplateResult } from 'lit';

import type { KpiFigure } from '../../core/kpi-figures.js';
import type { KpiBucket, KpiResult } from '../../core/kpi-request.js';
import { kpiParts } from '../../locales/en/kpi-parts.js';
import { termsFor } from '../../locales/registry.js';
import { figureText } from './figure-words.js';
import { sparkline } from './sparkline.js';

/** The line of values with what it shows in words; nothing where no value is known. */
export function renderLine(line: {
  readonly definition: KpiFigure;
  readonly result: KpiResult;
  readonly target: number | undefined;
  readonly language: string;
  readonly date: (at: number) => string;
}): TemplateResult | typeof nothing {
  const { definition, result, target, language, date } = line;
  const known = result.series.filter(
    (bucket): bucket is KpiBucket & { readonly value: number } => bucket.value !== null,
  );
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return nothing;
  const low = known.reduce((a, b) => (b.value < a.value ? b : a), first);
  const high = known.reduce((a, b) => (b.value > a.value ? b : a), first);
  const text = (value: number): string => figureText(definition.unit, value, language);
  return sparkline(result.series, {
    label: termsFor(kpiParts, language).kpiFigure.line(
      text(low.value),
      date(low.from),
      text(high.value),
      date(high.from),
      text(last.value),
    ),
    share: definition.unit === 'ratio',
    target,
  });
}
