import assert from 'node:assert/strict';
import { viewOf } from '@eagle/alerts/render';
import { organizationIdSchema, streamIncarnationSchema } from '@eagle/contracts/domain';
import type { AlertPush, SocketCursor } from '@eagle/contracts/socket';
import fc from 'fast-check';
import { alertOf } from '../fixtures/seed.fixture.js';
import { type AlertHistory, type AlertOutput, AlertSession, HELD_MAX } from './alert-session.js';

const organizationId = organizationIdSchema.parse('00000000-0000-4000-8000-000000000001');
const THIS_STREAM = streamIncarnationSchema.parse('2026-11-30T00:00:00Z');
const STREAM_BEFORE = streamIncarnationSchema.parse('2026-11-29T00:00:00Z');
const alert = viewOf(alertOf(organizationId));
const pushOf = (cursor: number): AlertPush => ({ cursor, organizationId, change: 'raised', alert });

/** A stream and its live events; the test decides when each step happens. */
class Stream implements AlertHistory {
  readonly incarnation = THIS_STREAM;
  readonly stored: number[] = [];
  readonly undelivered: number[] = [];
  private readonly steps: (() => void)[] = [];
  seen = 0;
  firstKept = 0;

  store(): void {
    // Other organizations' events lie in between.
    this.stored.push((this.stored.at(-1) ?? 0) + 3);
    this.undelivered.push(this.stored.at(-1) ?? 0);
  }

  deliver(session: AlertSession | null): void {
    const cursor = this.undelivered.shift();
    if (cursor === undefined) return;
    this.seen = cursor;
    session?.offer(pushOf(cursor));
  }

  /** Lets one waiting step continue: a question to the stream or a step of a replay. */
  async step(): Promise<boolean> {
    const next = this.steps.shift();
    next?.();
    // All promises that follow from it settle before the next step.
    await new Promise((resolve) => setImmediate(resolve));
    return next !== undefined;
  }

  async settle(): Promise<void> {
    while ((await this.step()) || this.steps.length > 0);
  }

  async newestSequence(): Promise<number> {
    await this.wait();
    return Math.max(this.stored.at(-1) ?? 0, this.seen);
  }

  async replay(
    _organizationId: unknown,
    range: { readonly afterSequence: number; readonly upToSequence: number },
    onPush: (push: AlertPush) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    for (const cursor of [...this.stored]) {
      if (cursor <= range.afterSequence || cursor < this.firstKept) continue;
      if (cursor > range.upToSequence) break;
      await this.wait();
      signal.throwIfAborted();
      await onPush(pushOf(cursor));
    }
    return range.afterSequence >= this.firstKept;
  }

  private wait(): Promise<void> {
    return new Promise((resolve) => this.steps.push(resolve));
  }
}

class Phone implements AlertOutput {
  readonly got: number[] = [];
  position = -1;
  sendPosition({ cursor }: SocketCursor): void {
    this.position = cursor;
  }
  sendAlert(push: AlertPush): void {
    this.got.push(push.cursor);
  }
  async ready(): Promise<void> {}
}

function sessionOn(
  stream: Stream,
  baseline = stream.stored.at(-1) ?? 0,
): { phone: Phone; session: AlertSession } {
  const phone = new Phone();
  const session = new AlertSession(organizationId, stream, phone, {
    newestSequence: baseline,
    hasMissedOffers: stream.seen > baseline,
  });
  session.start();
  return { phone, session };
}

const streamOf = (count: number): Stream => {
  const stream = new Stream();
  for (let i = 0; i < count; i += 1) stream.store();
  while (stream.undelivered.length > 0) stream.deliver(null);
  return stream;
};

describe('a session', () => {
  test('sends the events after the cursor before live ones, each once, in any interleaving', async () => {
    const action = fc.constantFrom('store', 'deliver', 'step', 'resume-late', 'go-live' as const);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 4 }),
        fc.array(action, { maxLength: 60 }),
        async (past, cursor, betweenReadAndMaking, actions) => {
          const stream = streamOf(past);
          const baseline = stream.stored.at(-1) ?? 0;
          for (let i = 0; i < betweenReadAndMaking; i += 1) {
            stream.store();
            if (i % 2 === 0) stream.deliver(null);
          }
          const { phone, session } = sessionOn(stream, baseline);
          const running: Promise<unknown>[] = [session.resume({ cursor })];
          for (const each of actions) {
            if (each === 'store') stream.store();
            else if (each === 'deliver') stream.deliver(session);
            else if (each === 'step') await stream.step();
            else if (each === 'go-live') running.push(session.goLive());
            else running.push(session.resume({ cursor }));
          }
          while (stream.undelivered.length > 0) stream.deliver(session);
          await stream.settle();
          await Promise.all(running);
          // A cursor beyond the newest belongs to another stream: then everything from the
          // connection on must be sent.
          const from = Math.min(cursor, baseline);
          assert.deepEqual(
            phone.got,
            stream.stored.filter((sequence) => sequence > from),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('begins at the position of the connection, with everything after it', async () => {
    const stream = streamOf(2);
    const { phone, session } = sessionOn(stream);
    stream.store();
    stream.deliver(session);
    assert.deepEqual([phone.position, phone.got], [6, []], 'held, in case that the client resumes');
    await session.goLive();
    assert.deepEqual(phone.got, [9]);
  });

  test('reads from the stream the events that no longer fit the hold', async () => {
    const stream = streamOf(1);
    const { phone, session } = sessionOn(stream);
    for (let i = 0; i < HELD_MAX + 50; i += 1) {
      stream.store();
      stream.deliver(session);
    }
    const live = session.goLive();
    await stream.settle();
    await live;
    assert.deepEqual(phone.got, stream.stored.slice(1));
  });

  test('reports that events after the cursor are no longer kept, but not to a client that asks for all events', async () => {
    const stream = streamOf(5);
    stream.firstKept = 9;
    const answers = [3, 0].map(async (cursor) => {
      const { session } = sessionOn(stream);
      return session.resume({ cursor });
    });
    await stream.settle();
    const [late, all] = await Promise.all(answers);
    assert.deepEqual(late, { cursor: 15, stream: THIS_STREAM, replayed: 3, complete: false, pastAlerts: 0 });
    assert.deepEqual(all, { cursor: 15, stream: THIS_STREAM, replayed: 3, complete: true, pastAlerts: 0 });
  });

  test('answers a cursor of another stream, and continues live', async () => {
    const stream = streamOf(2);
    const { phone, session } = sessionOn(stream);
    assert.deepEqual(await session.resume({ cursor: 1_000 }), {
      cursor: 6,
      stream: THIS_STREAM,
      replayed: 0,
      complete: false,
      pastAlerts: 0,
    });
    stream.store();
    stream.deliver(session);
    assert.deepEqual(phone.got, [9]);
  });

  test('answers a cursor that names the former stream, at any length of the new one, and continues live', async () => {
    for (const cursor of [0, 3, 6, 1_000]) {
      const stream = streamOf(2);
      const { phone, session } = sessionOn(stream);
      const resumed = session.resume({ cursor, stream: STREAM_BEFORE });
      await stream.settle();
      assert.deepEqual(await resumed, {
        cursor: 6,
        stream: THIS_STREAM,
        replayed: 0,
        complete: false,
        pastAlerts: 0,
      });
      stream.store();
      stream.deliver(session);
      assert.deepEqual(phone.got, [9]);
    }
  });

  test('resumes a cursor that names this stream like a cursor without a name', async () => {
    for (const named of [{}, { stream: THIS_STREAM }]) {
      const stream = streamOf(3);
      const { phone, session } = sessionOn(stream);
      const resumed = session.resume({ cursor: 3, ...named });
      await stream.settle();
      assert.equal((await resumed).complete, true);
      assert.deepEqual(phone.got, [6, 9]);
    }
  });

  test('sends nothing once it is stopped', async () => {
    const stream = streamOf(5);
    const { phone, session } = sessionOn(stream);
    const resumed = session.resume({ cursor: 0 });
    await stream.step();
    await stream.step();
    session.stop();
    await Promise.all([stream.settle(), assert.rejects(resumed)]);
    stream.store();
    stream.deliver(session);
    assert.ok(phone.got.length <= 2);
  });
});
