import assert from 'node:assert/strict';
import { AppError, featureSetHashSchema, organizationIdSchema } from '@eagle/contracts/domain';
import type { FeatureFrame } from '@eagle/contracts/frames';
import fc from 'fast-check';
import { batchOfMessageId } from './feature-frames.js';
import {
  FrameOutbox,
  STALLED_AFTER_MS,
  WAITING_BYTES_MAX,
  WAITING_MS_MAX,
  type FrameDrop,
} from './frame-outbox.js';
import { FrameRoom } from './frame-room.js';

const organizationId = organizationIdSchema.parse('3f0c0a3e-3f5b-4a53-8a51-0d5f6e6a7a01');

function frameOf(rows: number, width = 1): FeatureFrame {
  return {
    organizationId,
    featureSetHash: featureSetHashSchema.parse('a'.repeat(16)),
    width,
    assetNames: [],
    rows,
    assets: new Uint16Array(rows),
    flags: new Uint16Array(rows),
    sequences: new Float64Array(rows),
    eventTimesMs: new Float64Array(rows),
    readAtsMs: new Float64Array(rows),
    matrix: new Float32Array(rows * width),
  };
}

/**
 * A stream with limited room, a clock that advances only during sleeps, and an outbox in front of
 * the stream.
 */
class World {
  room = 0;
  nowMs = 0;
  broken = false;
  readonly stored: string[] = [];
  readonly settled: [batch: number, rows: number][] = [];
  readonly dropped: Record<FrameDrop, number> = { old: 0, 'no-room': 0 };
  readonly frameRoom: FrameRoom;
  behindMs = 0;
  failures = 0;
  /** Called whenever the outbox has found no room and sleeps. */
  onSleep: () => void = () => undefined;
  readonly outbox: FrameOutbox;

  constructor(roomBytes = Infinity) {
    this.frameRoom = new FrameRoom(roomBytes);
    this.outbox = new FrameOutbox(
      {
        publish: async (_subject, messageId) => {
          await Promise.resolve();
          if (this.broken) throw new AppError('BUS.PUBLISH_TIMEOUT', 'away');
          if (this.room <= 0) throw new AppError('BUS.SUBJECT_FULL', 'full');
          this.room -= 1;
          this.stored.push(messageId);
          return { sequence: this.stored.length, duplicate: false };
        },
      },
      organizationId,
      this.frameRoom,
      {
        onBehind: (waitedMs) => (this.behindMs = Math.max(this.behindMs, waitedMs)),
        onDropped: (rows, cause) => (this.dropped[cause] += rows),
        onFailed: () => (this.failures += 1),
        sleep: async (ms) => {
          this.nowMs += ms;
          this.onSleep();
          await new Promise((resolve) => setImmediate(resolve));
        },
        now: () => this.nowMs,
      },
    );
  }

  put(batch: number, ...frames: FeatureFrame[]): void {
    this.outbox.put(batch, frames, (rows) => this.settled.push([batch, rows]));
  }

  batches(): (number | null)[] {
    return this.stored.map(batchOfMessageId);
  }
}

describe('the outbox of feature frames', () => {
  test('publishes in order, and reports for each read when its frames are published', async () => {
    const world = new World();
    world.room = 100;
    world.put(1, frameOf(64), frameOf(3));
    world.put(2);
    world.put(3, frameOf(1));
    await world.outbox.caughtUp();
    assert.deepEqual(world.batches(), [1, 1, 3]);
    assert.deepEqual(world.settled, [
      [1, 67],
      [2, 0],
      [3, 1],
    ]);
  });

  test('accepts frames without waiting while there is no room, and publishes all in order once there is', async () => {
    const world = new World();
    for (let batch = 1; batch <= 50; batch += 1) world.put(batch, frameOf(2), frameOf(2));
    world.onSleep = () => {
      if (world.nowMs > 10_000) world.room = Math.max(world.room, 3);
    };
    while (world.settled.length < 50) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(
      world.batches(),
      Array.from({ length: 100 }, (_, i) => 1 + Math.floor(i / 2)),
    );
    assert.deepEqual(
      world.settled.map(([batch, rows]) => [batch, rows]),
      Array.from({ length: 50 }, (_, i) => [i + 1, 4]),
    );
    assert.deepEqual(world.dropped, { old: 0, 'no-room': 0 });
    assert.ok(world.behindMs > 0);
    assert.equal(new Set(world.stored).size, 100);
  });

  test('drops and counts frames that waited for a minute, and continues with newer ones', async () => {
    const world = new World();
    world.room = 1;
    world.put(1, frameOf(2), frameOf(5));
    world.onSleep = () => {
      if (
        world.settled.length === 0 &&
        world.nowMs > WAITING_MS_MAX / 2 &&
        world.nowMs < WAITING_MS_MAX / 2 + 600
      )
        world.put(2, frameOf(9));
      if (world.nowMs > WAITING_MS_MAX + 1_000) world.room = 9;
    };
    while (world.settled.length < 2) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(world.settled[0], [1, 2]);
    assert.equal(world.dropped.old, 5);
    assert.equal(world.settled.at(-1)?.[1], 9);
  });

  test('drops the oldest frames where too many wait, per organization and per process', async () => {
    const world = new World();
    const heavy = (): FeatureFrame => frameOf(8, WAITING_BYTES_MAX / 4 / 4 / 8);
    for (let batch = 1; batch <= 6; batch += 1) world.put(batch, heavy());
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(world.settled, [
      [1, 0],
      [2, 0],
    ]);
    assert.deepEqual(world.dropped, { old: 0, 'no-room': 16 });
    world.room = 100;
    while (world.settled.length < 6) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(world.batches(), [3, 4, 5, 6]);

    const small = new World(10_000);
    small.frameRoom.take(9_000);
    small.put(1, frameOf(1));
    small.put(2, frameOf(500));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(small.dropped['no-room'], 501);
    small.frameRoom.give(9_000);
    assert.equal(small.frameRoom.isOver, false);
  });

  test('lets a recording wait only as long as prediction makes progress', async () => {
    const world = new World();
    for (let batch = 1; batch <= 5; batch += 1) world.put(batch, frameOf(1));
    world.onSleep = () => {
      if (world.stored.length < 3) world.room = 1;
    };
    await world.outbox.caughtUp();
    assert.equal(world.stored.length, 3);
    const sinceMs = world.nowMs;
    assert.ok(sinceMs >= STALLED_AFTER_MS);
    await world.outbox.caughtUp();
    assert.equal(world.nowMs, sinceMs);
  });

  test('throws any other error of a publication, and works again after a clear', async () => {
    const world = new World();
    world.broken = true;
    world.put(1, frameOf(1));
    await world.outbox.caughtUp();
    assert.throws(() => world.outbox.assertSound(), { code: 'BUS.PUBLISH_TIMEOUT' });
    world.broken = false;
    world.room = 10;
    await world.outbox.clear();
    world.outbox.assertSound();
    world.put(1, frameOf(1));
    assert.equal(await world.outbox.end(), true);
    assert.deepEqual([world.failures, world.settled], [1, [[1, 1]]]);
  });

  test('ends at once where there is no room, and reports that frames are left', async () => {
    const world = new World();
    world.put(1, frameOf(1));
    assert.equal(await world.outbox.end(), false);
    assert.deepEqual([world.settled, world.frameRoom.isOver], [[], false]);
  });

  test('counts every lost row, in any order of events', async () => {
    const step = fc.oneof(
      fc.record({ put: fc.array(fc.integer({ min: 1, max: 64 }), { maxLength: 4 }) }),
      fc.record({ room: fc.integer({ min: 0, max: 5 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (all) => {
        const world = new World(4_000);
        let [batch, rows] = [0, 0];
        for (const each of all) {
          if ('room' in each) world.room += each.room;
          else {
            world.put((batch += 1), ...each.put.map((n) => frameOf(n, 4)));
            rows += each.put.reduce((sum, n) => sum + n, 0);
          }
          await new Promise((resolve) => setImmediate(resolve));
        }
        world.room = Infinity;
        while (world.settled.length < batch) await new Promise((resolve) => setImmediate(resolve));
        const published = world.settled.reduce((sum, [, n]) => sum + n, 0);
        assert.equal(published + world.dropped.old + world.dropped['no-room'], rows);
        assert.deepEqual(
          world.settled.map(([n]) => n),
          Array.from({ length: batch }, (_, i) => i + 1),
        );
        assert.deepEqual(
          world.batches(),
          world.batches().toSorted((a, b) => (a ?? 0) - (b ?? 0)),
        );
        assert.equal(world.frameRoom.isOver, false);
      }),
      { numRuns: 100 },
    );
  });
});
