import type { CommonTerms } from '../locales/en/common.js';
import type { FilesTerms } from '../locales/en/files.js';
import type { LocaleController } from './locale.js';

const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** How large a file is in the element's language; said to be unknown where nobody tells. */
export function fileSize(
  locale: LocaleController<CommonTerms & FilesTerms>,
  bytes: number | undefined,
): string {
  if (bytes === undefined || !Number.isFinite(bytes) || bytes < 0) return locale.terms.files.sizeUnknown;
  const step = Math.min(steps.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return locale.number(value, {
    style: 'unit',
    unit: steps[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step > 0 && value < 10 ? 1 : 0,
  });
}
