import type { OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationTransaction } from '@eagle/persistence';
import type { SegmentCatalogue } from './segment-catalogue.js';
import { writtenAtOf, type SegmentFiles } from './segment-files.js';

/** A replaced file stays this long for reads that began before. */
const RETIRED_FOR_MS = 10 * 60_000;
/**
 * A file that is in no catalogue is being written, or its writer was killed: after this time it is
 * the latter.
 */
const ORPHANED_AFTER_MS = 60 * 60_000;

/** Removes replaced files, and those of writers that were killed. */
export class SegmentSweep {
  private readonly sweptAtMs = new Map<OrganizationId, number>();

  constructor(
    private readonly catalogue: SegmentCatalogue,
    private readonly files: SegmentFiles,
  ) {}

  /** Takes replaced files that no read needs any more out of the catalogue. @returns them. */
  forgetRetired(tx: OrganizationTransaction, nowMs: number): Promise<string[]> {
    return this.catalogue.forget(tx, nowMs - RETIRED_FOR_MS);
  }

  /**
   * @param retired  Files that were taken out of the catalogue.
   * @returns how many files were removed.
   */
  async run(organizationId: OrganizationId, retired: readonly string[], nowMs: number): Promise<number> {
    await this.files.delete(organizationId, retired);
    if (nowMs - (this.sweptAtMs.get(organizationId) ?? Number.NEGATIVE_INFINITY) < ORPHANED_AFTER_MS) {
      return retired.length;
    }
    this.sweptAtMs.set(organizationId, nowMs);
    const there = await this.files.list(organizationId);
    const catalogued = await this.catalogue.files(organizationId);
    const orphans = there.filter((name) => {
      const writtenAtMs = writtenAtOf(name);
      return writtenAtMs !== null && !catalogued.has(name) && nowMs - writtenAtMs > ORPHANED_AFTER_MS;
    });
    await this.files.delete(organizationId, orphans);
    return retired.length + orphans.length;
  }

  /** The organization is deleted. */
  forget(organizationId: OrganizationId): void {
    this.sweptAtMs.delete(organizationId);
  }
}
