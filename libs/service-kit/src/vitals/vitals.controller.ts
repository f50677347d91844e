import { setTimeout as delay } from 'node:timers/promises';
import { VITALS_REQUESTS } from '@eagle/contracts/bus';
import type { CountedFigure, ReplicaRole, WorkingService } from '@eagle/contracts/domain';
import { Controller, Inject, type OnModuleDestroy, type Type } from '@nestjs/common';
import { believedNow } from '../clocks.js';
import type { ServiceConfig } from '../config/service-config.js';
import { LEADER_METRICS } from '../declared-metrics.js';
import { HealthRegistry, type HealthReport } from '../health.js';
import { Metrics } from '../metrics.js';
import { Answers, type ReplyOf } from '../requests/answers.js';
import { CONFIG } from '../service-kit.module.js';
import { countFigure } from './count-figure.js';
import type { FigureSource } from './declare-vitals.js';
import { platformVersion, ProcessWatch } from './process-vitals.js';

/** A check may wait for a server that is away; the answer does not wait with it. */
const CHECKS_MS_MAX = 500;
const CHECKS_RUN_STILL: HealthReport = {
  status: 'unavailable',
  checks: { checks: { ok: false, reason: `its checks have not ended within ${CHECKS_MS_MAX} ms` } },
};

/** All services answer the same request, each under its own name. */
type VitalsRequest = (typeof VITALS_REQUESTS)[WorkingService];

/**
 * A controller that says how this replica is: ready or not and why, its process, its figures.
 * @param vitals  `Vitals` of the service.
 */
export function vitalsController(
  service: WorkingService,
  vitals: Readonly<Record<string, FigureSource>>,
): Type<object> {
  const sources = Object.entries(vitals);
  const version = platformVersion();

  @Controller()
  class VitalsController implements OnModuleDestroy {
    private readonly startedAt = new Date(believedNow()).toISOString();
    private readonly watch = new ProcessWatch();

    constructor(
      @Inject(CONFIG) private readonly config: ServiceConfig,
      @Inject(Metrics) private readonly metrics: Metrics,
      @Inject(HealthRegistry) private readonly health: HealthRegistry,
    ) {}

    onModuleDestroy(): void {
      this.watch.stop();
    }

    @Answers(VITALS_REQUESTS[service])
    async read(): Promise<ReplyOf<VitalsRequest>> {
      const { status, checks } = await this.judged();
      return {
        ...{ service, version, replica: this.config.REPLICA, startedAt: this.startedAt },
        role: await this.role(),
        isReady: status === 'ok',
        problems: Object.entries(checks).flatMap(([check, { ok, reason }]) =>
          ok ? [] : [{ check, reason: reason ?? '' }],
        ),
        process: this.watch.read(),
        figures: Object.fromEntries(await Promise.all(sources.map((source) => this.count(...source)))),
      };
    }

    private judged(): Promise<HealthReport> {
      return Promise.race([this.health.report(), delay(CHECKS_MS_MAX, CHECKS_RUN_STILL, { ref: false })]);
    }

    private async count(figure: string, source: FigureSource): Promise<readonly [string, CountedFigure]> {
      return [figure, await countFigure(this.metrics, source)];
    }

    private async role(): Promise<ReplicaRole> {
      const [leads] = await this.metrics.samples(LEADER_METRICS.isLeader);
      if (leads === undefined) return 'equal';
      return leads.value === 1 ? 'leader' : 'standby';
    }
  }
  return VitalsController;
}
