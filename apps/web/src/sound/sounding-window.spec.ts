import { type Locks, SoundingWindow } from './sounding-window.js';

interface Held {
  readonly lose: (reason: Error) => void;
}

/** Locks of one name, as a browser shares them among its windows. */
class FakeLocks {
  private held: Held | null = null;
  private readonly waiting: (() => void)[] = [];

  /** Locks as one window sees them. */
  ofWindow(): Locks {
    return {
      request: (_name, options, taken) =>
        new Promise((_, lose) => {
          const grant = (): void => {
            this.held = { lose };
            void taken();
          };
          if (options.steal === true) {
            this.held?.lose(new Error('another window took it'));
            grant();
          } else if (this.held === null) grant();
          else this.waiting.push(grant);
        }),
    };
  }

  /** The window that holds the lock is closed. */
  release(): void {
    this.held = null;
    this.waiting.shift()?.();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('of the windows of a browser', () => {
  test('the first sounds, and the next ones once they are used', async () => {
    const locks = new FakeLocks();
    const first = new SoundingWindow(locks.ofWindow(), 'sound');
    const second = new SoundingWindow(locks.ofWindow(), 'sound');
    first.queue();
    second.queue();
    expect([first.get(), second.get()]).toEqual([true, false]);
    second.take();
    await settled();
    expect([first.get(), second.get()]).toEqual([false, true]);
    first.take();
    await settled();
    expect([first.get(), second.get()]).toEqual([true, false]);
  });

  test('another one takes over where the one that sounded is closed', async () => {
    const locks = new FakeLocks();
    const first = new SoundingWindow(locks.ofWindow(), 'sound');
    const second = new SoundingWindow(locks.ofWindow(), 'sound');
    first.queue();
    second.queue();
    locks.release();
    await settled();
    expect(second.get()).toBe(true);
  });

  test('each sounds where the browser has no locks', () => {
    const alone = new SoundingWindow(undefined, 'sound');
    alone.queue();
    alone.take();
    expect(alone.get()).toBe(true);
  });
});
