import { RPC } from '@eagle/contracts/bus';
import type { ModelVersion, OrganizationId } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';

interface Verdict {
  readonly version: ModelVersion;
  readonly healthy: boolean;
  readonly reason: string;
  readonly cause: 'run' | 'load';
  reported: boolean;
}

/**
 * Reports to model-cache, which writes the serving status, when a model starts or stops failing
 * here. With every heartbeat it repeats a failure as long as it lasts (a vanished replica must not
 * freeze the status), and a recovery until model-cache has acknowledged it.
 */
export class HealthReporter {
  private readonly verdicts = new Map<OrganizationId, Verdict>();
  private telling = false;

  constructor(
    private readonly bus: Pick<Bus, 'ask'>,
    private readonly replica: string,
    private readonly logger: Logger,
  ) {}

  report(
    { organizationId, version }: { organizationId: OrganizationId; version: ModelVersion },
    healthy: boolean,
    reason: string,
    cause: 'run' | 'load' = 'run',
  ): void {
    const known = this.verdicts.get(organizationId);
    if (known?.version === version && known.healthy === healthy) return;
    // The first report of a healthy model is no news: model-cache itself declared it live.
    const reported = healthy && known === undefined;
    this.verdicts.set(organizationId, { version, healthy, reason, cause, reported });
    void this.send();
  }

  forget(organizationId: OrganizationId): void {
    this.verdicts.delete(organizationId);
  }

  /** Sends the due reports. Never throws. */
  async send(): Promise<void> {
    if (this.telling) return;
    this.telling = true;
    try {
      for (const [organizationId, verdict] of this.verdicts) {
        if (verdict.reported && verdict.healthy) continue;
        const { version, healthy, reason, cause } = verdict;
        await this.bus.ask(RPC.reportModelHealth, {
          organizationId,
          version,
          replica: this.replica,
          healthy,
          reason,
          cause,
        });
        verdict.reported = true;
      }
    } catch (error) {
      this.logger.warn({ error }, 'Model health could not be reported; the report is retried');
    } finally {
      this.telling = false;
    }
  }
}
