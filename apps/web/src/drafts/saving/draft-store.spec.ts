import { MemoryStorage } from '../../parts/browser-storage.fixture.js';
import { withValueAt } from '../values/pointer.js';
import { DraftStorage } from './draft-storage.js';
import { DraftStore } from './draft-store.js';

/** Opens the draft as a page does; `tick` lets the time pass after which it is written. */
function opened(storage: Storage | null) {
  let waiting: (() => void) | null = null;
  const store = new DraftStore({
    storage: new DraftStorage(() => {
      if (storage === null) throw new DOMException('forbidden', 'SecurityError');
      return storage;
    }),
    name: 'user.organization.feed',
    withoutSecrets: (value) => withValueAt(value, '/password', undefined),
    later: (_, act) => {
      waiting = act;
      return () => (waiting = null);
    },
  });
  return { store, tick: () => waiting?.() };
}

describe('the draft of a part', () => {
  test('is there again after a reload, on its old basis', () => {
    const storage = new MemoryStorage();
    const first = opened(storage);
    first.store.read({ revision: 3, value: { host: 'a' } });
    first.store.change(() => ({ host: 'b' }));
    first.tick();
    const { store } = opened(storage);
    store.read({ revision: 4, value: { host: 'c' } });
    expect(store.get().state).toEqual({
      revision: 3,
      base: { host: 'a' },
      value: { host: 'b' },
      newer: { revision: 4, value: { host: 'c' } },
    });
  });

  test('is one draft in two tabs: neither loses what was typed in the other', () => {
    const storage = new MemoryStorage();
    const [one, other] = [opened(storage), opened(storage)];
    for (const { store } of [one, other]) store.read({ revision: 1, value: { host: 'a', port: 1 } });
    one.store.change(() => ({ host: 'b', port: 1 }));
    one.tick();
    other.store.hear();
    other.store.change((value) => withValueAt(value, '/port', 2));
    other.tick();
    one.store.hear();
    for (const { store } of [one, other]) expect(store.get().state?.value).toEqual({ host: 'b', port: 2 });

    other.store.saved({ revision: 2, value: { host: 'b', port: 2 } });
    other.tick();
    one.store.read({ revision: 2, value: { host: 'b', port: 2 } });
    one.store.hear();
    expect(one.store.get().state).toMatchObject({ revision: 2, base: { host: 'b', port: 2 }, newer: null });
  });

  test('keeps what is typed at this moment, and a password, whatever another tab wrote', () => {
    const storage = new MemoryStorage();
    const [one, other] = [opened(storage), opened(storage)];
    for (const { store } of [one, other]) store.read({ revision: 1, value: { host: 'a' } });
    one.store.change(() => ({ host: 'typed' }));
    other.store.change(() => ({ host: 'b' }));
    other.tick();
    one.store.hear();
    expect(one.store.get().state?.value).toEqual({ host: 'typed' });
    one.tick();
    one.store.change(() => ({ host: 'typed', password: 'secret' }));
    one.tick();
    other.store.hear();
    other.store.change(() => ({ host: 'c' }));
    other.tick();
    one.store.hear();
    expect(one.store.get().state?.value).toEqual({ host: 'typed', password: 'secret' });
  });

  test('is written at once when the page goes', () => {
    const storage = new MemoryStorage();
    const { store } = opened(storage);
    store.read({ revision: 1, value: 'a' });
    store.change(() => 'b');
    expect(storage.length).toBe(0);
    store.flush();
    expect(storage.length).toBe(1);
  });

  test('leaves nothing behind once it is saved or discarded', () => {
    const storage = new MemoryStorage();
    for (const end of ['saved', 'discarded']) {
      const { store, tick } = opened(storage);
      store.read({ revision: 1, value: 'a' });
      store.change(() => 'b');
      tick();
      if (end === 'saved') store.saved({ revision: 1, value: 'b' });
      else store.discard();
      tick();
      expect([end, storage.length]).toEqual([end, 0]);
    }
  });

  test('never leaves a password in the browser, and keeps it on the page', () => {
    const storage = new MemoryStorage();
    const { store, tick } = opened(storage);
    store.read({ revision: 1, value: { host: 'a' } });
    store.change(() => ({ host: 'a', password: 'secret' }));
    tick();
    expect(storage.getItem(storage.key(0) ?? '')).not.toContain('secret');
    expect(store.get().state?.value).toEqual({ host: 'a', password: 'secret' });
  });

  test('says where storage is full or forbidden, and goes on', () => {
    const full = new MemoryStorage();
    full.isFull = true;
    for (const storage of [full, null]) {
      const { store, tick } = opened(storage);
      let told = 0;
      store.listen(() => (told += 1));
      store.read({ revision: 1, value: 'a' });
      store.change(() => 'b');
      tick();
      expect(store.get()).toMatchObject({ keeping: 'page', state: { value: 'b' } });
      expect(told).toBe(3);
    }
  });

  test('of another version, or broken, is left aside', () => {
    const storage = new MemoryStorage();
    storage.setItem('eagle.draft.user.organization.feed', '{"revision":"x"');
    const { store } = opened(storage);
    store.read({ revision: 1, value: 'a' });
    expect(store.get().state?.value).toBe('a');
  });
});
