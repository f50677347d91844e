import type { LiveModel, ModelUse } from '@eagle/contracts/bus';
import type { ModelFinding, ModelVersion, OrganizationId } from '@eagle/contracts/domain';
import { changesOfWatch, goOnWatching, inactiveVersions, watchModels, withPrediction } from '@eagle/models';
import type { Logger } from '@eagle/service-kit';
import type { ModelRegister } from '../life/model-register.js';

export interface WatchTools {
  readonly register: Pick<ModelRegister, 'read' | 'noteFindings'>;
  readonly stored: { bytes(organizationId: OrganizationId): Promise<number> };
  readonly putUse: (organizationId: OrganizationId, use: ModelUse) => Promise<void>;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
}

/** From the previous run. */
export interface WatchMemory {
  readonly findings: readonly ModelFinding[] | null;
  readonly use: ModelUse | null;
}

/**
 * The health watch over one organization's models: collects the facts, has them judged, and reports
 * new and resolved findings.
 */
export class ModelWatch {
  private latestFindings: readonly ModelFinding[] | null;
  private use: ModelUse | null;

  constructor(
    private readonly organizationId: OrganizationId,
    memory: WatchMemory,
    private readonly tools: WatchTools,
  ) {
    this.latestFindings = memory.findings;
    this.use = memory.use;
  }

  /** Null: no check so far. */
  get findings(): readonly ModelFinding[] | null {
    return this.latestFindings;
  }

  /**
   * A replica reported when the live version last predicted there. Stored at once, because the
   * report is not repeated.
   * @returns whether the model counted as unused.
   */
  async predicted(version: ModelVersion, predictedAtMs: number, nowMs: number): Promise<boolean> {
    this.use = withPrediction(goOnWatching(this.use, version, nowMs), predictedAtMs, nowMs);
    await this.tools.putUse(this.organizationId, this.use);
    return this.latestFindings?.some(({ code }) => code === 'MODEL.UNUSED') ?? false;
  }

  /**
   * Checks once. If something cannot be read, the previous findings stand until the next check.
   * Never throws.
   */
  async look(live: LiveModel | null, nowMs: number): Promise<void> {
    const { organizationId } = this;
    try {
      const found = watchModels(await this.gather(live, nowMs), nowMs);
      const { appeared, gone } = changesOfWatch(this.latestFindings ?? [], found);
      if (appeared.length > 0 || gone.length > 0) {
        await this.tools.register.noteFindings(organizationId, { appeared, gone });
      }
      this.latestFindings = found;
      for (const { code, message } of appeared) {
        this.tools.logger.warn({ organizationId, code, message }, 'Health watch of models: found');
      }
      for (const { code } of gone) {
        this.tools.logger.info({ organizationId, code }, 'Health watch of models: resolved');
      }
    } catch (error) {
      this.tools.logger.warn({ organizationId, error }, 'Health of models could not be checked');
    }
  }

  private async gather(live: LiveModel | null, nowMs: number): Promise<Parameters<typeof watchModels>[0]> {
    const { organizationId } = this;
    const records = await this.tools.register.read(organizationId);
    const storedBytes = await this.tools.stored.bytes(organizationId);
    const facts = { inactiveVersions: inactiveVersions(records).length, storedBytes };
    if (live === null) return { ...facts, live: null };
    const { version } = live;
    const use = goOnWatching(this.use, version, nowMs);
    this.use = use;
    await this.tools.putUse(organizationId, use);
    const trainedAtMs = records.find((record) => record.version === version)?.createdAtMs ?? null;
    return { ...facts, live: { version, trainedAtMs, use } };
  }
}
