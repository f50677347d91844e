import { subjects, type OrganizationId } from '@eagle/contracts';
import type { RejectedRow } from '@eagle/feeds';
import type { Bus } from '@eagle/messaging';
import { createHash } from 'node:crypto';
import { TokenBucket } from './token-bucket.js';

/** Rows of one organization kept for inspection a second; the rest is counted only. */
const KEPT_PER_SECOND = 20;
const encoder = new TextEncoder();

/** Keeps rows that cannot be used where they can be inspected: JSON on `dlq.<organization>.rows`. */
export class Quarantine {
  private readonly door: TokenBucket;

  constructor(
    private readonly bus: Bus,
    private readonly organizationId: OrganizationId,
    private readonly now: () => number,
    private readonly onDropped: (rows: number, cause: 'rate' | 'failed') => void,
  ) {
    this.door = new TokenBucket(KEPT_PER_SECOND, now());
  }

  /** Does not wait: quarantine never slows the good rows down. */
  keep(rejected: readonly RejectedRow[], readAtMs: number): void {
    const kept = rejected.slice(0, this.door.available(this.now()));
    this.door.take(kept.length);
    if (kept.length < rejected.length) this.onDropped(rejected.length - kept.length, 'rate');
    const subject = subjects.deadLetter(this.organizationId, 'rows');
    for (const row of kept) {
      const text = JSON.stringify(row);
      const id = createHash('sha256').update(text).digest('base64url').slice(0, 22);
      const payload = encoder.encode(
        JSON.stringify({ ...row, organizationId: this.organizationId, readAtMs }),
      );
      this.bus
        .publish(subject, `rows:${this.organizationId}:${id}`, payload, {
          'Eagle-Dead-Code': `FEED.${row.reason.toUpperCase().replaceAll('-', '_')}`,
          'Eagle-Dead-Reason': row.detail.replace(/\p{Cc}+/gu, ' '),
          'Eagle-Dead-Subject': subject,
          'Eagle-Dead-Consumer': 'data-processor',
        })
        .catch(() => this.onDropped(1, 'failed'));
    }
  }
}
