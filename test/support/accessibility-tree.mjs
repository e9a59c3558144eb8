/**
 * The browser's accessibility tree as lines a person can read: role, name, value, states and description, as a screen
 * reader is told. What only lays out is left out, and so are ids, places and sizes: they say nothing and differ by machine.
 */

/** Text as it is heard: no marks of direction, and one kind of blank. */
const heard = (text) =>
  String(text ?? '')
    .replaceAll(/[\u200e\u200f\u2066-\u2069]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

const quoted = (text) => `"${heard(text).replaceAll('"', '\\"')}"`;

/** What is not in itself something: its children stand in its place. */
const quiet = new Set([
  ...['none', 'generic', 'InlineTextBox', 'LineBreak', 'RootWebArea', 'Abbr', 'time', 'strong', 'emphasis'],
  ...['sectionheader', 'sectionfooter', 'code', 'LabelText', 'Legend', 'caption', 'Figcaption'],
]);
/** Their name is what stands in them, which is not said again. */
const fromContents = new Set([
  ...['button', 'link', 'heading', 'option', 'menuitem', 'radio', 'checkbox', 'DisclosureTriangle'],
  ...['cell', 'gridcell', 'row', 'rowheader', 'columnheader'],
]);
const unsaid = new Set(['MenuListPopup', 'ListMarker']);
/** The browser's own parts of a control differ from one version to the next. */
const whole = new Set(['DateTime', 'Date', 'InputTime']);

/** States that are said where they hold. */
const flags = ['disabled', 'required', 'readonly', 'multiselectable', 'modal', 'busy', 'focused'];
/** States that are said with what they are, also where that is "false". */
const choices = ['checked', 'pressed', 'selected', 'expanded'];
const values = [
  'level',
  'valuetext',
  'orientation',
  'hasPopup',
  'autocomplete',
  'roledescription',
  'keyshortcuts',
];
/** What Chromium keeps out of its tree of this protocol and hands to the screen reader all the same. */
const attributes = [
  'aria-current',
  'aria-sort',
  'aria-rowcount',
  'aria-rowindex',
  'aria-setsize',
  'aria-posinset',
];

/** What Chromium adds by itself. */
const isUsual = (role, name, value) =>
  (name === 'level' && role === 'listitem' && value === 1) ||
  (name === 'hasPopup' && value === 'menu' && role === 'combobox');

function statesOf(node, { attributes: own }, nameOf) {
  const properties = new Map((node.properties ?? []).map(({ name, value }) => [name, value]));
  const said = [];
  const value = (name) => properties.get(name)?.value;
  for (const name of values)
    if (![undefined, '', 'false'].includes(value(name)) && !isUsual(node.role.value, name, value(name)))
      said.push(`${name}=${heard(value(name))}`);
  // The protocol is silent about a menu that has to be answered; screen readers are not.
  const isFlag = (name) => value(name) === true || value(name) === 1 || own.get(`aria-${name}`) === 'true';
  for (const name of flags) if (isFlag(name)) said.push(name);
  for (const name of choices)
    if (value(name) !== undefined && !(node.role.value === 'option' && value(name) === false))
      said.push(`${name}=${String(value(name))}`);
  if (![undefined, 'false'].includes(value('invalid'))) said.push(`invalid=${value('invalid')}`);
  if (value('live') && !['status', 'alert', 'log', 'timer'].includes(node.role.value))
    said.push(`live=${value('live')}`);
  const active = properties.get('activedescendant')?.relatedNodes?.[0];
  if (active) said.push(`active=${quoted(nameOf(active.backendDOMNodeId))}`);
  for (const name of attributes) if (own.has(name)) said.push(`${name.slice(5)}=${own.get(name)}`);
  return said;
}

/**
 * @param {object[]} nodes of `Accessibility.getFullAXTree`
 * @param {Map<number, { attributes: Map<string, string>, isName: boolean }>} elements by the number of the node in the browser; `isName` where its words name something else
 * @param {(node: object) => boolean} isRoot where to begin
 * @returns {string} one line for each thing, indented by what it stands in
 */
export function treeText(nodes, elements, isRoot) {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  const none = { attributes: new Map(), isName: false };
  const elementOf = ({ backendDOMNodeId }) => elements.get(backendDOMNodeId) ?? none;

  const nameOf = (id) => nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === id)?.name?.value;

  /** `around` is what the nearest named thing has said; undefined where another says it. */
  function walk(node, depth, around) {
    const children = (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean);
    const deeper = (to, more = around) => children.forEach((child) => walk(child, to, more));
    const role = node.role?.value ?? '';
    if (unsaid.has(role)) return deeper(depth, undefined);
    if (node.ignored) return deeper(depth);
    const name = heard(node.name?.value);
    if (role === 'StaticText') {
      const isSaid = around === undefined || around.includes(name) || elementOf(node).isName;
      if (name !== '' && !isSaid) text(depth, name);
      return undefined;
    }
    const states = statesOf(node, elementOf(node), nameOf);
    const isQuiet =
      quiet.has(role) &&
      (role !== 'generic' || (name === '' && !states.some((one) => /^(live|busy|focused)/.test(one))));
    if (isQuiet) return deeper(depth);
    const value = heard(node.value?.value);
    const description = heard(node.description?.value);
    const level = states.find((one) => one.startsWith('level='));
    lines.push(
      [
        '  '.repeat(depth) + role + (level && role === 'heading' ? ` ${level.slice(6)}` : ''),
        ...(name === '' ? [] : [quoted(name)]),
        ...(value === '' || value === name ? [] : [`value=${quoted(value)}`]),
        ...states.filter((one) => role !== 'heading' || one !== level),
        ...(description === '' ? [] : [`description=${quoted(description)}`]),
      ].join(' '),
    );
    if (whole.has(role)) return undefined;
    const said = fromContents.has(role) ? `${name}\n${description}` : value;
    return deeper(depth + 1, around === undefined && name === '' ? undefined : said);
  }

  /** Pieces of one sentence stand in one line. */
  function text(depth, words) {
    const start = `${'  '.repeat(depth)}text `;
    const last = lines.at(-1) ?? '';
    if (last.startsWith(start)) lines[lines.length - 1] = `${last} ${words}`;
    else lines.push(start + words);
  }

  const root = nodes.find(isRoot);
  if (!root) throw new Error('The element is not in the accessibility tree.');
  walk(root, 0, '');
  return lines.join('\n');
}
