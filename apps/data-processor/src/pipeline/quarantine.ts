import { STREAMS, type QuarantineMessage } from '@eagle/contracts/bus';
import { QUARANTINED_CELL_CHARACTERS_MAX, type OrganizationId, cutText } from '@eagle/contracts/domain';
import type { RejectedRow } from '@eagle/feeds';
import type { Bus } from '@eagle/messaging';
import { createHash } from 'node:crypto';
import { TokenBucket } from './token-bucket.js';

/**
 * Rows of one organization that are kept for inspection a second; further ones are only counted.
 */
const KEPT_PER_SECOND = 20;
/** Rows that may wait to be stored while the bus is slow. */
const WAITING_MAX = 200;
/**
 * Where the quarantine is full, its rows are counted again this often, because rows also expire by
 * age.
 */
const RECOUNT_MS = 600_000;
const NOUN = 'rows';

/** Why rows are counted but not kept: too many at once, replaced by newer ones, or not stored. */
export type QuarantineDrop = 'rate' | 'full' | 'failed';

/** Keeps the newest unusable rows for inspection: JSON on `dlq.<organization>.rows`. */
export class Quarantine {
  private readonly quota: TokenBucket;
  private storing: Promise<void> = Promise.resolve();
  private waiting = 0;
  /** The number of stored rows; null: not known yet. */
  private held: number | null = null;
  private countedAtMs = 0;

  constructor(
    private readonly bus: Pick<Bus, 'publish' | 'deadLetters'>,
    private readonly organizationId: OrganizationId,
    private readonly now: () => number,
    private readonly onDropped: (rows: number, cause: QuarantineDrop) => void,
  ) {
    this.quota = new TokenBucket(KEPT_PER_SECOND, now());
  }

  /** Does not wait: quarantine never delays valid rows. */
  keep(rejected: readonly RejectedRow[], readAtMs: number): void {
    const admitted = this.waiting >= WAITING_MAX ? 0 : this.quota.available(this.now());
    const kept = everyReasonFirst(rejected).slice(0, admitted);
    this.quota.take(kept.length);
    if (kept.length < rejected.length) this.onDropped(rejected.length - kept.length, 'rate');
    if (kept.length === 0) return;
    this.waiting += kept.length;
    this.storing = this.storing.then(async () => {
      await this.store(kept, readAtMs);
      this.waiting -= kept.length;
    });
  }

  /** Never rejects. */
  private async store(rows: readonly RejectedRow[], readAtMs: number): Promise<void> {
    await this.countAgain();
    const stored = await Promise.all(rows.map((row) => this.publish(row, readAtMs)));
    if (this.held === null) return;
    const bound = STREAMS.deadLetters.newestPerSubject;
    const held = this.held + stored.filter(Boolean).length;
    if (held > bound) this.onDropped(held - bound, 'full');
    this.held = Math.min(held, bound);
  }

  private async countAgain(): Promise<void> {
    const isFull = this.held === STREAMS.deadLetters.newestPerSubject;
    if (this.held !== null && !(isFull && this.now() - this.countedAtMs > RECOUNT_MS)) return;
    try {
      this.held = await this.bus.deadLetters.count({ organizationId: this.organizationId, noun: NOUN });
      this.countedAtMs = this.now();
    } catch {
      // The bus does not answer: dropped rows are counted from the next time on.
      this.held = null;
    }
  }

  /** @returns whether it is new in the store; a repeated row is not. */
  private async publish(row: RejectedRow, readAtMs: number): Promise<boolean> {
    const subject = STREAMS.deadLetters.subject(this.organizationId, NOUN);
    const id = createHash('sha256').update(JSON.stringify(row)).digest('base64url').slice(0, 22);
    const message: QuarantineMessage = {
      v: 1,
      organizationId: this.organizationId,
      reason: row.reason,
      detail: row.detail,
      cells: Object.fromEntries(Object.entries(row.cells).map(([column, cell]) => [column, cut(cell)])),
      readAtMs,
    };
    const headers = {
      'Eagle-Dead-Code': `FEED.${row.reason.toUpperCase().replaceAll('-', '_')}`,
      'Eagle-Dead-Reason': row.detail.replace(/\p{Cc}+/gu, ' '),
      'Eagle-Dead-Subject': subject,
      'Eagle-Dead-Consumer': 'data-processor',
    };
    const payload = STREAMS.deadLetters.codec.encode(message);
    try {
      const { duplicate } = await this.bus.publish(
        subject,
        `rows:${this.organizationId}:${id}`,
        payload,
        headers,
      );
      return !duplicate;
    } catch {
      this.onDropped(1, 'failed');
      return false;
    }
  }
}

const cut = (cell: string | null): string | null =>
  cell !== null && cell.length > QUARANTINED_CELL_CHARACTERS_MAX
    ? `${cutText(cell, QUARANTINED_CELL_CHARACTERS_MAX - 1)}…`
    : cell;

/** One row of each reason first: a flood of one reason hides no other. */
function everyReasonFirst(rows: readonly RejectedRow[]): readonly RejectedRow[] {
  const firsts = new Map<RejectedRow['reason'], RejectedRow>();
  for (const row of rows) if (!firsts.has(row.reason)) firsts.set(row.reason, row);
  const first = new Set(firsts.values());
  return [...first, ...rows.filter((row) => !first.has(row))];
}
