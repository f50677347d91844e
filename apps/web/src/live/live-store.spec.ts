import type { SocketCursor } from '@eagle/contracts/socket';
import { type Alert, unreachable } from '../api/index.js';
import type { SocketHandlers } from './alert-socket.js';
import { alertOf } from './alert.fixture.js';
import { LiveStore } from './live-store.js';
import { TelemetryTail } from './telemetry-tail.js';

/** A gateway that a test speaks for. */
class Gateway {
  handlers: SocketHandlers | null = null;
  resumeFrom: () => SocketCursor | null = () => null;
  isOpen = false;
  /** Answers of the next readings of the list, in their order. */
  readonly lists: (readonly Alert[] | Error)[] = [];
  /** Pages that come before the next list is whole. */
  readonly pages: (readonly Alert[])[] = [];
  readings = 0;
  nowMs = 0;
  private waiting: (() => void)[] = [];

  readonly store = new LiveStore({
    socket: (handlers, resumeFrom) => {
      this.handlers = handlers;
      this.resumeFrom = resumeFrom;
      this.isOpen = true;
      return {
        tail: new TelemetryTail(() => ({ connected: false, emit: () => undefined })),
        connectNow: () => undefined,
        close: () => (this.isOpen = false),
      };
    },
    readAlerts: async (onPage) => {
      this.readings += 1;
      for (const page of this.pages.splice(0)) onPage(page);
      const list = this.lists.shift() ?? [];
      if (list instanceof Error) throw list;
      return list;
    },
    openingAlerts: async () => null,
    now: () => this.nowMs,
    later: (_ms, act) => {
      this.waiting.push(act);
      return () => (this.waiting = this.waiting.filter((each) => each !== act));
    },
  });

  /** Lets pending answers arrive. */
  async settle(): Promise<void> {
    for (let n = 0; n < 5; n += 1) await Promise.resolve();
  }

  async passTime(): Promise<void> {
    for (const act of this.waiting.splice(0)) act();
    await this.settle();
  }

  get ids(): string[] {
    return [...this.store.get().state.alerts.keys()].sort();
  }
}

async function connected(lists: readonly (readonly Alert[] | Error)[]): Promise<Gateway> {
  const gateway = new Gateway();
  gateway.lists.push(...lists);
  gateway.store.open();
  gateway.handlers?.onConnected();
  await gateway.settle();
  return gateway;
}

describe('the live store', () => {
  test('reads the whole list once it is connected, and not again after a short break', async () => {
    const gateway = await connected([[alertOf({ id: 'a' })]]);
    expect([gateway.ids, gateway.store.get().isComplete]).toEqual([['a'], true]);
    gateway.handlers?.onGone();
    gateway.handlers?.onConnected();
    await gateway.settle();
    expect(gateway.readings).toBe(1);
  });

  test('shows the pages of a long list before it is whole', async () => {
    const gateway = new Gateway();
    gateway.pages.push([alertOf({ id: 'a' })], [alertOf({ id: 'b' })]);
    gateway.lists.push(unreachable(new Error('off')));
    gateway.store.open();
    gateway.handlers?.onConnected();
    await gateway.settle();
    expect([gateway.ids, gateway.store.get().isComplete]).toEqual([['a', 'b'], false]);
  });

  test('reads it again until it can be read', async () => {
    const gateway = await connected([unreachable(new Error('off')), [alertOf({ id: 'a' })]]);
    expect([gateway.ids, gateway.store.get().isComplete]).toEqual([[], false]);
    await gateway.passTime();
    expect([gateway.ids, gateway.store.get().isComplete]).toEqual([['a'], true]);
  });

  test('reads it anew where changes are gone, and what is over meanwhile leaves', async () => {
    const gateway = await connected([[alertOf({ id: 'a' }), alertOf({ id: 'b' })], [alertOf({ id: 'b' })]]);
    gateway.handlers?.onGone();
    gateway.nowMs = 3_600_000;
    gateway.handlers?.onConnected();
    gateway.handlers?.onResumed({ cursor: 9, replayed: 0, complete: false, pastAlerts: 0 });
    await gateway.settle();
    expect(gateway.ids).toEqual(['b']);
    expect(gateway.store.get().awayMs).toBe(3_600_000);
    expect(gateway.resumeFrom()).toEqual({ cursor: 9 });
  });

  test('says since when it is not connected, once for several tries', async () => {
    const gateway = await connected([]);
    gateway.nowMs = 1_000;
    gateway.handlers?.onGone();
    gateway.nowMs = 2_000;
    gateway.handlers?.onGone();
    expect(gateway.store.get().connection).toEqual({ kind: 'not-connected', since: 1_000 });
    gateway.handlers?.onConnected();
    expect(gateway.store.get().connection).toEqual({ kind: 'connected' });
  });

  describe('that begins with what an earlier page knew', () => {
    const status = { feed: null, training: null, serving: null };
    const remembering = (): Gateway => {
      const gateway = new Gateway();
      gateway.store.remember({ alerts: [alertOf({ id: 'a' }), alertOf({ id: 'b' })], status, keptAt: 500 });
      gateway.store.open();
      return gateway;
    };

    test('shows it as a connection that was lost then', () => {
      const gateway = remembering();
      expect([gateway.ids, gateway.store.get().isComplete]).toEqual([['a', 'b'], true]);
      gateway.handlers?.onGone();
      expect(gateway.store.get().connection).toEqual({ kind: 'not-connected', since: 500 });
    });

    test('is live only after the list was read, and what is over meanwhile leaves', async () => {
      const gateway = remembering();
      gateway.lists.push(unreachable(new Error('off')), [alertOf({ id: 'b' }), alertOf({ id: 'c' })]);
      gateway.handlers?.onConnected();
      await gateway.settle();
      expect(gateway.store.get().connection.kind).toBe('not-connected');
      await gateway.passTime();
      expect(gateway.store.get().connection.kind).toBe('connected');
      expect(gateway.ids).toEqual(['b', 'c']);
    });

    test('is not live where the connection broke while the list was read', async () => {
      const gateway = remembering();
      gateway.handlers?.onConnected();
      gateway.handlers?.onGone();
      await gateway.settle();
      expect(gateway.store.get().connection.kind).toBe('not-connected');
    });
  });

  test('closes its socket, and reads nothing more', async () => {
    const gateway = await connected([unreachable(new Error('off'))]);
    gateway.store.close();
    await gateway.passTime();
    expect([gateway.isOpen, gateway.readings]).toEqual([false, 1]);
  });
});
