// What a page downloads for each of our elements, static imports only: the desk brings store and engine along.
const use = (...names) => names.map((name) => `import 'incident-elements/define/${name}';`).join(' ');

export default [
  ['incident-form with desk', 'a form', 'ours', use('incident-desk', 'incident-form')],
  ['incident-list with desk', 'b list', 'ours', use('incident-desk', 'incident-list')],
  ['incident-timeline with desk', 'c timeline', 'ours', use('incident-desk', 'incident-timeline')],
  [
    'incident-kpi-card with desk',
    'd kpi',
    'ours',
    `${use('incident-desk', 'incident-kpi-card')} import 'incident-elements/core';`,
  ],
  [
    'incident store and REST adapter',
    's store',
    'ours',
    `export * from 'incident-elements/store'; export * from 'incident-elements/adapters/rest';`,
  ],
  ['incident-elements, everything', 'e everything', 'ours', `import 'incident-elements/define';`],
];
