import type { OrganizationId, TrainingStatus } from '@eagle/contracts';

/** Progress within a stage is not told more often than this. */
const PROGRESS_MS_MIN = 500;

/**
 * The newest status of each organization. A change of stage is written at once, mere progress at most twice a second; writes of one
 * organization never overtake each other.
 */
export class StatusBoard {
  private readonly newest = new Map<OrganizationId, TrainingStatus>();
  private readonly writtenAtMs = new Map<OrganizationId, number>();
  private readonly writing = new Map<OrganizationId, Promise<void>>();

  constructor(
    private readonly write: (status: TrainingStatus) => Promise<unknown>,
    private readonly onFailure: (error: unknown) => void,
    private readonly now: () => number,
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
    const onlyProgress =
      before?.stage === status.stage && before.runId === status.runId && status.progress < 1;
    const writtenAtMs = this.writtenAtMs.get(organizationId) ?? -Infinity;
    const again =
      before?.stage === status.stage &&
      before.reason === status.reason &&
      before.progress === status.progress;
    if (again || (onlyProgress && status.progress > 0 && nowMs - writtenAtMs < PROGRESS_MS_MIN)) return whole;
    this.writtenAtMs.set(organizationId, nowMs);
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

  /** Resolves when everything told so far is written. */
  async settle(): Promise<void> {
    await Promise.all(this.writing.values());
  }
}
