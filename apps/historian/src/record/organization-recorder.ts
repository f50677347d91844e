import { AppError } from '@eagle/contracts/domain';
import type {
  AppErrorCode,
  AssetId,
  OrganizationConfig,
  OrganizationId,
  StreamIncarnation,
} from '@eagle/contracts/domain';
import type { StreamGap } from '@eagle/messaging';
import { monotonicNow } from '@eagle/service-kit/clocks';
import {
  Head,
  type AssetRows,
  type FollowedStream,
  type HeadBounds,
  type Positions,
  type RowBatch,
  type StreamPosition,
  type TelemetryStore,
} from '@eagle/telemetry';
import { MeasuredUsage } from './measured-usage.js';
import { OrganizationCursor } from './organization-cursor.js';
import { within } from './within.js';

const DAYS_OF_A_YEAR = 365;
/**
 * A head that is fuller than this share of its bound is stored without waiting for the next round.
 */
const STORED_AT_SHARE = 0.5;
/** An attempt that takes longer counts as a failure; it may still succeed. */
const ATTEMPT_MS_MAX = 30_000;

/** A position that is older is stored anew: far less than the bus keeps messages. */
const POSITION_AGE_MS_MAX = 3_600_000;

export interface RecorderPorts {
  readonly store: Pick<TelemetryStore, 'append' | 'usage' | 'newest' | 'maintain'>;
  /** Of the values of one organization in memory. */
  readonly headBounds: HeadBounds;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
  readonly onStored: (seconds: number) => void;
  readonly onFailure: (organizationId: OrganizationId, error: unknown) => void;
  /** It is not known how much is stored; what was measured last counts. */
  readonly onUnmeasured: (organizationId: OrganizationId, error: unknown) => void;
  readonly onRefused: (organizationId: OrganizationId, stream: FollowedStream, rows: number) => void;
}

/** Why rows wait longer than they should. */
export interface Unstored {
  readonly sinceMs: number;
  /** `no-answer`: the store neither took the rows nor failed. */
  readonly code: AppErrorCode | 'unknown' | 'no-answer';
}

/** An attempt to store. */
interface Attempt {
  /** By the steady clock. */
  readonly beganMs: number;
  readonly done: Promise<boolean>;
}

/**
 * The newest rows of one organization, and how they become durable. Nothing is stored twice:
 * messages up to the stored position are left out, and rows that were stored in an attempt whose
 * end is not known are equal to those of the next one.
 */
export class OrganizationRecorder {
  /** Which messages it has taken, and from which reader. */
  readonly cursor: OrganizationCursor;
  private rows: Head;
  private stored: Positions;
  private storing: Attempt | null = null;
  private failing: Unstored | null = null;
  private lastStoredAtMs: number | null = null;
  /** When its position was stored last; it is not known, how old the first one is. */
  private positionAtMs: number;
  private fellBehindAtMs: number | null = null;
  /**
   * Newest event time that is stored or waits of each stream, as far as it was taken since it was
   * opened.
   */
  private readonly newest = new Map<FollowedStream, number>();
  /** How much is stored. */
  readonly measured: MeasuredUsage;
  private refused = 0;

  /** @param positions  As stored. */
  constructor(
    private config: OrganizationConfig,
    positions: Positions,
    private readonly ports: RecorderPorts,
  ) {
    this.stored = positions;
    this.positionAtMs = ports.now();
    this.cursor = new OrganizationCursor(positions);
    this.rows = new Head(ports.headBounds);
    this.measured = new MeasuredUsage(config.organizationId, ports.store, ports.onUnmeasured);
  }

  get organizationId(): OrganizationId {
    return this.config.organizationId;
  }

  configure(config: OrganizationConfig): void {
    this.config = config;
  }

  /** The rows that wait. */
  get head(): Head {
    return this.rows;
  }

  /** Since when rows cannot be stored, and why; null: they can. */
  get unstored(): Unstored | null {
    return this.failing;
  }

  /** When rows were stored last, since the start of the process; null: never. */
  get storedAtMs(): number | null {
    return this.lastStoredAtMs;
  }

  /** Since when the shared reader leaves its messages out; null: it does not. */
  get behindSinceMs(): number | null {
    return this.fellBehindAtMs;
  }

  get hasWaiting(): boolean {
    return this.rows.cells > 0 || this.rows.positions.size > 0;
  }

  /** It is full enough to be stored soon. */
  get isFilling(): boolean {
    return this.rows.cells >= this.ports.headBounds.cellsMax * STORED_AT_SHARE;
  }

  /** There is a source that knows what happened before. */
  get hasSource(): boolean {
    return this.config.feed !== null && this.config.mapping !== null;
  }

  get refusedRows(): number {
    return this.refused;
  }

  get quota(): ReturnType<MeasuredUsage['against']> {
    return this.measured.against(this.config.settings.history.quotaBytes);
  }

  /**
   * Takes the rows of a message.
   * @returns how many; none where the quota is full: then the position alone goes on.
   */
  take(stream: FollowedStream, position: StreamPosition, rows: readonly AssetRows<AssetId>[]): number {
    this.cursor.take(stream, position);
    for (const { block } of rows) this.seen(stream, block.timesMs);
    const count = rows.reduce((sum, { block }) => sum + block.rows, 0);
    if (count > 0 && this.quota.state === 'refused') {
      this.refused += count;
      this.ports.onRefused(this.organizationId, stream, count);
      this.rows.add([], stream, position);
      return 0;
    }
    this.rows.add(rows, stream, position);
    return count;
  }

  /**
   * Event time of the newest row of a stream; null: there is none.
   * @throws AppError as `TelemetryStore.newest`.
   */
  async newestTimeMs(stream: FollowedStream): Promise<number | null> {
    const taken = this.newest.get(stream);
    if (taken !== undefined) return taken;
    const stored = await this.ports.store.newest(this.organizationId, stream);
    return stored.size === 0 ? null : Math.max(...stored.values());
  }

  /** Messages up to a position are gone; what they held is accounted for. */
  passOver(stream: FollowedStream, position: StreamPosition): void {
    if (this.cursor.isNew(stream, position)) this.take(stream, position, []);
  }

  /**
   * A stream gave it nothing for long: its position goes on, so that it does not seem to lack what
   * the bus has dropped since.
   */
  keepUp(shared: Positions): void {
    const isQuiet = !this.cursor.isBehind && !this.hasWaiting;
    if (!isQuiet || this.ports.now() - this.positionAtMs < POSITION_AGE_MS_MAX) return;
    for (const [stream, position] of shared) this.passOver(stream, position);
  }

  /** From now on the shared reader leaves its messages out, until it has joined it again. */
  fallBehind(): void {
    this.cursor.fallBehind();
    this.fellBehindAtMs ??= this.ports.now();
  }

  /** Follows the shared reader again if nothing is missing. @returns whether it does. */
  join(shared: Positions): boolean {
    if (!this.cursor.join(shared)) return false;
    this.fellBehindAtMs = null;
    return true;
  }

  /** Lets go of the rows that wait: the bus gives them again, to the reader of its own. */
  release(): void {
    this.fallBehind();
    this.rows = new Head(this.ports.headBounds);
    this.newest.clear();
    this.cursor.goBackTo(this.stored);
  }

  /**
   * Goes on behind a gap, once it is accounted for.
   * @param incarnation  Of the stream behind it.
   */
  goOnBehind(stream: FollowedStream, gap: StreamGap, incarnation: StreamIncarnation): void {
    if (gap.reason === 'expired') {
      this.passOver(stream, { incarnation, sequence: gap.nextSequence - 1 });
      return;
    }
    this.cursor.beginAnew(stream, incarnation);
    this.rows.add([], stream, { incarnation, sequence: 0 });
  }

  /**
   * Stores what waits; callers that come meanwhile share the attempt. Never rejects.
   * @param waitMsMax  The attempt goes on after this time.
   * @returns whether it succeeded within that time.
   */
  async store(waitMsMax = ATTEMPT_MS_MAX): Promise<boolean> {
    this.storing ??= this.begin();
    const { beganMs, done } = this.storing;
    const isStored = await within(done, Math.max(0, beganMs + waitMsMax - monotonicNow()), null);
    if (isStored === null) this.failing ??= { sinceMs: this.ports.now(), code: 'no-answer' };
    return isStored ?? false;
  }

  /** As `store`, but all that waits now, also what came during an attempt that is under way. */
  async storeAll(waitMsMax = ATTEMPT_MS_MAX): Promise<boolean> {
    const untilMs = monotonicNow() + waitMsMax;
    if (this.storing !== null && !(await this.store(waitMsMax))) return false;
    return this.store(Math.max(0, untilMs - monotonicNow()));
  }

  /**
   * One bounded step of maintenance.
   * @returns what it did.
   * @throws AppError as `TelemetryStore.maintain`.
   */
  async maintain() {
    const { rawDays, aggregateYears } = this.config.settings.history;
    const retention = { rawDays, aggregateDays: aggregateYears * DAYS_OF_A_YEAR };
    const done = await this.ports.store.maintain(this.organizationId, this.ports.now(), retention);
    if (done.mergedSegments + done.aggregatedDays + done.retiredSegments > 0) this.measured.outdate();
    if (!done.hasMore) await this.measured.measureIfOutdated();
    return done;
  }

  private seen(stream: FollowedStream, timesMs: Float64Array): void {
    let newestMs = this.newest.get(stream) ?? Number.NEGATIVE_INFINITY;
    for (const timeMs of timesMs) if (timeMs > newestMs) newestMs = timeMs;
    if (newestMs > Number.NEGATIVE_INFINITY) this.newest.set(stream, newestMs);
  }

  private begin(): Attempt {
    const done = this.attempt().finally(() => {
      this.storing = null;
    });
    return { beganMs: monotonicNow(), done };
  }

  private async attempt(): Promise<boolean> {
    const beganMs = this.ports.now();
    try {
      const hadSome = await this.rows.store((batch) => this.append(batch));
      if (hadSome) this.ports.onStored((this.ports.now() - beganMs) / 1_000);
      this.failing = null;
      if (hadSome) await this.measured.measureIfPossible();
      return true;
    } catch (error) {
      this.failing = { sinceMs: this.failing?.sinceMs ?? beganMs, code: codeOf(error) };
      this.ports.onFailure(this.organizationId, error);
      return false;
    }
  }

  private async append(batch: RowBatch): Promise<void> {
    await this.ports.store.append(this.organizationId, batch);
    this.stored = new Map([...this.stored, ...batch.positions]);
    this.positionAtMs = this.ports.now();
    if (batch.rows.length > 0) this.lastStoredAtMs = this.positionAtMs;
  }
}

const codeOf = (error: unknown): Unstored['code'] => (error instanceof AppError ? error.code : 'unknown');
