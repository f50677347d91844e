import {
  AppError,
  assetIdSchema,
  streamIncarnationSchema,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { ScanBatch } from '@eagle/contracts/frames';
import { Metrics } from '@eagle/service-kit';
import type { FollowedStream, Positions, RowBatch, StreamPosition, UsageByKind } from '@eagle/telemetry';
import fc from 'fast-check';
import { pumpConfig } from '../fixtures/plant.js';
import { HistorianMetrics } from '../historian-metrics.js';
import { OrganizationRecorder } from './organization-recorder.js';
import { record, RECORDED_SCANS } from './recorded-streams.js';

const QUOTA_BYTES = 100;
const config = pumpConfig('property', { history: { quotaBytes: QUOTA_BYTES } });
const metrics = new HistorianMetrics(new Metrics('historian', 'historian-0'));

/** What a message of the stream held: its rows have the numbers `[first, first + rows)`. */
interface Message {
  readonly position: StreamPosition;
  readonly first: number;
  readonly rows: number;
}

function batchOf({ first, rows }: Message): ScanBatch {
  const numbers = Float64Array.from({ length: rows }, (_, i) => first + i);
  return {
    organizationId: config.organizationId,
    assetId: assetIdSchema.parse('pump-1'),
    configRevision: 1,
    tags: config.tags.map(({ tag }) => tag).slice(0, 1),
    stateNames: ['running'],
    heartbeatAtMs: null,
    rows,
    sequences: numbers,
    eventTimesMs: numbers.map((number) => number * 1_000),
    readAtsMs: numbers.map((number) => number * 1_000),
    states: new Uint8Array(rows),
    values: numbers,
    quality: new Uint8Array(rows),
  };
}

type Failure = 'none' | 'before' | 'after';

/** A store in memory that fails where it is told to, before or after the rows are durable. */
class PlainStore {
  readonly rows = new Map<number, number>();
  durable: Positions = new Map();
  failure: Failure = 'none';
  bytes = 0;

  async append(_: OrganizationId, batch: RowBatch): Promise<void> {
    if (this.failure === 'before') throw new AppError('DATABASE.UNAVAILABLE', 'before');
    for (const { block } of batch.rows) {
      for (const sequence of new Set(block.sequences)) {
        this.rows.set(sequence, (this.rows.get(sequence) ?? 0) + 1);
      }
    }
    this.durable = new Map([...this.durable, ...batch.positions]);
    if (this.failure === 'after') throw new AppError('DATABASE.UNAVAILABLE', 'after');
  }

  async usage(): Promise<UsageByKind[]> {
    return [{ kind: 'scans', resolution: 'raw', rows: this.rows.size, bytes: this.bytes }];
  }

  newest = async (): Promise<never> => Promise.reject(new Error('not asked here'));
  maintain = async (): Promise<never> => Promise.reject(new Error('not asked here'));
}

/** The stream as the shared reader gives it, and the ledger. */
class World {
  readonly store = new PlainStore();
  /** Rows that were refused because the quota was full. */
  readonly refused = new Set<number>();
  readonly ledger: Message[] = [];
  refusals = 0;
  private nth = 1;
  private recorder = this.opened();

  async publish(rows: number): Promise<void> {
    const last = this.ledger.at(-1);
    const { incarnation } = this;
    const sequence = last?.position.incarnation === incarnation ? last.position.sequence + 1 : 1;
    const message = { position: { incarnation, sequence }, first: this.published + 1, rows };
    this.ledger.push(message);
    this.deliver(message);
  }

  /** The last messages of the present stream come again. */
  again(count: number): void {
    const present = this.ledger.filter(({ position }) => position.incarnation === this.incarnation);
    for (const message of present.slice(-count)) this.deliver(message);
  }

  async storeNow(failure: Failure): Promise<void> {
    this.store.failure = failure;
    await this.recorder.storeAll();
  }

  async fill(bytes: number): Promise<void> {
    this.store.bytes = bytes;
    await this.recorder.measured.measure();
  }

  /** All that was in memory is read again, from the stored position. */
  async crash(): Promise<void> {
    this.recorder = this.opened();
    await this.recorder.measured.measure();
    for (const message of this.ledger) {
      if (message.position.incarnation === this.incarnation) this.deliver(message);
    }
  }

  /** Rows that wait are stored first: what a stream takes with it is another matter. */
  async restart(): Promise<void> {
    await this.storeNow('none');
    this.nth += 1;
    const { incarnation } = this;
    const gap = {
      reason: 'stream-restarted',
      afterSequence: 0,
      nextSequence: 1,
      count: 0,
      incarnation,
    } as const;
    this.recorder.goOnBehind('scans', gap, incarnation);
  }

  /** Rows of messages up to the stored position that are neither stored nor were refused. */
  get owed(): number[] {
    const reached = this.store.durable.get('scans');
    const at = this.ledger.findLastIndex(({ position }) => isAt(position, reached));
    const behind = this.ledger.slice(0, at + 1);
    return behind.flatMap(numbersOf).filter((row) => !this.store.rows.has(row) && !this.refused.has(row));
  }

  private get published(): number {
    return this.ledger.reduce((sum, { rows }) => sum + rows, 0);
  }

  private get incarnation() {
    return streamIncarnationSchema.parse(`stream-${this.nth}`);
  }

  private deliver(message: Message): void {
    const before = this.refusals;
    record(RECORDED_SCANS, this.recorder, { decode: () => batchOf(message) }, message.position, metrics);
    if (this.refusals > before) for (const row of numbersOf(message)) this.refused.add(row);
  }

  private opened(): OrganizationRecorder {
    return new OrganizationRecorder(config, this.store.durable, {
      store: this.store,
      headBounds: { cellsMax: 1_000 },
      now: () => 0,
      onStored: () => undefined,
      onFailure: () => undefined,
      onUnmeasured: () => undefined,
      onRefused: (_organizationId: OrganizationId, _stream: FollowedStream, rows) => {
        this.refusals += rows;
      },
    });
  }
}

const isAt = (position: StreamPosition, reached: StreamPosition | undefined): boolean =>
  position.incarnation === reached?.incarnation && position.sequence === reached.sequence;
const numbersOf = ({ first, rows }: Message): number[] => Array.from({ length: rows }, (_, i) => first + i);

const harmless = [
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('publish' as const), rows: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), count: fc.nat(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('store' as const),
      failure: fc.constantFrom<Failure>('none', 'before', 'after'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('fill' as const), bytes: fc.constantFrom(0, QUOTA_BYTES) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
] as const;
const crash = { weight: 1, arbitrary: fc.constant({ do: 'crash' as const }) };
const step = fc.oneof(...harmless, crash);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function take(world: World, step: Step): Promise<void> {
  switch (step.do) {
    case 'publish':
      return world.publish(step.rows);
    case 'again':
      return world.again(step.count);
    case 'store':
      return world.storeNow(step.failure);
    case 'fill':
      return world.fill(step.bytes);
    case 'restart':
      return world.restart();
    case 'crash':
      return world.crash();
  }
}

test('whatever happens, rows stored are those of the ledger without those set aside, and the position is never ahead of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 50 }), async (steps) => {
      const world = new World();
      for (const each of steps) {
        await take(world, each);
        expect(world.owed).toEqual([]);
      }
      await world.storeNow('none');
      const rows = world.ledger.flatMap(numbersOf);
      expect(rows.filter((row) => !world.store.rows.has(row) && !world.refused.has(row))).toEqual([]);
      expect([...world.store.rows.keys()].filter((row) => !rows.includes(row))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('without a crash, every row is stored or counted as set aside, never both', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(...harmless), { maxLength: 50 }), async (steps) => {
      const world = new World();
      for (const each of steps) await take(world, each);
      await world.storeNow('none');
      const rows = world.ledger.flatMap(numbersOf);
      expect(world.store.rows.size + world.refusals).toBe(rows.length);
      expect([...world.refused].filter((row) => world.store.rows.has(row))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
