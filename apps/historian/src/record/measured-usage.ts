import type { OrganizationId } from '@eagle/contracts/domain';
import {
  judgeQuota,
  type QuotaVerdict,
  type TelemetryStore,
  type Usage,
  type UsageByKind,
} from '@eagle/telemetry';

/** Share of the quota from which on people are warned. */
const WARN_SHARE = 0.8;
const EMPTY: readonly UsageByKind[] = [];

/** How much of an organization is stored, as it was looked up last. */
export class MeasuredUsage {
  private measured = EMPTY;
  private isOutdated = true;

  constructor(
    private readonly organizationId: OrganizationId,
    private readonly store: Pick<TelemetryStore, 'usage'>,
    private readonly onUnmeasured: (organizationId: OrganizationId, error: unknown) => void,
  ) {}

  /** By kind and resolution. */
  get kinds(): readonly UsageByKind[] {
    return this.measured;
  }

  get sum(): Usage {
    const sum = (quantityOf: (usage: Usage) => number): number =>
      this.measured.reduce((whole, each) => whole + quantityOf(each), 0);
    return { rows: sum(({ rows }) => rows), bytes: sum(({ bytes }) => bytes) };
  }

  against(bytesMax: number): QuotaVerdict & { readonly bytesMax: number } {
    return { bytesMax, ...judgeQuota(this.sum, { bytesMax, warnShare: WARN_SHARE }, 0) };
  }

  /** What is stored has changed since. */
  outdate(): void {
    this.isOutdated = true;
  }

  /** Looks it up. @throws AppError as `TelemetryStore.usage`. */
  async measure(): Promise<void> {
    // Before it is looked up: what changes meanwhile may be missing.
    this.isOutdated = false;
    try {
      this.measured = await this.store.usage(this.organizationId);
    } catch (error) {
      this.isOutdated = true;
      throw error;
    }
  }

  /** Looks it up where it may have changed. @throws AppError as `TelemetryStore.usage`. */
  async measureIfOutdated(): Promise<void> {
    if (this.isOutdated) await this.measure();
  }

  /** As `measure`; rows are taken and stored also while that fails. */
  async measureIfPossible(): Promise<void> {
    await this.measure().catch((error: unknown) => this.onUnmeasured(this.organizationId, error));
  }
}
