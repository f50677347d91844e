import fc from 'fast-check';
import type { Alert } from '../api/index.js';
import { alertOf } from '../live/alert.fixture.js';
import type { LiveSnapshot } from '../live/index.js';
import { EMPTY_LIVE_STATE } from '../live/live-state.js';
import { differenceOf, type KnownFacts, ownerOf } from './last-known.js';
import { LastKnownKeeper } from './last-known-keeper.js';
import { isQuiet } from './quiet.js';

const byId = (alerts: readonly Alert[]): Map<string, Alert> =>
  new Map(alerts.map((alert) => [alert.id, alert]));
const alerts = fc
  .uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), revision: fc.nat(3) }), {
    selector: ({ id }) => id,
  })
  .map((each) => byId(each.map(alertOf)));

const user = {
  id: 'ann',
  email: 'ann@north.example',
  name: 'Ann',
  role: 'OPERATOR',
  organizationId: 'north',
  enabled: true,
} as const;
const organization = { id: 'north', name: 'North', zone: 'UTC', scanPeriodMs: 1_000 };

describe('what was last known', () => {
  test('is what is live, after the differences were written', () => {
    fc.assert(
      fc.property(alerts, alerts, (before, now) => {
        const { changed, goneIds } = differenceOf(before, now);
        const kept = new Map(before);
        for (const id of goneIds) kept.delete(id);
        for (const alert of changed) kept.set(alert.id, alert);
        expect(kept).toEqual(now);
      }),
    );
  });

  test('of the same alerts needs no writing', () => {
    fc.assert(
      fc.property(alerts, (now) => {
        expect(differenceOf(now, new Map(now))).toEqual({ changed: [], goneIds: [] });
      }),
    );
  });

  test('belongs to one person of one organization', () => {
    const owners = [
      ownerOf({ user, organization }),
      ownerOf({ user: { ...user, id: 'bob' }, organization }),
      ownerOf({ user, organization: { ...organization, id: 'south' } }),
    ];
    expect(new Set(owners).size).toBe(3);
  });
});

/** A live connection that a test speaks for, and what was kept of it. */
class Page {
  readonly kept: { readonly facts: KnownFacts; readonly ids: readonly string[] }[] = [];
  nowMs = 0;
  snapshot: LiveSnapshot = {
    state: EMPTY_LIVE_STATE,
    connection: { kind: 'connected' },
    isComplete: true,
    awayMs: null,
  };
  private waiting: (() => void)[] = [];
  private listener: () => void = () => undefined;

  readonly keeper = new LastKnownKeeper({
    store: { keep: async (facts, known) => void this.kept.push({ facts, ids: [...known.keys()] }) },
    live: {
      get: () => this.snapshot,
      listen: (listener) => {
        this.listener = listener;
        return () => (this.listener = () => undefined);
      },
    },
    facts: { user, organization },
    now: () => this.nowMs,
    clockOffsetMs: () => 7,
    later: (_ms, act) => {
      this.waiting.push(act);
      return () => (this.waiting = this.waiting.filter((each) => each !== act));
    },
  });

  change(change: Partial<LiveSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    this.listener();
  }

  passTime(ms: number): void {
    this.nowMs += ms;
    for (const act of this.waiting.splice(0)) act();
  }

  get plans(): number {
    return this.waiting.length;
  }
}

describe('keeping it', () => {
  test('takes the newest state once in a while, with its age', () => {
    const page = new Page();
    page.keeper.start();
    for (const id of ['a', 'b', 'c']) {
      page.change({ state: { ...EMPTY_LIVE_STATE, alerts: byId([alertOf({ id })]) } });
    }
    expect(page.plans).toBe(1);
    page.passTime(10_000);
    expect(page.kept).toMatchObject([{ facts: { keptAt: 10_000, clockOffsetMs: 7 }, ids: ['c'] }]);
    page.passTime(10_000);
    expect(page.kept.at(-1)?.facts.keptAt).toBe(20_000);
  });

  test('stops with the connection, and with the page', () => {
    const page = new Page();
    page.change({ isComplete: false });
    page.keeper.start();
    expect(page.plans).toBe(0);
    page.change({ isComplete: true });
    page.change({ connection: { kind: 'not-connected', since: 1 } });
    page.passTime(10_000);
    expect(page.kept).toEqual([]);
    page.change({ connection: { kind: 'connected' } });
    page.keeper.stop();
    page.passTime(10_000);
    expect(page.kept).toEqual([]);
  });
});

describe('a quiet moment', () => {
  const quiet = { unacknowledged: 0, handRestMs: 60_000, isWorkOpen: false };
  test.each([
    [quiet, true],
    [{ ...quiet, unacknowledged: 1 }, false],
    [{ ...quiet, handRestMs: 59_999 }, false],
    [{ ...quiet, isWorkOpen: true }, false],
  ])('%j: %s', (activity, expected) => {
    expect(isQuiet(activity)).toBe(expected);
  });
});
