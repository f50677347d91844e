import type { RPC } from '@eagle/contracts/bus';
import type { ModelVersion, OrganizationId } from '@eagle/contracts/domain';
import type { Logger } from '@eagle/service-kit';
import type { z } from 'zod';

/** How often continuous use of a model is reported; the health watch judges use in days. */
const REPORTED_EVERY_MS = 600_000;

interface Use {
  version: ModelVersion;
  predictedAtMs: number;
  /** The last reported prediction, and when it was reported; null: none of this version yet. */
  reported: { readonly predictedAtMs: number; readonly atMs: number } | null;
}

/**
 * Reports to model-cache when each organization's live model last predicted here: with the
 * heartbeat after its first prediction, then every ten minutes if there were more. A failed report
 * is repeated with a later heartbeat.
 */
export class UseReporter {
  /** One entry of every organization with a prediction here; entries are never removed. */
  private readonly uses = new Map<OrganizationId, Use>();
  private telling = false;

  constructor(
    private readonly report: (use: z.input<typeof RPC.reportModelUse.request>) => Promise<unknown>,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /** On the hot path: it only stores the time. */
  predicted(organizationId: OrganizationId, version: ModelVersion, nowMs: number): void {
    const use = this.uses.get(organizationId);
    if (use === undefined) {
      this.uses.set(organizationId, { version, predictedAtMs: nowMs, reported: null });
      return;
    }
    if (use.version !== version) use.reported = null;
    use.version = version;
    use.predictedAtMs = nowMs;
  }

  /** Sends the due reports. Never throws. */
  async send(nowMs: number): Promise<void> {
    if (this.telling) return;
    this.telling = true;
    try {
      for (const [organizationId, use] of this.uses) {
        if (!isDue(use, nowMs)) continue;
        const { version, predictedAtMs } = use;
        await this.report({ organizationId, version, predictedAtMs });
        // Where another version came meanwhile, no report of that one was sent.
        if (use.version === version) use.reported = { predictedAtMs, atMs: nowMs };
      }
    } catch (error) {
      this.logger.warn({ error }, 'Use of models could not be reported; the report is retried');
    } finally {
      this.telling = false;
    }
  }
}

const isDue = ({ reported, predictedAtMs }: Use, nowMs: number): boolean =>
  reported === null || (predictedAtMs > reported.predictedAtMs && nowMs - reported.atMs >= REPORTED_EVERY_MS);
