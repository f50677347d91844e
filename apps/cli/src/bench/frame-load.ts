import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { STREAMS } from '@eagle/contracts/bus';
import { AppError, assetIdSchema } from '@eagle/contracts/domain';
import { encodeFeatureFrame, FEATURE_FRAME_ROWS_MAX, featuresOffsetMs } from '@eagle/contracts/frames';
import type { BusHeaders } from '@eagle/messaging';
import type { BenchPlatform } from './bench-platform.js';
import { LOAD_ASSETS, type BenchOrganization } from './bench-organizations.js';
import { OpenLoopSchedule } from './open-loop.js';
import type { SeedModel } from './seed-model.js';

const ASSETS = LOAD_ASSETS.map((name) => assetIdSchema.parse(name));
/** Rows of a normal plant, which a platform judges nearly all the time. */
const NORMAL_PROBABILITY_MAX = 0.5;

/** Prefix of the message ids of the load: of its frames and their predictions. */
const LOAD_ID_PREFIX = 'bench:';

/** Whether a frame or its prediction belongs to the load; plants of the bench send other rows. */
export const isOfLoad = (headers: BusHeaders): boolean =>
  headers['Nats-Msg-Id']?.startsWith(LOAD_ID_PREFIX) === true;

/** The outcome of the frames that were given to the bus. */
export interface SentFrames {
  readonly frames: number;
  readonly rows: number;
  /** Frames that found no room on their organization's subject. */
  readonly refused: number;
  /**
   * Longest delay of a due frame until it was given to the bus, milliseconds: the bench's own
   * lateness.
   */
  readonly lateMsMax: number;
}

export interface OpenLoad {
  readonly rowsPerSecond: number;
  readonly seconds: number;
  /**
   * How often an organization's rows travel; the platform's own flush interval is
   * `FEATURES_TICK_MS`.
   */
  readonly frameEveryMs: number;
}

/**
 * Feature rows of the seed's golden rows without a failure, laid out once: the bench must not use
 * the CPU that it measures.
 */
class NormalRows {
  readonly width: number;
  private readonly count: number;
  /** The rows in a ring; the first ones are repeated after its end, as many as a frame can hold. */
  private readonly matrix: Float32Array;

  constructor(seed: SeedModel) {
    const { features, probability } = seed.golden;
    const normal = features.filter((_, row) => (probability[row] ?? 1) < NORMAL_PROBABILITY_MAX);
    const rows = normal.length > 0 ? normal : features;
    this.width = seed.manifest.featureNames.length;
    this.count = rows.length;
    this.matrix = new Float32Array((rows.length + FEATURE_FRAME_ROWS_MAX) * this.width);
    for (let row = 0; row < rows.length + FEATURE_FRAME_ROWS_MAX; row += 1) {
      const values = rows[row % rows.length] ?? [];
      this.matrix.set(
        values.map((value) => value ?? NaN),
        row * this.width,
      );
    }
  }

  /** A view of `rows` rows, beginning somewhere in the ring. */
  from(start: number, rows: number): Float32Array {
    const first = start % this.count;
    return this.matrix.subarray(first * this.width, (first + rows) * this.width);
  }
}

/**
 * Publishes feature frames in the place of data-processor, made of rows that the model was trained
 * on.
 */
export class FrameLoad {
  private readonly normalRows: NormalRows;
  private published = 0;
  private refused = 0;
  /**
   * Counted, not stored: a changing Set would burden the garbage collector of the measuring
   * process.
   */
  private inFlight = 0;
  private failure: Error | null = null;
  /** Emits `moved` whenever a frame in flight was predicted or refused. */
  private readonly progress = new EventEmitter<{ moved: [] }>();

  constructor(
    private readonly bench: BenchPlatform,
    private readonly seed: SeedModel,
    private readonly organizations: readonly BenchOrganization[],
    /**
     * `never`: rows carry the beginning of time as read time, which distinguishes their age from
     * that of others.
     */
    private readonly stamped: 'when due' | 'never' = 'when due',
  ) {
    this.normalRows = new NormalRows(seed);
  }

  /**
   * A steady open-loop load: rows are read one after the other, evenly over time, and leave with
   * the next flush of their organization. Each row carries the time at which it was due to be read.
   */
  async sendOpenLoop(load: OpenLoad): Promise<SentFrames> {
    const rows = this.rowsPerFrame(load);
    const { organizations, bench } = this;
    const clockMs = Date.now() - performance.now();
    const schedule = new OpenLoopSchedule(
      organizations.map(({ id }) => featuresOffsetMs(id)),
      load.frameEveryMs,
      performance.now(),
      load.seconds * 1_000,
    );
    const before = { frames: this.published, refused: this.refused };
    let lateMsMax = 0;
    while (!schedule.isOver) {
      bench.hooks.signal.throwIfAborted();
      const due = schedule.due(performance.now());
      for (const { organization, dueAtMs } of due)
        this.publish(organization, rows, clockMs + dueAtMs, load.frameEveryMs);
      const [first] = due;
      if (first !== undefined) lateMsMax = Math.max(lateMsMax, performance.now() - first.dueAtMs);
      await delay(1);
    }
    await this.untilAcknowledged();
    const frames = this.published - before.frames;
    return { frames, rows: frames * rows, refused: this.refused - before.refused, lateMsMax };
  }

  /**
   * A closed-loop load: full frames, every organization in turn, at most `inFlightMax` frames
   * without a prediction. While there is no room the sender sleeps: polling would take a core from
   * the measured platform.
   */
  async sendClosedLoop(framesPerOrganization: number, inFlightMax: number): Promise<SentFrames> {
    const { organizations, bench } = this;
    const total = framesPerOrganization * organizations.length;
    const before = { frames: this.published, refused: this.refused };
    let predicted = 0;
    const consumer = await bench.bus.follow(STREAMS.predictions, {
      from: 'new',
      onMessage: ({ headers }) => {
        if (!isOfLoad(headers)) return;
        predicted += 1;
        this.progress.emit('moved');
      },
    });
    const inFlight = (sent: number): number => sent - predicted - this.refused + before.refused;
    for (let sent = 0; sent < total && this.failure === null;) {
      const room = Math.min(total - sent, inFlightMax - inFlight(sent));
      for (let i = 0; i < room; i += 1, sent += 1)
        this.publish(sent % organizations.length, FEATURE_FRAME_ROWS_MAX, Date.now(), 0);
      if (sent < total) await once(this.progress, 'moved', { signal: bench.hooks.signal });
    }
    await this.untilAcknowledged();
    await consumer.stop();
    const frames = this.published - before.frames;
    const rows = frames * FEATURE_FRAME_ROWS_MAX;
    return { frames, rows, refused: this.refused - before.refused, lateMsMax: 0 };
  }

  private rowsPerFrame({ rowsPerSecond, frameEveryMs }: OpenLoad): number {
    const rows = Math.round((rowsPerSecond * frameEveryMs) / 1_000 / this.organizations.length);
    return Math.min(FEATURE_FRAME_ROWS_MAX, Math.max(1, rows));
  }

  private publish(organization: number, rows: number, dueAtMs: number, periodMs: number): void {
    const sender = this.organizations[organization];
    if (sender === undefined) return;
    const { id, load } = sender;
    const sequence = load.rows;
    load.rows += rows;
    const payload = this.encode(id, rows, sequence, dueAtMs, periodMs);
    this.inFlight += 1;
    void this.bench.bus
      .publish(STREAMS.features.subject(id), `${LOAD_ID_PREFIX}${id}:${sequence}`, payload)
      .then(
        () => void (this.published += 1),
        (error: unknown) => this.onRefused(error),
      )
      .finally(() => void (this.inFlight -= 1));
  }

  private onRefused(error: unknown): void {
    if (error instanceof AppError && error.kind === 'exhausted') this.refused += 1;
    else this.failure ??= new Error('A frame could not be published.', { cause: error });
    this.progress.emit('moved');
  }

  /** @throws the error of a refused frame, unless it was refused for lack of room. */
  private async untilAcknowledged(): Promise<void> {
    while (this.inFlight > 0) await delay(1);
    if (this.failure !== null) throw this.failure;
  }

  private encode(
    id: BenchOrganization['id'],
    rows: number,
    sequence: number,
    dueAtMs: number,
    periodMs: number,
  ): Uint8Array {
    const { featureSetHash } = this.seed.manifest;
    const assets = new Uint16Array(rows);
    const sequences = new Float64Array(rows);
    const readAtsMs = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) {
      assets[row] = (sequence + row) % ASSETS.length;
      // Each asset's rows are numbered without a gap, also from one measurement to the next.
      sequences[row] = Math.floor((sequence + row) / ASSETS.length) + 1;
      readAtsMs[row] = dueAtMs - periodMs * (1 - (row + 1) / rows);
    }
    return encodeFeatureFrame({
      organizationId: id,
      featureSetHash,
      width: this.normalRows.width,
      assetNames: ASSETS,
      rows,
      assets,
      flags: new Uint16Array(rows),
      sequences,
      eventTimesMs: readAtsMs,
      readAtsMs: this.stamped === 'never' ? new Float64Array(rows) : readAtsMs,
      matrix: this.normalRows.from(sequence, rows),
    });
  }
}
