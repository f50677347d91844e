import { isDeepStrictEqual } from 'node:util';
import type { OrganizationId, TrainingStatus } from '@eagle/contracts/domain';

/** Minimum interval between publications of the progress within a stage. */
const PROGRESS_MS_MIN = 500;

/**
 * The newest status of each organization. A change is written at once, mere progress of a run at
 * most twice a second. Writes of one organization never overtake each other.
 */
export class StatusCache {
  private readonly newest = new Map<OrganizationId, TrainingStatus>();
  private readonly writtenAtMs = new Map<OrganizationId, number>();
  private readonly writing = new Map<OrganizationId, Promise<void>>();

  constructor(
    private readonly write: (status: TrainingStatus) => Promise<unknown>,
    private readonly onFailure: (error: unknown) => void,
    /** Wall clock, for reported times. */
    private readonly now: () => number,
    private readonly monotonicNow: () => number,
  ) {}

  get(organizationId: OrganizationId): TrainingStatus | null {
    return this.newest.get(organizationId) ?? null;
  }

  set(status: Omit<TrainingStatus, 'v' | 'updatedAt'>): TrainingStatus {
    const { organizationId } = status;
    const nowMs = this.now();
    const before = this.newest.get(organizationId);
    const whole: TrainingStatus = { v: 1, ...status, updatedAt: new Date(nowMs).toISOString() };
    this.newest.set(organizationId, whole);
    const isSame = before !== undefined && isDeepStrictEqual(substance(before), substance(whole));
    const isProgress = before !== undefined && isMereProgress(before, whole);
    const writtenAtMs = this.writtenAtMs.get(organizationId) ?? -Infinity;
    if (isSame || (isProgress && this.monotonicNow() - writtenAtMs < PROGRESS_MS_MIN)) return whole;
    this.writtenAtMs.set(organizationId, this.monotonicNow());
    const previous = this.writing.get(organizationId) ?? Promise.resolve();
    this.writing.set(
      organizationId,
      previous.then(() => this.write(whole)).then(() => undefined, this.onFailure),
    );
    return whole;
  }

  forget(organizationId: OrganizationId): void {
    this.newest.delete(organizationId);
    this.writtenAtMs.delete(organizationId);
    this.writing.delete(organizationId);
  }

  /** Resolves when all statuses so far are written. */
  async settle(): Promise<void> {
    await Promise.all(this.writing.values());
  }
}

/** The whole status without its timestamp. */
function substance({ leftMs = null, nextAt = null, attention = null, ...status }: TrainingStatus): object {
  return { ...status, leftMs, nextAt, attention, updatedAt: '' };
}

/** Whether only the progress within a stage has changed. */
function isMereProgress(before: TrainingStatus, now: TrainingStatus): boolean {
  const { progress, reason, leftMs = null } = now;
  const isInProgress = progress > 0 && progress < 1;
  return (
    isInProgress && isDeepStrictEqual(substance({ ...before, progress, reason, leftMs }), substance(now))
  );
}
