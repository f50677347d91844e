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

  /** Looks it up. @throws AppError as `TelemetryStore.usage`. */
  async measure(): Promise<void> {
    this.measured = await this.store.usage(this.organizationId);
  }

  /** As `measure`; rows are taken and stored also while that fails. */
  async measureIfPossible(): Promise<void> {
    await this.measure().catch((error: unknown) => this.onUnmeasured(this.organizationId, error));
  }
}
