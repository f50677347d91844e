import type { LeaseRecord } from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { Bucket, Lease } from './bus.types.js';
import { isHeld, type LeaseView, lost, mayTake, NEVER_SEEN, read, wrote } from './lease-state.js';

const isConflict = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'BUS.WRONG_REVISION';

/**
 * A lease kept in one key of the lease bucket. Every change is conditional on the revision, so two
 * processes can never take it at once; each process measures its duration with its steady clock
 * (see `lease-state.ts`).
 */
export class BucketLease implements Lease {
  readonly key: string;
  private view: LeaseView = NEVER_SEEN;

  constructor(
    private readonly bucket: Bucket<LeaseRecord>,
    noun: string,
    organizationId: OrganizationId,
    private readonly owner: string,
    private readonly ttlMs: number,
  ) {
    this.key = `${noun}.${organizationId}`;
  }

  get held(): boolean {
    return isHeld(this.view, this.ttlMs, performance.now());
  }

  get fencingRevision(): number | null {
    return this.held ? (this.view.holding?.fencingRevision ?? null) : null;
  }

  async acquire(): Promise<number | null> {
    const begunMs = performance.now();
    const found = await this.bucket.get(this.key);
    const entry = found === null ? null : { record: found.value, revision: found.revision };
    // The clock is read after the reply: a revision must not look older than it is.
    const nowMs = performance.now();
    this.view = read(this.view, entry, nowMs);
    const revision = mayTake(this.view, entry, this.owner, nowMs)
      ? await this.write(this.owner, entry?.revision ?? 0)
      : null;
    this.view = revision === null ? lost(this.view) : wrote(this.view, revision, begunMs, true);
    return revision;
  }

  async renew(): Promise<boolean> {
    const { holding } = this.view;
    if (holding === null) return false;
    const begunMs = performance.now();
    const revision = await this.write(this.owner, holding.revision);
    this.view = revision === null ? lost(this.view) : wrote(this.view, revision, begunMs, false);
    return revision !== null;
  }

  async release(): Promise<void> {
    const { holding } = this.view;
    this.view = lost(this.view);
    if (holding !== null) await this.write('', holding.revision);
  }

  /** @returns the new revision; null where another process wrote in between. */
  private async write(owner: string, revision: number): Promise<number | null> {
    try {
      return await this.bucket.update(this.key, { owner, ttlMs: this.ttlMs }, revision);
    } catch (error) {
      if (isConflict(error)) return null;
      throw error;
    }
  }
}
