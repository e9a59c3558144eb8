import { expect } from '@open-wc/testing';
import { openChannel } from '../../src/browser/channel.js';
import type { Channel } from '../../src/browser/channel.js';
import { standIns } from '../support/stand-in.js';

const word = (data: unknown): string | undefined => (typeof data === 'string' ? data : undefined);

describe('a channel between tabs', () => {
  const { replace, heal } = standIns();
  const opened: Channel<string>[] = [];
  const open = (name: string): Channel<string> => {
    const channel = openChannel(name, word);
    opened.push(channel);
    return channel;
  };
  afterEach(() => {
    heal();
    for (const channel of opened.splice(0)) channel.close();
  });

  it('tells the others and not itself, and lets through only what is a message', async () => {
    const name = crypto.randomUUID();
    const [first, second] = [open(name), open(name)];
    const heard: string[] = [];
    first.subscribe((message) => heard.push(`first: ${message}`));
    const news = new Promise<void>((resolve) =>
      second.subscribe((message) => {
        heard.push(`second: ${message}`);
        if (message === 'last') resolve();
      }),
    );
    const stranger = new BroadcastChannel(name);
    stranger.postMessage({ not: 'a word' });
    stranger.close();
    first.announce('hello');
    first.announce('last');
    await news;
    expect(heard).to.deep.equal(['second: hello', 'second: last']);
  });

  it('is let go of when nobody listens any more, and taken up again', () => {
    let held = 0;
    replace(globalThis, 'BroadcastChannel', {
      value: class {
        constructor() {
          held++;
        }
        close(): void {
          held--;
        }
      },
    });
    const channel = open('any');
    expect(held).to.equal(0);
    const listener = (): void => undefined;
    const ends = [channel.subscribe(listener), channel.subscribe(listener)];
    expect(held).to.equal(1);
    for (const end of ends) end();
    expect(held).to.equal(0);
    channel.subscribe(listener);
    expect(held).to.equal(1);
    channel.close();
    channel.announce('after the end');
    expect(held).to.equal(0);
  });

  it('says so where the browser has none, and does nothing', () => {
    replace(globalThis, 'BroadcastChannel', { value: undefined });
    const channel = open('none');
    expect(channel.connected).to.equal(false);
    channel.announce('nobody hears this');
    channel.subscribe(() => undefined)();
  });
});
