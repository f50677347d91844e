import assert from 'node:assert/strict';
import { streamIncarnationSchema, type StreamIncarnation } from '@eagle/contracts/domain';
import { FOLLOWED_STREAMS, type FollowedStream, type StreamPosition } from '@eagle/telemetry';
import fc from 'fast-check';
import { OrganizationCursor } from './organization-cursor.js';

const incarnationOf = (nth: number): StreamIncarnation => streamIncarnationSchema.parse(`stream-${nth}`);

/** One stream, in which every message is of the organization. */
class Stream {
  nth = 1;
  last = 0;

  get incarnation(): StreamIncarnation {
    return incarnationOf(this.nth);
  }

  get end(): StreamPosition {
    return { incarnation: this.incarnation, sequence: this.last };
  }
}

/** The obvious way: a set of rows in memory, a set that is stored, and two readers. */
class World {
  readonly streams = { scans: new Stream(), predictions: new Stream() };
  readonly shared = new Map<FollowedStream, StreamPosition>();
  readonly own = new Map<FollowedStream, StreamPosition>();
  readonly cursor = new OrganizationCursor(new Map());
  stored = new Map<FollowedStream, StreamPosition>();
  waiting: string[] = [];
  durable: string[] = [];

  constructor() {
    for (const stream of FOLLOWED_STREAMS) this.shared.set(stream, this.streams[stream].end);
  }

  readShared(stream: FollowedStream): void {
    const at = this.shared.get(stream);
    const { incarnation, last } = this.streams[stream];
    assert.ok(at !== undefined);
    if (at.incarnation !== incarnation) {
      this.shared.set(stream, { incarnation, sequence: 0 });
      if (this.cursor.isBehind) this.cursor.leaveOutAnew(stream, incarnation);
      else this.cursor.beginAnew(stream, incarnation);
      return;
    }
    if (at.sequence >= last) return;
    const position = { incarnation, sequence: at.sequence + 1 };
    this.shared.set(stream, position);
    if (!this.cursor.isBehind) this.take(stream, position);
    else if (this.cursor.isNew(stream, position)) this.cursor.leaveOut(stream, position);
  }

  readOwn(stream: FollowedStream): void {
    if (!this.cursor.isBehind) return;
    const { incarnation, last } = this.streams[stream];
    const at = this.own.get(stream) ?? this.cursor.resumeAfter(stream) ?? { incarnation, sequence: 0 };
    if (at.incarnation !== incarnation) {
      this.own.set(stream, { incarnation, sequence: 0 });
      this.cursor.beginAnew(stream, incarnation);
    } else if (at.sequence < last) {
      const position = { incarnation, sequence: at.sequence + 1 };
      this.own.set(stream, position);
      this.take(stream, position);
    }
    this.join();
  }

  join(): void {
    if (this.cursor.isBehind && this.cursor.join(this.shared)) this.own.clear();
  }

  store(): void {
    this.stored = new Map(this.cursor.positions);
    this.durable.push(...this.waiting);
    this.waiting = [];
  }

  /** Rows in memory are let go; a reader of its own begins anew. */
  release(): void {
    this.waiting = [];
    this.own.clear();
    this.cursor.goBackTo(this.stored);
  }

  private take(stream: FollowedStream, position: StreamPosition): void {
    if (!this.cursor.isNew(stream, position)) return;
    this.cursor.take(stream, position);
    this.waiting.push(`${stream} ${position.incarnation} ${position.sequence}`);
  }
}

const stream = fc.constantFrom(...FOLLOWED_STREAMS);
const step = fc.oneof(
  fc.record({ do: fc.constant('publish' as const), stream }),
  fc.record({ do: fc.constant('readShared' as const), stream }),
  fc.record({ do: fc.constant('readOwn' as const), stream }),
  fc.record({ do: fc.constantFrom('store', 'fallBehind', 'release'), stream }),
);
const restart = fc.record({ do: fc.constant('restart' as const), stream });

function run(world: World, steps: readonly { do: string; stream: FollowedStream }[]): void {
  for (const { do: what, stream } of steps) {
    if (what === 'publish') world.streams[stream].last += 1;
    if (what === 'readShared') world.readShared(stream);
    if (what === 'readOwn') world.readOwn(stream);
    if (what === 'store') world.store();
    if (what === 'fallBehind') world.cursor.fallBehind();
    if (what === 'release') world.release();
    if (what === 'restart')
      Object.assign(world.streams[stream], { nth: world.streams[stream].nth + 1, last: 0 });
  }
  for (let round = 0; round < 200; round += 1) {
    for (const stream of FOLLOWED_STREAMS) {
      world.readShared(stream);
      world.readOwn(stream);
    }
    world.join();
  }
  world.store();
}

const published = (world: World): string[] =>
  FOLLOWED_STREAMS.flatMap((stream) => {
    const { incarnation, last } = world.streams[stream];
    return Array.from({ length: last }, (_, i) => `${stream} ${incarnation} ${i + 1}`);
  });

test('whichever reader gives them, every message is taken once and the organization joins again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const world = new World();
      run(world, steps);
      expect(world.durable.toSorted()).toEqual(published(world).toSorted());
      expect(world.cursor.isBehind).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test('when streams begin anew, every message of the newest is taken, none twice, and the organization joins again', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 8, arbitrary: step }, restart), { maxLength: 80 }), (steps) => {
      const world = new World();
      run(world, steps);
      const rows = new Set(world.durable);
      expect(world.durable).toHaveLength(rows.size);
      expect(published(world).filter((row) => !rows.has(row))).toEqual([]);
      expect(world.cursor.isBehind).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
