import { BUCKETS } from '@eagle/contracts/bus';
import {
  type Announcements,
  type FeedLedger,
  rejectionReasonSchema,
  type FeedProblem,
  type FeedRemark,
  type FeedStatus,
  type OrganizationId,
  type RejectionReason,
} from '@eagle/contracts/domain';
import { duration } from '@eagle/feeds';
import type { Bucket, Bus } from '@eagle/messaging';

const WRITE_EVERY_MS = 2_000;
/** While this replica reads the feed, it writes the status at least this often, changed or not. */
const HEARTBEAT_EVERY_MS = 5_000;
/** Two heartbeats may be lost before the last status counts as stale. */
const GOOD_FOR_MS = 3 * HEARTBEAT_EVERY_MS;
/** Rejected rows make a feed degraded for this long. */
const REMEMBERED_MS = 60_000;

/** Rows that were never read make a feed degraded for this long. */
const MISSED_SHOWN_MS = 3_600_000;

const degraded = (
  remark: FeedRemark,
  reason: string,
): Pick<FeedStatus, 'state' | 'problem' | 'reason' | 'remark'> => ({
  state: 'degraded',
  problem: 'none',
  reason,
  remark,
});

/** The wall clock for reported times, the steady one for durations. */
export interface StatusClocks {
  readonly now: () => number;
  readonly monotonicNow: () => number;
}

/** The facts behind the sentence of a working feed. */
interface Remark {
  readonly remark: FeedRemark;
  readonly text: string;
  readonly problem: FeedProblem;
  readonly atMs: number;
}

/**
 * Maintains the public status of one feed: counters, and one sentence for people. Written on
 * change, otherwise at most every 2 s.
 */
export class FeedStatusCache {
  private readonly bucket: Bucket<FeedStatus>;
  private problem: FeedProblem = 'connecting';
  private trouble = 'Connecting to the source.';
  private remark: Remark | null = null;
  /** Rows that were never read, while they are shown. */
  private missing: { rows: number; readonly below: string; readonly atMs: number } | null = null;
  private readonly rejected: Partial<Record<RejectionReason, number>> = {};
  private rowsRead = 0;
  private scansPublished = 0;
  private rowsQuarantined = 0;
  private newestEventMs: number | null = null;
  private lastReadMs: number | null = null;
  private watermark: string | null = null;
  private lagMsMax: number | null = null;
  private announcements: Announcements = 'none';
  private unheardBecause: string | null = null;
  private ledger: FeedLedger | null = null;
  private lookMs: number | null = null;
  private cost: string | null = null;
  private written = '';
  private writtenAtMs = -Infinity;
  private timer: NodeJS.Timeout | null = null;
  private heartbeat: NodeJS.Timeout | null = null;

  constructor(
    bus: Bus,
    private readonly organizationId: OrganizationId,
    private readonly clocks: StatusClocks,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.bucket = bus.bucket(BUCKETS.feedStatus);
  }

  /**
   * This replica now reads the feed: it renews the status, so that readers notice when that ends.
   */
  own(): void {
    this.heartbeat ??= setInterval(() => this.writeSoon(), HEARTBEAT_EVERY_MS);
    this.writeSoon();
  }

  /** This replica no longer reads the feed. */
  disown(): void {
    if (this.heartbeat !== null) clearInterval(this.heartbeat);
    this.heartbeat = null;
  }

  /** The feed does not work. */
  down(problem: FeedProblem, reason: string): void {
    this.problem = problem;
    this.trouble = reason;
    this.writeSoon();
  }

  /**
   * The feed was read.
   * @param lagMsMax  Lag of the newest row behind the clock from which it is reported; null where
   * the source is the clock.
   */
  read(rows: number, watermark: string | null, lagMsMax: number | null, lookMs: number): void {
    this.lookMs = lookMs;
    this.problem = 'none';
    this.rowsRead += rows;
    this.watermark = watermark;
    this.lagMsMax = lagMsMax;
    this.lastReadMs = this.clocks.now();
    this.writeSoon();
  }

  /** The cost of a poll for the source; null: not worth reporting. */
  costs(sentence: string | null): void {
    this.cost = sentence;
  }

  /** Whether the source's announcements arrive, and why not. */
  hears(announcements: Announcements, unheardBecause: string | null): void {
    if (this.announcements === announcements && this.unheardBecause === unheardBecause) return;
    this.announcements = announcements;
    this.unheardBecause = unheardBecause;
    this.writeSoon();
  }

  published(scans: number, newestEventMs: number): void {
    this.scansPublished += scans;
    if (Number.isFinite(newestEventMs)) this.newestEventMs = newestEventMs;
  }

  /**
   * Reports unusable rows or values.
   * @param rowExample  The problem of one of the rows; null where only values are unusable.
   * @param valueExample  The problem of one of the values.
   */
  reject(
    counts: Partial<Record<RejectionReason, number>>,
    rows: number,
    rowExample: string | null,
    valueExample: string | null,
  ): void {
    for (const reason of rejectionReasonSchema.options) {
      const count = counts[reason];
      if (count !== undefined) this.rejected[reason] = (this.rejected[reason] ?? 0) + count;
    }
    this.rowsQuarantined += rows;
    if (rowExample !== null) {
      this.note(
        'rows-rejected',
        `Rows come in, but some cannot be used and are kept in quarantine: ${rowExample}`,
      );
    } else if (valueExample !== null) {
      this.note(
        'values-rejected',
        `Rows come in, but some values cannot be used and count as missing: ${valueExample}; correct the source or the mapping.`,
      );
    }
  }

  /** A remark on a feed that works; shown for a minute. */
  note(remark: FeedRemark, text: string, problem: FeedProblem = 'none'): void {
    this.remark = { remark, text, problem, atMs: this.clocks.monotonicNow() };
    this.writeSoon();
  }

  /** The ledger was compared with the source. */
  compared(ledger: Omit<FeedLedger, 'checkedAt'>): void {
    this.ledger = { ...ledger, checkedAt: isoOrNull(this.clocks.now()) };
    this.writeSoon();
  }

  notCompared(why: string): void {
    const none = { from: null, to: null, rowsAtSource: 0, rowsRead: 0, rowsRefused: 0, rowsNeverRead: 0 };
    this.ledger = { ...none, checkedAt: null, ...this.ledger, skipped: why };
  }

  /** Rows below the reading point were found that are not read. @param below  The reading point. */
  missed(rows: number, below: string | null): void {
    const before = this.missing?.rows ?? 0;
    this.missing = { rows: before + rows, below: below ?? '', atMs: this.clocks.monotonicNow() };
    this.writeSoon();
  }

  /** Never below zero: the stamp of a row may be ahead of this machine's clock. */
  get lagMs(): number | null {
    const { newestEventMs, lagMsMax } = this;
    return newestEventMs === null || lagMsMax === null
      ? null
      : Math.max(0, this.clocks.now() - newestEventMs);
  }

  async close(): Promise<void> {
    if (this.heartbeat !== null) clearInterval(this.heartbeat);
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    await this.write();
  }

  private verdict(): Pick<FeedStatus, 'state' | 'problem' | 'reason' | 'remark'> {
    if (this.problem !== 'none') return { state: 'down', problem: this.problem, reason: this.trouble };
    const noted = this.remark;
    if (noted !== null && this.clocks.monotonicNow() - noted.atMs < REMEMBERED_MS) {
      return { ...degraded(noted.remark, noted.text), problem: noted.problem };
    }
    if (this.announcements === 'lost') {
      const why = this.unheardBecause === null ? '' : ` (${this.unheardBecause})`;
      const reason = `Rows come in, but the announcements of the source do not arrive${why}: the table is polled every few seconds meanwhile; check whether the connection or a pooler in between drops LISTEN.`;
      return degraded('announcements-lost', reason);
    }
    const { missing } = this;
    if (missing !== null && this.clocks.monotonicNow() - missing.atMs < MISSED_SHOWN_MS) {
      const reason = `${missing.rows} rows at the source below ${missing.below} were never read: they were written behind the reading point and cannot be distinguished from rows that were read; check which program writes there.`;
      return degraded('rows-never-read', reason);
    }
    this.missing = null;
    const { lagMs } = this;
    if (lagMs !== null && lagMs > (this.lagMsMax ?? Infinity)) {
      const reason = `Connected, but the newest row is ${duration(lagMs)} behind the clock: check whether the source still writes, and check its clock and the mapping's time zone.`;
      return degraded('behind', reason);
    }
    const ok = { state: 'ok', problem: 'none' } as const;
    const [remark, reason] =
      this.newestEventMs === null
        ? (['no-rows-yet', 'Connected; no rows have come yet.'] as const)
        : (['rows-come', 'Connected; rows come in.'] as const);
    return this.cost === null
      ? { ...ok, remark, reason }
      : { ...ok, remark: 'looks-costly', reason: `${reason} ${this.cost}` };
  }

  private writeSoon(): void {
    const { state, problem, reason } = this.verdict();
    const changed = this.written !== `${state}/${problem}/${reason}`;
    if (!changed && this.timer !== null) return;
    if (this.timer !== null) clearTimeout(this.timer);
    // A sentence that changes with every row (it quotes an example) is written only a few times a
    // second.
    const pauseMs = changed ? 100 : WRITE_EVERY_MS;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        void this.write();
      },
      Math.max(0, this.writtenAtMs + pauseMs - this.clocks.monotonicNow()),
    );
  }

  private async write(): Promise<void> {
    const nowMs = this.clocks.now();
    const verdict = this.verdict();
    this.written = `${verdict.state}/${verdict.problem}/${verdict.reason}`;
    this.writtenAtMs = this.clocks.monotonicNow();
    try {
      await this.bucket.put(this.organizationId, {
        v: 1,
        organizationId: this.organizationId,
        ...verdict,
        rowsRead: this.rowsRead,
        scansPublished: this.scansPublished,
        rowsQuarantined: this.rowsQuarantined,
        rejected: { ...this.rejected },
        newestEventAt: isoOrNull(this.newestEventMs),
        // After the wall clock was set back, the time of the last read would be in the future.
        lastReadAt: isoOrNull(this.lastReadMs === null ? null : Math.min(this.lastReadMs, nowMs)),
        lagMs: this.lagMs,
        watermark: this.watermark,
        lookMs: this.lookMs,
        announcements: this.announcements,
        ledger: this.ledger,
        updatedAt: new Date(nowMs).toISOString(),
        goodForMs: this.heartbeat === null ? null : GOOD_FOR_MS,
      });
    } catch (error) {
      this.onFailure(error);
    }
  }
}

const isoOrNull = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
