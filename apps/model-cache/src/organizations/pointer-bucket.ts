import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { Bucket } from '@eagle/messaging';
import type { Term } from '@eagle/service-kit';

/**
 * The pointers of one kind, by organization. A leader writes each on condition that nobody else wrote it since, and begins by writing all of
 * them again: whatever a former leader still wants to write is then refused by the message server, even where it was frozen right before it.
 */
export class PointerBucket<T extends { readonly organizationId: OrganizationId }> {
  private readonly bucket: Bucket<T>;
  /** Of the last write of each key, deletions included. */
  private readonly revisions = new Map<string, number>();

  constructor(
    bucket: Bucket<T>,
    private readonly term: Term,
  ) {
    this.bucket = bucket.guardedBy(term.guard);
  }

  /** Takes all pointers over. @returns them. @throws AppError `LEADER.NOT_LEADING`. */
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
      // Somebody else wrote it: this leader's picture of the pointers is old, whoever that was. The next term reads them anew.
      this.term.end();
      this.term.assertHeld();
    }
  }
}
