import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { Bucket } from '@eagle/messaging';
import type { Term } from '@eagle/service-kit';

/**
 * The pointers of one kind, by organization. A leader writes each one only if nobody else has
 * written it since, and first rewrites all of them. So the message server refuses every later write
 * of a former leader, even of one that was frozen right before the write.
 */
export class PointerBucket<T extends { readonly organizationId: OrganizationId }> {
  private readonly bucket: Bucket<T>;
  /** The revision of the last write of each key, including deletions. */
  private readonly revisions = new Map<string, number>();

  constructor(
    bucket: Bucket<T>,
    private readonly term: Term,
  ) {
    this.bucket = bucket.guardedBy(term.guard);
  }

  /** Takes over all pointers. @returns them. @throws AppError `LEADER.NOT_LEADING`. */
  async claim(): Promise<Map<OrganizationId, T>> {
    const found = new Map<OrganizationId, T>();
    const watch = await this.bucket.watch((key, value, revision) => {
      if (value === null || value.organizationId !== key) return;
      found.set(value.organizationId, value);
      this.revisions.set(key, revision);
    });
    await watch.stop();
    for (const pointer of found.values()) await this.put(pointer);
    return found;
  }

  /** @throws AppError `LEADER.NOT_LEADING` (unavailable). */
  async put(pointer: T): Promise<void> {
    const { organizationId } = pointer;
    const revision = this.revisions.get(organizationId) ?? 0;
    await this.write(organizationId, () => this.bucket.update(organizationId, pointer, revision));
  }

  /** @throws AppError `LEADER.NOT_LEADING` (unavailable). */
  async delete(organizationId: OrganizationId): Promise<void> {
    const revision = this.revisions.get(organizationId);
    await this.write(organizationId, () => this.bucket.delete(organizationId, revision));
  }

  private async write(key: OrganizationId, write: () => Promise<number>): Promise<void> {
    try {
      this.revisions.set(key, await write());
    } catch (error) {
      const isTaken = error instanceof AppError && error.code === 'BUS.WRONG_REVISION';
      if (!isTaken) throw error;
      // Another process wrote it: this leader's view of the pointers is outdated. The next term
      // reads them again.
      this.term.end();
      this.term.assertHeld();
    }
  }
}
