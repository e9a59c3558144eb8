import type { AdapterWarning } from '../../adapters/rest/index.js';

const meanings: Readonly<Record<AdapterWarning['code'], string>> = {
  'dropped-fields': 'The backend did not keep everything it was sent',
  'missing-field': 'The backend lacks something that the profile names',
  'not-read-back': 'Something was created but could not be read afterwards',
  'not-discovered':
    'What is set up at the backend may not be looked up, so everything in the profile is offered',
};

/**
 * Tells the page's developer what an adapter noticed, each kind once. Only names of fields are said: the adapter's own
 * words may quote a backend, and a backend may quote people.
 */
export function warnOnce(): (warning: AdapterWarning) => void {
  const told = new Set<string>();
  return ({ code, fields = [] }) => {
    if (told.has(code)) return;
    told.add(code);
    console.warn(`[incident-elements] ${meanings[code]} (${[code, ...fields].join(', ')}).`);
  };
}
