import { AppError } from '@eagle/contracts/domain';
import type { AppErrorCode, AssetId, OrganizationConfig, OrganizationId } from '@eagle/contracts/domain';
import {
  Head,
  judgeQuota,
  type AssetRows,
  type FollowedStream,
  type Positions,
  type QuotaVerdict,
  type StreamPosition,
  type TelemetryStore,
  type Usage,
  type UsageByKind,
} from '@eagle/telemetry';

/** Share of the quota from which on people are warned. */
const WARN_SHARE = 0.8;
const DAYS_OF_A_YEAR = 365;

export interface RecorderPorts {
  readonly store: TelemetryStore;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
  readonly onStored: (seconds: number) => void;
  readonly onFailure: (organizationId: OrganizationId, error: unknown) => void;
  readonly onRefused: (organizationId: OrganizationId, stream: FollowedStream, rows: number) => void;
}

/** Why rows wait longer than they should. */
export interface Unstored {
  readonly sinceMs: number;
  readonly code: AppErrorCode | 'unknown';
}

const EMPTY: readonly UsageByKind[] = [];

/**
 * The newest rows of one organization, and how they become durable. Nothing is stored twice: messages up to the stored position are left out, and
 * rows that were stored in an attempt whose end is not known are equal to those of the next one.
 */
export class OrganizationRecorder {
  readonly head = new Head();
  private readonly reached: Map<FollowedStream, StreamPosition>;
  private storing: Promise<boolean> | null = null;
  private failing: Unstored | null = null;
  private measured = EMPTY;
  private refused = 0;

  /** @param positions  As stored. */
  constructor(
    private config: OrganizationConfig,
    positions: Positions,
    private readonly ports: RecorderPorts,
  ) {
    this.reached = new Map(positions);
  }

  get organizationId(): OrganizationId {
    return this.config.organizationId;
  }

  configure(config: OrganizationConfig): void {
    this.config = config;
  }

  /** Since when rows cannot be stored, and why; null: they can. */
  get unstored(): Unstored | null {
    return this.failing;
  }

  get refusedRows(): number {
    return this.refused;
  }

  /** By kind and resolution, as last measured. */
  get usage(): readonly UsageByKind[] {
    return this.measured;
  }

  get used(): Usage {
    const sum = (quantityOf: (usage: Usage) => number): number =>
      this.measured.reduce((whole, each) => whole + quantityOf(each), 0);
    return { rows: sum(({ rows }) => rows), bytes: sum(({ bytes }) => bytes) };
  }

  get quota(): QuotaVerdict & { readonly bytesMax: number } {
    const bytesMax = this.config.settings.history.quotaBytes;
    return { bytesMax, ...judgeQuota(this.used, { bytesMax, warnShare: WARN_SHARE }, 0) };
  }

  /** Whether a message is behind what is stored or waits already. */
  isNew(stream: FollowedStream, { incarnation, sequence }: StreamPosition): boolean {
    const reached = this.reached.get(stream);
    return reached?.incarnation !== incarnation || sequence > reached.sequence;
  }

  /** Takes the rows of a message. @returns how many; none where the quota is full: then the position alone goes on. */
  take(stream: FollowedStream, position: StreamPosition, rows: readonly AssetRows<AssetId>[]): number {
    this.reached.set(stream, position);
    const count = rows.reduce((sum, { block }) => sum + block.rows, 0);
    if (count > 0 && this.quota.state === 'refused') {
      this.refused += count;
      this.ports.onRefused(this.organizationId, stream, count);
      this.head.add([], stream, position);
      return 0;
    }
    this.head.add(rows, stream, position);
    return count;
  }

  /** Stores what waits; callers that come meanwhile share the attempt. @returns whether nothing failed. Never rejects. */
  store(): Promise<boolean> {
    this.storing ??= this.attempt().finally(() => {
      this.storing = null;
    });
    return this.storing;
  }

  /** Stores all that waits now, also what came during an attempt that is under way. @returns whether nothing failed. Never rejects. */
  async storeAll(): Promise<boolean> {
    await this.storing;
    return this.store();
  }

  /** One bounded step of maintenance. @returns what it did. @throws AppError as `TelemetryStore.maintain`. */
  async maintain() {
    const { rawDays, aggregateYears } = this.config.settings.history;
    const retention = { rawDays, aggregateDays: aggregateYears * DAYS_OF_A_YEAR };
    const done = await this.ports.store.maintain(this.organizationId, this.ports.now(), retention);
    if (!done.hasMore) await this.measure();
    return done;
  }

  /** Looks up how much is stored. @throws AppError as `TelemetryStore.usage`. */
  async measure(): Promise<void> {
    this.measured = await this.ports.store.usage(this.organizationId);
  }

  private async attempt(): Promise<boolean> {
    const beganMs = this.ports.now();
    try {
      const hadSome = await this.head.store((batch) => this.ports.store.append(this.organizationId, batch));
      if (hadSome) {
        this.ports.onStored((this.ports.now() - beganMs) / 1_000);
        await this.measure();
      }
      this.failing = null;
      return true;
    } catch (error) {
      this.failing = { sinceMs: this.failing?.sinceMs ?? beganMs, code: codeOf(error) };
      this.ports.onFailure(this.organizationId, error);
      return false;
    }
  }
}

const codeOf = (error: unknown): Unstored['code'] => (error instanceof AppError ? error.code : 'unknown');
