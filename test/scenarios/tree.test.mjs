/** What a screen reader is told: the browser's own accessibility tree of the form and of a figure, in words. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openPage, startBrowser, startPortal } from './support/portal.mjs';

/** The tree as lines `role "name" state …`, without what is there for layout only. */
function lines(node, found = []) {
  const states = ['required', 'invalid', 'selected', 'checked', 'expanded', 'description'].flatMap((state) =>
    node[state] === undefined || node[state] === false || node[state] === 'false'
      ? []
      : [`${state}=${node[state]}`],
  );
  const quiet = ['StaticText', 'InlineTextBox', 'LineBreak', 'none', 'generic'];
  if (!quiet.includes(node.role)) found.push([`${node.role} "${node.name ?? ''}"`, ...states].join(' '));
  for (const child of node.children ?? []) lines(child, found);
  return found;
}

describe('what a screen reader is told', () => {
  let [server, browser, tab] = [];
  const tree = async (tag) => {
    const root = await tab.page.$(tag);
    return lines(await tab.page.accessibility.snapshot({ root, interestingOnly: false }));
  };
  const has = (found, wanted) =>
    assert.ok(
      found.some((line) => wanted.test(line)),
      `nothing like ${wanted} in\n${found.join('\n')}`,
    );

  before(async () => {
    server = await startPortal();
    browser = await startBrowser();
    tab = await openPage(browser, `${server.origin}/`);
    await tab.see('Report a problem');
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  it('names every question of the form, with its help and whether it has to be answered', async () => {
    const found = await tree('incident-form');
    has(found, /^heading "Report a problem"/);
    has(found, /^textbox "What is wrong\?" required=true description=In one sentence/);
    has(found, /^textbox "Tell us more/);
    has(found, /^radio "It does not work at all"/);
    has(found, /^button "Send"/);
  });

  it('reads the matrix as a grid with heads, and each cell with both levels and the priority', async () => {
    const found = await tree('incident-form');
    has(found, /^grid "/);
    has(found, /^columnheader "High"/);
    has(found, /^rowheader "Medium"/);
    has(found, /^gridcell ".*High.*Medium: P2/);
    assert.equal(found.filter((line) => /^gridcell .*: P[1-5]/.test(line)).length, 9);
  });

  it('marks what is wrong at the field and in a summary that has the focus', async () => {
    await tab.page.evaluate(() => document.querySelector('incident-form').submit());
    await tab.see('Fill this in');
    const found = await tree('incident-form');
    has(found, /^textbox "What is wrong\?" required=true invalid=true/);
    has(found, /^alert /);
    has(found, /^link "/);
  });
});
