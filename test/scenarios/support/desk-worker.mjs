/** What somebody at the service desk does with the workbench, with the keyboard alone. */

/** @param tab what `openPage` returns */
export function workerAt(tab) {
  const { page, focused, tabTo, press, type, see } = tab;

  /** Presses a button that is reached with Tab. */
  async function push(name, options) {
    await tabTo('button', name, options);
    await press('Enter');
  }

  /** Fills in a text that is reached with Tab; what stood there goes. */
  async function fill(name, words) {
    await tabTo('textbox', name);
    await page.keyboard.down('Control');
    await press('a');
    await page.keyboard.up('Control');
    await type(words);
  }

  /** Chooses from a list that is reached with Tab, by the first letters of what is wanted. */
  async function choose(name, option) {
    await tabTo('combobox', name);
    await type(option);
  }

  /** Looks somebody or something up and takes the first that fits. */
  async function lookUp(name, words) {
    await tabTo('combobox', name);
    await type(words);
    await page.waitForFunction(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getRootNode().querySelector(`#${at.getAttribute('aria-controls')} [role="option"]`);
    });
    await press('ArrowDown', 'Enter');
  }

  /** Into the queue: the line with the tab stop has the focus. */
  const toQueue = () => tabTo('row', /./);

  /** Moves with `j` to the line with this number or title. */
  async function toLine(what) {
    await toQueue();
    await press('Home');
    const passed = [];
    for (let i = 0; i < 120; i += 1) {
      const { name } = await focused();
      if (name.includes(what)) return name;
      passed.push(name);
      await press('j');
      if ((await focused()).name === name) break;
    }
    throw new Error(`There is no line "${what}". There are:\n${passed.join('\n')}`);
  }

  /** Types a filter and comes back to the lines. */
  async function filter(query) {
    await toQueue();
    await press('/');
    await page.keyboard.down('Control');
    await press('a');
    await page.keyboard.up('Control');
    await press('Delete');
    for (let i = 0; i < 8; i += 1) await press('Backspace');
    await type(query);
    await press('Enter');
  }

  /** Opens the line with this number or title beside the queue. */
  async function open(what) {
    await toLine(what);
    await press('o');
    await see(what, { scope: 'incident-workbench >>> incident-record' });
  }

  /** Everything that was done has arrived. */
  const sent = () => see('Everything has been sent', { scope: 'incident-outbox', within: 60_000 });

  /** Switches the network of the demonstration off or on. */
  async function network() {
    await tabTo('checkbox', 'Without network');
    await press('Space');
  }

  return { push, fill, choose, lookUp, toQueue, toLine, filter, open, sent, network };
}
