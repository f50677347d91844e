import { ApiProblem, type User, unreachable } from '../api/index.js';
import type { Acting } from './session-state.js';
import { SessionStore } from './session-store.js';
import type { BegunSignIn, Renewal, SignedIn, SignIns } from './sign-ins.js';
import type { TabMessage, Tabs } from './tabs.js';

const LIFE_MS = 15 * 60_000;
const person = (id: string): User => ({
  id,
  email: `${id}@north.example`,
  name: id,
  role: id === 'sue' ? 'SUPER_ADMIN' : 'OPERATOR',
  organizationId: 'north',
  enabled: true,
});

/** One browser with its gateway: tabs that hear each other, one cookie, a clock that tests move. */
class Browser implements SignIns {
  nowMs = 0;
  renewals = 0;
  /** What the gateway says to the next renewals. */
  ended: 'expired' | 'withdrawn' | null = null;
  isReachable = true;
  /** What the gateway says of the visits of the sign-in. */
  entered: Acting | null = null;
  private issued = 0;
  private owner = 'ann';
  private readonly listeners = new Map<object, (message: TabMessage) => void>();
  private lock: Promise<unknown> = Promise.resolve();

  async begin(email: string): Promise<BegunSignIn> {
    this.owner = email;
    this.ended = null;
    return { ...this.signedIn(), failedTriesBefore: 0 };
  }

  async renew(): Promise<Renewal> {
    this.renewals += 1;
    if (!this.isReachable) throw unreachable(new Error('off'));
    return this.ended === null ? this.signedIn() : { ended: this.ended };
  }

  async end(): Promise<void> {
    if (!this.isReachable) throw unreachable(new Error('off'));
  }

  async openTab(): Promise<SessionStore> {
    const store = this.newTab();
    await store.start();
    return store;
  }

  /** A tab that does not know yet who is signed in. */
  newTab(): SessionStore {
    const tab = {};
    const tabs: Tabs = {
      tell: (message) => {
        for (const [other, listener] of this.listeners) if (other !== tab) listener(message);
      },
      listen: (listener) => void this.listeners.set(tab, listener),
      alone: (run) => {
        const result = this.lock.then(run);
        this.lock = result.catch(() => undefined);
        return result;
      },
    };
    return new SessionStore({
      signIns: this,
      tabs,
      actingOf: async () => this.entered,
      now: () => this.nowMs,
      wait: async () => {},
    });
  }

  private signedIn(): SignedIn {
    this.issued += 1;
    const token = { text: `${this.owner} ${this.issued}`, endsAt: this.nowMs + LIFE_MS };
    return { token, user: person(this.owner) };
  }
}

/** Resolves when the session is in a state. */
const until = (tab: SessionStore, kind: string): Promise<void> =>
  new Promise((resolve) => {
    const check = (): void => {
      if (tab.get().kind === kind) resolve();
    };
    tab.listen(check);
    check();
  });

describe('a session', () => {
  test('is found again by the cookie, and renewed before its token ends', async () => {
    const browser = new Browser();
    const tab = await browser.openTab();
    expect(tab.get()).toMatchObject({ kind: 'signed-in', user: { id: 'ann' } });
    const first = await tab.current();
    expect(await tab.current()).toBe(first);
    browser.nowMs += LIFE_MS - 30_000;
    expect(await tab.current()).not.toBe(first);
  });

  test('is renewed once for everything that waits, in all tabs', async () => {
    const browser = new Browser();
    const tabs = await Promise.all([browser.openTab(), browser.openTab(), browser.openTab()]);
    browser.nowMs += LIFE_MS;
    browser.renewals = 0;
    const tokens = await Promise.all(tabs.flatMap((tab) => [tab.current(), tab.current()]));
    expect(browser.renewals).toBe(1);
    expect(new Set(tokens).size).toBe(1);
  });

  test('goes on while the platform gives no answer', async () => {
    const browser = new Browser();
    const tab = await browser.openTab();
    const token = await tab.current();
    browser.isReachable = false;
    browser.nowMs += LIFE_MS - 30_000;
    expect(await tab.current()).toBe(token);
    expect(tab.get().kind).toBe('signed-in');
    browser.isReachable = true;
    expect(await tab.current()).not.toBe(token);
  });

  test('that ends while somebody works keeps the page, and what was sent waits for the password', async () => {
    const browser = new Browser();
    const tab = await browser.openTab();
    browser.ended = 'expired';
    const waiting = tab.afterRefusal((await tab.current()) ?? '');
    await until(tab, 'ended');
    expect(tab.get()).toMatchObject({ kind: 'ended', user: { id: 'ann' } });
    await tab.signIn('ann', 'again');
    expect(tab.get().kind).toBe('signed-in');
    expect(await waiting).toMatch(/^ann /);
  });

  test('that somebody else begins in its place sends nothing that waited', async () => {
    const browser = new Browser();
    const tab = await browser.openTab();
    browser.ended = 'expired';
    const waiting = tab.afterRefusal((await tab.current()) ?? '');
    await until(tab, 'ended');
    await tab.signIn('bob', 'secret');
    expect(tab.get()).toMatchObject({ kind: 'signed-in', user: { id: 'bob' } });
    expect(await waiting).toBeNull();
  });

  test('of another person clears what the page shows', async () => {
    const browser = new Browser();
    const [one, other] = await Promise.all([browser.openTab(), browser.openTab()]);
    await one.signOut();
    expect(other.get()).toEqual({ kind: 'signed-out', why: 'signed-out' });
    await one.signIn('bob', 'secret');
    expect(one.get()).toMatchObject({ kind: 'signed-in', user: { id: 'bob' } });
    expect(await other.current()).toBeNull();
  });

  test('ends at once everywhere when access is withdrawn', async () => {
    const browser = new Browser();
    const tab = await browser.openTab();
    browser.ended = 'withdrawn';
    expect(await tab.afterRefusal((await tab.current()) ?? '')).toBeNull();
    expect(tab.get()).toEqual({ kind: 'signed-out', why: 'withdrawn' });
  });

  test('is signed out here although the platform does not answer', async () => {
    const browser = new Browser();
    const tab = await browser.openTab();
    browser.isReachable = false;
    await tab.signOut();
    expect(tab.get()).toEqual({ kind: 'signed-out', why: 'signed-out' });
  });

  describe('of the last time, while the platform does not answer', () => {
    const remembered = (browser: Browser): SessionStore => {
      browser.isReachable = false;
      const tab = browser.newTab();
      tab.remember(person('ann'));
      return tab;
    };

    test('is shown, and asks nothing until it is known who is signed in', async () => {
      const browser = new Browser();
      const tab = remembered(browser);
      expect(tab.get()).toMatchObject({ kind: 'remembered', user: { id: 'ann' } });
      await expect(tab.current()).rejects.toBeInstanceOf(ApiProblem);
      browser.isReachable = true;
      const tokens = await Promise.all([tab.current(), tab.current()]);
      expect(tokens[0]).toMatch(/^ann /);
      expect(tab.get().kind).toBe('signed-in');
      expect(browser.renewals).toBe(2);
    });

    test('goes on with the password where it has expired, and leaves where it was ended', async () => {
      const browser = new Browser();
      const expired = remembered(browser);
      browser.isReachable = true;
      browser.ended = 'expired';
      await expired.start();
      expect(expired.get().kind).toBe('ended');
      const withdrawn = remembered(browser);
      browser.isReachable = true;
      browser.ended = 'withdrawn';
      expect(await withdrawn.current()).toBeNull();
      expect(withdrawn.get()).toEqual({ kind: 'signed-out', why: 'withdrawn' });
    });

    test('leaves the page before another person comes in', async () => {
      const browser = new Browser();
      await browser.begin('bob');
      const tab = remembered(browser);
      browser.isReachable = true;
      const kinds: string[] = [];
      tab.listen(() => kinds.push(tab.get().kind));
      await tab.start();
      expect(kinds).toEqual(['signed-out', 'signed-in']);
      expect(tab.get()).toMatchObject({ user: { id: 'bob' } });
    });

    test('is not taken where it is known already', async () => {
      const tab = await new Browser().openTab();
      tab.remember(person('bob'));
      expect(tab.get()).toMatchObject({ kind: 'signed-in', user: { id: 'ann' } });
    });
  });

  describe('of a super-admin within an organization', () => {
    const within = (enteredAt: number): Acting => ({
      ...{ organizationId: 'north', organizationName: 'North', reason: 'a look' },
      ...{ enteredAt, endsAt: enteredAt + 3_600_000 },
    });
    const superAdminTab = async (entered: Acting | null) => {
      const browser = new Browser();
      browser.entered = entered;
      const tab = await browser.openTab();
      await tab.signIn('sue', 'secret');
      return { browser, tab };
    };

    test('is found again with the sign-in, and nobody else is asked for it', async () => {
      const { browser, tab } = await superAdminTab(within(0));
      expect(tab.get()).toMatchObject({ acting: { organizationName: 'North' } });
      await tab.signIn('ann', 'secret');
      expect([browser.entered, tab.get()]).toEqual([within(0), expect.objectContaining({ acting: null })]);
    });

    test('stays on the page when the visit is over, and what was sent waits until it is entered again', async () => {
      const { browser, tab } = await superAdminTab(within(0));
      browser.nowMs = 1_000;
      const waiting = tab.afterVisit(tab.visit());
      expect(tab.get()).toMatchObject({ kind: 'signed-in', acting: { enteredAt: 0, endsAt: 1_000 } });
      tab.act(within(2_000));
      expect(await waiting).toBe(true);
    });

    test('who leaves instead gets the refusal', async () => {
      const { tab } = await superAdminTab(within(0));
      const waiting = tab.afterVisit(tab.visit());
      tab.act(null);
      expect(await waiting).toBe(false);
      expect(await tab.afterVisit(0)).toBe(false);
    });

    test('sends a request again whose refusal comes after the next visit has begun', async () => {
      const { tab } = await superAdminTab(within(0));
      tab.act(within(5_000));
      expect(await tab.afterVisit(0)).toBe(true);
      expect(tab.get()).toMatchObject({ acting: within(5_000) });
    });
  });

  test('that cannot be looked for is not taken for none', async () => {
    const browser = new Browser();
    browser.isReachable = false;
    await expect(browser.openTab()).rejects.toBeInstanceOf(ApiProblem);
  });
});
