import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { Logger } from '@eagle/service-kit';
import type { HistoryDeletions } from '../adapters/postgres/history-deletions.js';
import type { HistorianMetrics } from '../historian-metrics.js';
import { pause } from '../pause.js';
import type { HistoryDeleter } from './history-deleter.js';

/** An attempt to store rows that began before an organization was deleted has ended by then. */
const SETTLED_MS = 60_000;

export interface DeletionLoopOptions {
  readonly everyMs: number;
  /** Milliseconds of a steady clock. */
  readonly monotonicNow: () => number;
}

/**
 * Carries out what is recorded and not done: ranges whose deletion failed or was cut off, and
 * histories of deleted organizations. It looks at the start of a term, at regular times, and when
 * it is told to.
 */
export class DeletionLoop {
  private readonly ending = new AbortController();
  private running: Promise<void> | null = null;
  private wake = new AbortController();
  /** When the history of a deleted organization was deleted first. */
  private readonly deletedAtMs = new Map<OrganizationId, number>();

  constructor(
    private readonly deleter: Pick<HistoryDeleter, 'carryOut' | 'deleteOrganization'>,
    private readonly deletions: Pick<
      HistoryDeletions,
      'pending' | 'deletedOrganizations' | 'organizationDone'
    >,
    private readonly metrics: Pick<HistorianMetrics, 'deletions' | 'deletionFailures'>,
    private readonly logger: Logger,
    private readonly options: DeletionLoopOptions,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Looks now: an organization may have been deleted. */
  lookSoon(): void {
    this.wake.abort();
  }

  /** Ends after the deletion in progress. */
  async stop(): Promise<void> {
    this.ending.abort();
    this.wake.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.ending.signal.aborted) {
      this.wake = new AbortController();
      await this.attempt(null, () => this.look());
      if (!this.ending.signal.aborted) await pause(this.options.everyMs, this.wake.signal);
    }
  }

  private async look(): Promise<void> {
    for (const organizationId of await this.deletions.deletedOrganizations()) {
      if (this.ending.signal.aborted) return;
      await this.attempt(organizationId, () => this.deleteOrganization(organizationId));
    }
    for (const wanted of await this.deletions.pending()) {
      if (this.ending.signal.aborted) return;
      await this.attempt(wanted.organizationId, async () => {
        await this.deleter.carryOut(wanted);
        this.metrics.deletions.inc({ of: 'range' });
      });
    }
  }

  /**
   * Deletes it again until nothing came for a while: rows that were being stored when it was
   * deleted go as well.
   */
  private async deleteOrganization(organizationId: OrganizationId): Promise<void> {
    const nowMs = this.options.monotonicNow();
    const wasEmpty = await this.deleter.deleteOrganization(organizationId);
    const firstMs = this.deletedAtMs.get(organizationId) ?? nowMs;
    this.deletedAtMs.set(organizationId, firstMs);
    if (!wasEmpty || nowMs - firstMs < SETTLED_MS) return;
    await this.deletions.organizationDone(organizationId);
    this.deletedAtMs.delete(organizationId);
    this.metrics.deletions.inc({ of: 'organization' });
    this.logger.info({ organizationId }, 'The history of a deleted organization is gone');
  }

  /** A failure concerns nobody else, and is tried again the next time. */
  private async attempt(organizationId: OrganizationId | null, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.metrics.deletionFailures.inc({ code: error instanceof AppError ? error.code : 'unknown' });
      if (this.ending.signal.aborted) return;
      this.logger.warn({ organizationId, error }, 'A deletion could not be carried out; it is tried again');
    }
  }
}
