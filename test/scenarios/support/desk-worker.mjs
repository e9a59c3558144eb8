/** What somebody at the service desk does with the workbench, with the keyboard alone. */
import { queue, timeline } from './portal.mjs';

export const record = 'incident-workbench >>> incident-record';
export const lifecycle = 'incident-workbench >>> incident-lifecycle';

/** @param tab what `openPage` returns */
export function workerAt(tab) {
  const { page, focused, tabTo, press, type, see } = tab;

  async function chord(modifier, key) {
    await page.keyboard.down(modifier);
    await press(key);
    await page.keyboard.up(modifier);
  }

  /** Presses a button that is reached with Tab. */
  async function push(name, options) {
    await tabTo('button', name, options);
    await press('Enter');
  }

  /** Fills in a text that is reached with Tab; what stood there goes. */
  async function fill(name, words) {
    await tabTo('textbox', name);
    await chord('Control', 'a');
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
    await page.waitForFunction(
      (text) => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const first = at?.getRootNode().querySelector(`#${at.getAttribute('aria-controls')} [role="option"]`);
        return first?.textContent.toLowerCase().includes(text.toLowerCase());
      },
      {},
      words,
    );
    await press('ArrowDown', 'Enter');
  }

  /** Into the queue: the line with the tab stop has the focus. */
  const toQueue = () => tabTo('row', /./);

  /** Moves with `j` to the line with this number. */
  async function toLine(number) {
    await toQueue();
    await press('Home');
    const passed = [];
    let still = 0;
    for (;;) {
      const { name } = await focused();
      if (name.includes(number)) return;
      // The last line, or the next one has not been drawn yet.
      still = passed.at(-1) === name ? still + 1 : 0;
      if (still > 5) throw new Error(`There is no line ${number}; there are:\n${passed.join('\n')}`);
      if (still > 0) await new Promise((next) => setTimeout(next, 300));
      else passed.push(name);
      await press('j');
    }
  }

  /** Leaves all conditions of the filter out and types others. */
  async function filter(query) {
    await toQueue();
    await press('/');
    for (let chip = 0; chip < 4; chip += 1) {
      await press('Backspace');
      await chord('Control', 'a');
      await press('Delete');
    }
    await type(query);
    await press('Enter');
  }

  /** Opens the line with this number beside the queue. */
  async function open(number) {
    await toLine(number);
    await press('o');
    await see(number, { scope: record });
    await see(/\S/, { scope: lifecycle });
  }

  /** Takes a step of the open incident, which may stand behind "More"; then the answers are given. */
  async function step(word, answer = async () => undefined) {
    if (!(await tab.text(lifecycle)).includes(word)) await push('More');
    await push(word);
    await answer();
  }

  /** Writes into the timeline of the open incident. */
  async function write(words, { internal = false } = {}) {
    if (internal) {
      await tabTo('radio', /Comment|Work note/);
      await press('ArrowRight');
    }
    await tabTo('textbox', /^Add to the timeline/);
    await type(words);
    await chord('Control', 'Enter');
    await see(words, { scope: timeline });
  }

  /** Switches the network of the demonstration off or on. */
  async function network() {
    await tabTo('checkbox', 'Without network');
    await press('Space');
  }

  return { chord, push, fill, choose, lookUp, toQueue, toLine, filter, open, step, write, network, queue };
}
