import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';

import { itIn } from './engine.js';

/** Brings an element into a scene and gives what is looked at. */
export type Scene = () => Promise<Element>;

let serial = 0;

/** Compares what a screen reader is told of an element with the stored text. */
async function compare(tag: string, scene: string, element: Element): Promise<void> {
  const mark = `tree-${String(++serial)}`;
  element.setAttribute('data-tree', mark);
  const { difference } = await executeServerCommand<{ difference: string }, object>('compare-tree', {
    tag,
    scene,
    mark,
  });
  if (difference !== '')
    throw new Error(
      `A screen reader is told something else of <${tag}>, ${scene}. ` +
        `If it is right, run this file with --rewrite.\n${difference}`,
    );
}

/**
 * One test for each scene of an element: what a screen reader is told there is in `<tag>.txt` beside the tests, and
 * nothing else is in that file.
 */
export function treesOf(tag: string, scenes: Readonly<Record<string, Scene>>): void {
  describe(`<${tag}>, as a screen reader is told`, () => {
    for (const [scene, show] of Object.entries(scenes))
      itIn(['chromium'], scene, async () => compare(tag, scene, await show()));

    itIn(['chromium'], 'has no stored tree that no scene shows', async () => {
      const names = Object.keys(scenes);
      const stored = await executeServerCommand<{ scenes: string[] }, object>('scenes-of-tree', {
        tag,
        names,
      });
      expect(stored.scenes).to.deep.equal(names);
    });
  });
}
