import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { AppError, assetIdSchema } from '@eagle/contracts/domain';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { bytes, eventually, newOrganization, testBus, text } from './bus.fixture.js';
import type { StreamGap } from './ordered-consumer.types.js';

describe('following a stream', () => {
  let nats: Awaited<ReturnType<typeof testBus>>;
  const organizationId = newOrganization();
  const assetId = assetIdSchema.parse('line-1');
  const subject = STREAMS.scans.subject(organizationId, assetId);
  const publish = (names: string[]) =>
    Promise.all(names.map((name) => nats.bus.publish(subject, name, bytes(name))));
  const names = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

  beforeAll(async () => {
    nats = await testBus();
  });
  afterAll(() => nats.close());

  test('begins exactly after the given sequence, in order', async () => {
    const receipts = await publish(names('order', 300));
    const after = receipts[99]?.sequence ?? 0;
    const seen: string[] = [];
    const consumer = await nats.bus.follow(STREAMS.scans, {
      from: { afterSequence: after },
      onMessage: (message) => void seen.push(text(message.payload)),
    });
    await eventually(() => seen.length === 200);
    assert.deepEqual(seen, names('order', 300).slice(100));
    assert.equal(consumer.position, receipts.at(-1)?.sequence);
    await consumer.stop();
  });

  test('begins with new messages, or at an instant', async () => {
    await publish(['old']);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const sinceMs = Date.now();
    await publish(['early']);
    const fromNew: string[] = [];
    const fromInstant: string[] = [];
    await nats.bus.follow(STREAMS.scans, {
      from: 'new',
      onMessage: (m) => void fromNew.push(text(m.payload)),
    });
    await nats.bus.follow(STREAMS.scans, {
      from: { sinceMs },
      onMessage: (m) => void fromInstant.push(text(m.payload)),
    });
    await publish(['late']);
    await eventually(() => fromNew.length === 1 && fromInstant.length === 2);
    assert.deepEqual(fromNew, ['late']);
    assert.deepEqual(fromInstant, ['early', 'late']);
  });

  test('waits for an asynchronous handler before the next message', async () => {
    let inFlight = 0;
    const seen: string[] = [];
    const consumer = await nats.bus.follow(STREAMS.scans, {
      from: 'new',
      onMessage: async (message) => {
        inFlight += 1;
        assert.equal(inFlight, 1);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(text(message.payload));
        inFlight -= 1;
      },
    });
    await publish(names('slow', 1_200));
    await eventually(() => seen.length === 1_200);
    assert.deepEqual(seen, names('slow', 1_200));
    await consumer.stop();
  });

  test('sees only the requested subjects', async () => {
    const others = [newOrganization(), newOrganization()];
    const seen: string[] = [];
    const consumer = await nats.bus.follow(STREAMS.scans, {
      filterSubjects: [`scans.${organizationId}.>`, `scans.${others[1]}.>`],
      from: 'new',
      onMessage: (message) => void seen.push(text(message.payload)),
    });
    for (const [index, other] of others.entries()) {
      await nats.bus.publish(
        STREAMS.scans.subject(other, assetId),
        `other-${index}`,
        bytes(`other-${index}`),
      );
    }
    await publish(['mine']);
    await eventually(() => seen.length === 2);
    assert.deepEqual(seen, ['other-1', 'mine']);
    await consumer.stop();
  });

  test('retries a message while a dependency is away, keeps the order, and skips unusable messages', async () => {
    const seen: string[] = [];
    let failures = 0;
    const consumer = await nats.bus.follow(STREAMS.scans, {
      from: 'new',
      onMessage: async (message) => {
        const name = text(message.payload);
        if (name === 'again-1' && failures++ < 2) throw new AppError('DATABASE.UNAVAILABLE', 'no database');
        if (name === 'again-2') throw new AppError('FRAME.UNREADABLE', 'not a scan');
        seen.push(name);
      },
    });
    await publish(names('again', 4));
    await eventually(() => seen.length === 3);
    assert.deepEqual(seen, ['again-0', 'again-1', 'again-3']);
    const [letter] = await nats.bus.deadLetters.list({ organizationId, limit: 10 });
    assert.equal(letter?.code, 'FRAME.UNREADABLE');
    await consumer.stop();
  });

  test('tells the first message of a subject after a sequence', async () => {
    const [other, mine] = [newOrganization(), newOrganization()];
    const send = async (to: typeof mine, name: string) =>
      (await nats.bus.publish(STREAMS.scans.subject(to, assetId), name, bytes(name))).sequence;
    const first = await send(mine, 'next-0');
    await send(other, 'next-1');
    const third = await send(mine, 'next-2');
    const next = (after: number) =>
      nats.bus.nextMessage(STREAMS.scans, STREAMS.scans.subjectsOf(mine), after);
    assert.equal((await next(0))?.sequence, first);
    assert.equal((await next(first))?.sequence, third);
    assert.equal(await next(third), null);
  });

  test('reports which messages are gone before it could read them', async () => {
    const receipts = await publish(names('gone', 50));
    const raw = await connect({ servers: nats.server.url });
    const first = receipts[0]?.sequence ?? 0;
    await (await jetstreamManager(raw)).streams.purge('SCANS', { seq: first + 30 });
    await raw.close();
    const gaps: StreamGap[] = [];
    const seen: string[] = [];
    const consumer = await nats.bus.follow(STREAMS.scans, {
      from: { afterSequence: first + 9 },
      onMessage: (message) => void seen.push(text(message.payload)),
      onGap: (gap) => gaps.push(gap),
    });
    await eventually(() => seen.length === 20);
    assert.deepEqual(gaps, [
      { reason: 'expired', afterSequence: first + 9, nextSequence: first + 30, count: 20 },
    ]);
    await consumer.stop();
  });

  test('begins again where the stream is younger than the position', async () => {
    const last = await nats.bus.lastMessage(STREAMS.scans, subject);
    const gaps: StreamGap[] = [];
    const seen: number[] = [];
    const consumer = await nats.bus.follow(STREAMS.scans, {
      from: { afterSequence: (last?.sequence ?? 0) + 1_000 },
      onMessage: (message) => void seen.push(message.sequence),
      onGap: (gap) => gaps.push(gap),
    });
    await eventually(() => seen.at(-1) === last?.sequence);
    assert.equal(gaps[0]?.reason, 'stream-restarted');
    await consumer.stop();
  });

  test('begins again where another stream has passed the position, and only where the position names its stream', async () => {
    const before = await publish(names('former', 10));
    const incarnation = await nats.bus.incarnationOf(STREAMS.scans);
    await nats.beginAnew(STREAMS.scans);
    const fresh = await nats.bus.incarnationOf(STREAMS.scans);
    assert.notEqual(fresh, incarnation);
    const wanted = names('latter', (before.at(-1)?.sequence ?? 0) + 20);
    await publish(wanted);
    const afterSequence = before[4]?.sequence ?? 0;
    for (const [named, expected] of [
      [{ incarnation }, wanted],
      [{ incarnation: fresh }, wanted.slice(afterSequence)],
      [{ incarnation: null }, wanted.slice(afterSequence)],
      [{}, wanted.slice(afterSequence)],
    ] as const) {
      const gaps: StreamGap[] = [];
      const seen: string[] = [];
      const consumer = await nats.bus.follow(STREAMS.scans, {
        from: { afterSequence, ...named },
        onMessage: (message) => void seen.push(text(message.payload)),
        onGap: (gap) => gaps.push(gap),
      });
      await eventually(() => seen.length === expected.length);
      assert.deepEqual(seen, expected);
      assert.equal(consumer.incarnation, fresh);
      const isReported = expected === wanted;
      assert.deepEqual(
        gaps,
        isReported
          ? [{ reason: 'stream-restarted', afterSequence, nextSequence: 1, incarnation: fresh, count: 0 }]
          : [],
      );
      await consumer.stop();
    }
  });

  test('reports a new stream after all messages of the former one, with its position in each', async () => {
    const seen: string[] = [];
    const places: [string, number][] = [];
    const held = Promise.withResolvers<void>();
    const incarnation = await nats.bus.incarnationOf(STREAMS.scans);
    const consumer = await nats.bus.follow(STREAMS.scans, {
      from: 'new',
      onMessage: async (message) => {
        seen.push(text(message.payload));
        await held.promise;
      },
      onGap: ({ reason }) => {
        seen.push(reason);
        places.push([consumer.incarnation, consumer.position]);
      },
    });
    await publish(names('held', 3));
    await eventually(() => seen.length === 1);
    await nats.beginAnew(STREAMS.scans);
    // It is open again when it requests the messages since; the first message still waits for its
    // handler.
    await eventually(async () => (await nats.consumersOf(STREAMS.scans)) > 0);
    assert.deepEqual([seen, consumer.incarnation], [['held-0'], incarnation]);
    await publish(names('anew', 2));
    held.resolve();
    await eventually(() => seen.length === 6);
    assert.deepEqual(seen, [...names('held', 3), 'stream-restarted', ...names('anew', 2)]);
    assert.deepEqual(places, [[await nats.bus.incarnationOf(STREAMS.scans), 0]]);
    await consumer.stop();
  });

  test('continues exactly after the last message when the server is killed again and again', async () => {
    const seen: string[] = [];
    const consumer = await nats.bus.follow(STREAMS.scans, {
      from: 'new',
      onMessage: (message) => {
        seen.push(text(message.payload));
        return seen.length % 7 === 0 ? new Promise<void>((resolve) => setImmediate(resolve)) : undefined;
      },
    });
    const wanted = names('kill', 6_000);
    const publishing = (async () => {
      for (let from = 0; from < wanted.length; from += 100) {
        await publish(wanted.slice(from, from + 100));
      }
    })();
    for (const at of [1_000, 3_000]) {
      await eventually(() => seen.length > at);
      await nats.killAndRestart();
    }
    await publishing;
    const backAtMs = Date.now();
    await eventually(() => seen.length >= wanted.length);
    assert.ok(Date.now() - backAtMs < 2_000);
    assert.equal(seen.length, new Set(seen).size, 'nothing twice');
    assert.deepEqual(seen.toSorted(), wanted.toSorted(), 'nothing skipped');
    await consumer.stop();
  });
});
