import type { RPC } from '@eagle/contracts/bus';
import type { ModelVersion, OrganizationId } from '@eagle/contracts/domain';
import type { Logger } from '@eagle/service-kit';
import type { z } from 'zod';

/** A model that is used all the time is told of this often; whether it is used is asked by the day. */
const REPORTED_EVERY_MS = 600_000;

interface Use {
  version: ModelVersion;
  predictedAtMs: number;
  /** The prediction that was told of last, and when it was told; null: nothing of this version yet. */
  reported: { readonly predictedAtMs: number; readonly atMs: number } | null;
}

/**
 * Tells model-cache when each organization's live model last predicted here: with the heartbeat after its first prediction, then every ten minutes where
 * there were more. What could not be told is told with a later heartbeat.
 */
export class UseReporter {
  /** One entry of every organization that was ever predicted for here; none goes again. */
  private readonly uses = new Map<OrganizationId, Use>();
  private telling = false;

  constructor(
    private readonly report: (use: z.input<typeof RPC.reportModelUse.request>) => Promise<unknown>,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /** On the hot path: notes, and nothing else. */
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

  /** Sends what is due. Never throws. */
  async send(nowMs: number): Promise<void> {
    if (this.telling) return;
    this.telling = true;
    try {
      for (const [organizationId, use] of this.uses) {
        if (!isDue(use, nowMs)) continue;
        const { version, predictedAtMs } = use;
        await this.report({ organizationId, version, predictedAtMs });
        // Where another version came meanwhile, nothing was told of that one.
        if (use.version === version) use.reported = { predictedAtMs, atMs: nowMs };
      }
    } catch (error) {
      this.logger.warn({ error }, 'Use of models could not be told; it is tried again');
    } finally {
      this.telling = false;
    }
  }
}

const isDue = ({ reported, predictedAtMs }: Use, nowMs: number): boolean =>
  reported === null || (predictedAtMs > reported.predictedAtMs && nowMs - reported.atMs >= REPORTED_EVERY_MS);
