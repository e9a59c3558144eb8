import { expect } from '@open-wc/testing';
import { joinTab } from '../../src/browser/tab.js';
import type { Tab } from '../../src/browser/tab.js';
import { standIns } from '../support/stand-in.js';

describe('a tab', () => {
  const { replace, heal } = standIns();
  const joined: Tab[] = [];
  afterEach(() => {
    heal();
    for (const { leave } of joined.splice(0)) leave();
  });
  const join = async (name: string): Promise<Tab> => {
    const tab = await joinTab(name);
    joined.push(tab);
    return tab;
  };

  it('is the same one again after it has left, as after a reload', async () => {
    const first = await join('desk');
    first.leave();
    expect((await join('desk')).id).to.equal(first.id);
    expect(sessionStorage.getItem('incident-elements:tab')).to.equal(first.id);
  });

  it('is another one while the first is there, and known to be open until it leaves', async () => {
    const [first, second] = [await join('desk'), await join('desk')];
    expect(second.id).not.to.equal(first.id);
    expect([...(await first.open([first.id, second.id, 'gone']))]).to.have.members([first.id, second.id]);
    second.leave();
    expect([...(await first.open([first.id, second.id]))]).to.deep.equal([first.id]);
  });

  it('is the same one under several names', async () => {
    expect((await join('desk')).id).to.equal((await join('counter')).id);
  });

  it('of another page is known to be open by its lock', async () => {
    let release: () => void = () => undefined;
    await new Promise<void>((held) => {
      void navigator.locks.request('incident-elements:open:elsewhere', () => {
        held();
        return new Promise<void>((resolve) => (release = resolve));
      });
    });
    const tab = await join('desk');
    expect([...(await tab.open(['elsewhere']))]).to.deep.equal(['elsewhere']);
    release();
  });

  it('takes nobody for open where locks are forbidden', async () => {
    const tab = await join('desk');
    replace(navigator, 'locks', {
      value: { query: () => Promise.reject(new DOMException('no', 'SecurityError')) },
    });
    expect([...(await tab.open(['elsewhere']))]).to.deep.equal([]);
  });
});
