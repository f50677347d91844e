import fc from 'fast-check';
import type { Alert } from '../api/index.js';
import type { SocketHandlers } from './alert-socket.js';
import { alertOf } from './alert.fixture.js';
import { FakeTime } from './fake-time.fixture.js';
import { isOver } from './live-state.js';
import { LiveStore } from './live-store.js';
import { OpeningAlerts } from './opening-alerts.js';
import { TelemetryTail } from './telemetry-tail.js';

const MINUTE_MS = 60_000;

/** Alerts that a request read, until its answer arrives. */
class Answer {
  private readonly pending = Promise.withResolvers<readonly Alert[]>();
  private read: readonly Alert[] | null = null;
  readonly alerts = this.pending.promise;

  /** The gateway reads them: what changes after it is not in the answer. */
  serve(standing: readonly Alert[]): void {
    this.read ??= standing;
  }

  arrive(): void {
    if (this.read !== null) this.pending.resolve(this.read);
  }
}

/** A platform whose changes, readings and messages happen in any order that it allows. */
class Platform {
  private happened = 0;
  private pushed = 0;
  private handlers: SocketHandlers | null = null;
  private isConnected = false;
  readonly opening = new Answer();
  private list: Answer | null = null;
  readonly time = new FakeTime(0);
  readonly store = new LiveStore({
    socket: (handlers) => {
      this.handlers = handlers;
      return {
        tail: new TelemetryTail(() => ({ connected: false, emit: () => undefined })),
        connectNow: () => undefined,
        close: () => undefined,
      };
    },
    readAlerts: async (onPage) => {
      this.list ??= new Answer();
      const alerts = await this.list.alerts;
      onPage(alerts);
      return alerts;
    },
    openingAlerts: () => this.opening.alerts,
    now: this.time.now,
    later: this.time.later,
  });

  /** @param changes  Revisions of alerts, in the order of the stream. */
  constructor(private readonly changes: readonly Alert[]) {
    this.store.open();
  }

  readonly steps = {
    change: () => {
      this.happened = Math.min(this.happened + 1, this.changes.length);
    },
    'serve opening': () => this.opening.serve(this.standing),
    'opening arrives': () => this.opening.arrive(),
    connect: () => {
      if (this.isConnected) return;
      this.isConnected = true;
      // The place is fixed before the page learns that it is connected.
      this.pushed = this.happened;
      this.handlers?.onConnected();
      this.handlers?.onPosition({ cursor: this.pushed });
    },
    push: () => {
      const alert = this.changes[this.pushed];
      if (!this.isConnected || this.pushed >= this.happened || alert === undefined) return;
      this.pushed += 1;
      this.handlers?.onAlert({ cursor: this.pushed, alert });
    },
    'serve list': () => this.list?.serve(this.standing),
    'list arrives': () => this.list?.arrive(),
    'time passes': () => this.time.move(200),
  };

  async take(step: keyof Platform['steps']): Promise<void> {
    this.steps[step]();
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  }

  /** Everything that is under way arrives. */
  async finish(): Promise<void> {
    const each = this.changes.map(() => 'push' as const);
    for (const step of [
      'connect',
      'serve list',
      'list arrives',
      'serve opening',
      'opening arrives',
    ] as const) {
      await this.take(step);
    }
    for (const step of [...this.changes.map(() => 'change' as const), ...each]) await this.take(step);
    await this.take('time passes');
  }

  get standing(): readonly Alert[] {
    const newest = new Map(this.changes.slice(0, this.happened).map((alert) => [alert.id, alert]));
    return [...newest.values()].filter((alert) => !isOver(alert));
  }

  get shown(): string[] {
    return namesOf([...this.store.get().state.alerts.values()]);
  }
}

const namesOf = (alerts: readonly Alert[]): string[] =>
  alerts.map(({ id, revision }) => `${id}${revision}`).sort();

/** Each alert comes, changes and goes. */
const history = fc
  .array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), isOver: fc.boolean() }), { maxLength: 12 })
  .map((changes) => {
    const revisions = new Map<string, number>();
    return changes.map(({ id, isOver: ends }) => {
      const revision = (revisions.get(id) ?? 0) + 1;
      revisions.set(id, revision);
      return alertOf({ id, revision, state: { active: !ends, acknowledged: ends } });
    });
  });
const step = fc.constantFrom(
  ...([
    'change',
    'serve opening',
    'opening arrives',
    'connect',
    'push',
    'serve list',
    'list arrives',
  ] as const),
  'time passes' as const,
);

describe('the alerts of a page that opens', () => {
  test('are shown before it is connected, and the list is not whole with them', async () => {
    const platform = new Platform([alertOf({ id: 'a' }), alertOf({ id: 'b' })]);
    for (const each of ['change', 'change', 'serve opening', 'opening arrives'] as const) {
      await platform.take(each);
    }
    expect([platform.shown, platform.store.get().isComplete]).toEqual([['a1', 'b1'], false]);
  });

  test('neither hide a change nor bring back an alert, whatever comes when', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.array(step, { maxLength: 30 }), async (changes, steps) => {
        const platform = new Platform(changes);
        for (const each of steps) await platform.take(each);
        await platform.finish();
        expect(platform.store.get().isComplete).toBe(true);
        expect(platform.shown).toEqual(namesOf(platform.standing));
      }),
      { numRuns: 500 },
    );
  });

  test('are taken once, by their organization, and while they are young', async () => {
    const time = new FakeTime(0);
    const opening = new OpeningAlerts(time.later);
    const alerts = [alertOf({ id: 'a' })];
    opening.ask('north', Promise.resolve(alerts));
    expect(await opening.take('north')).toBe(alerts);
    expect(await opening.take('north')).toBeNull();
    opening.ask('north', Promise.resolve(alerts));
    expect(await opening.take('south')).toBeNull();
    opening.ask('north', Promise.resolve(alerts));
    time.move(MINUTE_MS);
    expect(await opening.take('north')).toBeNull();
  });

  test('are none where they cannot be read: the reading of the list says why', async () => {
    const opening = new OpeningAlerts(() => undefined);
    opening.ask('north', Promise.reject(new Error('off')));
    expect(await opening.take('north')).toBeNull();
  });
});
