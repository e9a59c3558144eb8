/**
 * Compares what a screen reader is told of an element with a text file beside the tests. `wtr.mjs --rewrite` writes the
 * files anew; whoever does reads them.
 *
 * A file has one part for each scene, under a line `== scene`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { treeText } from './accessibility-tree.mjs';
import { root } from './root.mjs';

const fileOf = (tag) => join(root, 'test', 'accessibility', `${tag}.txt`);
const patience = 8_000;
const calm = 600;
const wait = (time) => new Promise((next) => setTimeout(next, time));

/** @returns {Map<string, string>} trees by scene */
function readScenes(tag) {
  const text = existsSync(fileOf(tag)) ? readFileSync(fileOf(tag), 'utf8') : '';
  return new Map(
    text
      .split(/^== /m)
      .slice(1)
      .map((part) => {
        const [scene, ...lines] = part.trimEnd().split('\n');
        return [scene, lines.join('\n').replace(/^\n/, '')];
      }),
  );
}

const writeScenes = (tag, scenes) =>
  writeFileSync(fileOf(tag), [...scenes].map(([scene, tree]) => `== ${scene}\n\n${tree}\n`).join('\n'));

/** The lines in which two texts differ, with two lines around them. */
export function difference(before, after) {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const common = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  const lines = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(`  ${a[i]}`);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1]))
      lines.push(`- ${a[i++]}`);
    else lines.push(`+ ${b[j++]}`);
  }
  const near = (at) => lines.slice(Math.max(0, at - 2), at + 3).some((line) => !line.startsWith('  '));
  return lines.filter((_, at) => near(at)).join('\n');
}

const naming = new Set(['LABEL', 'LEGEND', 'CAPTION']);

/** Each node, shadow trees included, by the browser's number for it. */
function nodesBelow(node, found = new Map(), isName = false) {
  const { attributes: given = [] } = node;
  const attributes = new Map();
  for (let i = 0; i < given.length; i += 2) attributes.set(given[i], given[i + 1]);
  found.set(node.backendNodeId, { attributes, isName });
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])])
    nodesBelow(child, found, isName || naming.has(node.nodeName));
  return found;
}

async function treeOf(client, mark) {
  const { root: page } = await client.send('DOM.getDocument', { depth: -1, pierce: true });
  const elements = nodesBelow(page);
  const [element] = [...elements].find(([, { attributes }]) => attributes.get('data-tree') === mark) ?? [];
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  return treeText(nodes, elements, ({ backendDOMNodeId }) => backendDOMNodeId === element);
}

/** @param {{ rewrite?: boolean }} options */
export function treePlugin({ rewrite = false } = {}) {
  const clients = new Map();
  const clientOf = async (session) => {
    let client = clients.get(session.id);
    if (!client) {
      client = await session.browser.getPage(session.id).createCDPSession();
      clients.set(session.id, client);
      await client.send('Accessibility.enable');
    }
    return client;
  };

  /** Reads until the tree is the wanted one, or has rested; what is wrong rests as well. */
  async function read(client, mark, wanted) {
    const began = Date.now();
    let [last, since] = ['', began];
    for (;;) {
      const tree = await treeOf(client, mark);
      if (tree === wanted) return tree;
      if (tree !== last) [last, since] = [tree, Date.now()];
      const enough = wanted === undefined ? Date.now() - since > calm : Date.now() - began > patience;
      if (enough) return tree;
      await wait(60);
    }
  }

  return {
    name: 'accessibility-tree',
    async executeCommand({ command, payload, session }) {
      if (command === 'compare-tree') {
        const { tag, scene, mark } = payload;
        const scenes = readScenes(tag);
        const wanted = rewrite ? undefined : (scenes.get(scene) ?? '');
        const tree = await read(await clientOf(session), mark, wanted);
        if (tree === wanted) return { difference: '' };
        if (!rewrite) return { difference: difference(wanted, tree) };
        writeScenes(tag, scenes.set(scene, tree));
        return { difference: '' };
      }
      if (command === 'emulate-features') {
        await (await clientOf(session)).send('Emulation.setEmulatedMedia', { features: payload });
        return true;
      }
      if (command === 'scenes-of-tree') {
        const { tag, names } = payload;
        const scenes = readScenes(tag);
        if (rewrite) writeScenes(tag, new Map(names.map((name) => [name, scenes.get(name) ?? ''])));
        return { scenes: rewrite ? names : [...scenes.keys()] };
      }
      return undefined;
    },
  };
}
