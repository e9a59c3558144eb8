/** Picks the wording for a number by the language's own plural rules; `other` serves where a form is missing. */
export function plural(
  language: string,
): (
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string },
) => string {
  const rules = new Intl.PluralRules(language);
  const format = new Intl.NumberFormat(language);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', format.format(count));
}
