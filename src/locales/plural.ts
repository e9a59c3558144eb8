/** Picks the wording for a number by the language's own plural rules; `other` serves where a form is missing. */
export function plural(
  language: string,
): (
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string },
) => string {
  // Made with the first number: the browser takes longer to get its tables out than a form takes to be drawn.
  let made: readonly [Intl.PluralRules, Intl.NumberFormat] | undefined;
  return (count, forms) => {
    const [rules, format] = (made ??= [new Intl.PluralRules(language), new Intl.NumberFormat(language)]);
    return (forms[rules.select(count)] ?? forms.other).replace('#', format.format(count));
  };
}
