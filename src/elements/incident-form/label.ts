import type { FormTerms } from '../../locales/en/form.js';
import type { FieldName } from './form-model.js';

/** What a field is called: a plain question to a caller, the field's name to an agent. */
export const labelOf = (
  { terms, agent }: { readonly terms: FormTerms; readonly agent: boolean },
  name: FieldName,
): string =>
  (agent ? undefined : terms.ask[name]) ??
  (name === 'matrix' ? terms.matrix.label : (terms.incidentField[name] ?? name));
