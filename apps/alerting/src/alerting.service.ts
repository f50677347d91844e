import { STREAMS } from '@eagle/contracts/bus';
import type { Bus } from '@eagle/messaging';
import type { Database } from '@eagle/persistence';
import {
  BUS,
  CONFIG,
  ConfigWatch,
  HealthRegistry,
  type LeaderElection,
  Logger,
  Metrics,
  RequestTransport,
} from '@eagle/service-kit';
import { DATABASE, electLeader } from '@eagle/service-kit/database';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { PostgresAlertStore } from './adapters/postgres/postgres-alert-store.js';
import { AlertingMetrics } from './alerting-metrics.js';
import type { AlertingConfig } from './config.js';
import { AlertingEngine } from './engine/alerting-engine.js';
import { service } from './service.js';

/** What the engine needs once it leads. */
const READ_BY_LEADER = [STREAMS.scans, STREAMS.predictions] as const;

/** Judges while this replica leads, and stands by otherwise. */
@Injectable()
export class AlertingService implements OnModuleInit, OnModuleDestroy {
  readonly election: LeaderElection<AlertingEngine>;

  constructor(
    @Inject(BUS) bus: Bus,
    @Inject(RequestTransport) requests: RequestTransport,
    @Inject(DATABASE) database: Database,
    @Inject(ConfigWatch) configs: ConfigWatch,
    @Inject(CONFIG) config: AlertingConfig,
    @Inject(Logger) logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
  ) {
    bus.handles(...READ_BY_LEADER);
    const store = new PostgresAlertStore(database);
    const parts = { store, bus, configs, logger, metrics: new AlertingMetrics(metrics) };
    this.election = electLeader(
      service.name,
      { bus, database, config, logger, requests },
      (term) =>
        new AlertingEngine(
          { ...parts, fence: term.fencingToken, onFenced: () => term.end() },
          { flushEveryMs: config.FLUSH_EVERY_MS },
        ),
    );
  }

  onModuleInit(): void {
    this.health.register('alerting', () => {
      const problem = this.election.current?.problem() ?? null;
      const remark = this.election.current?.remark() ?? '';
      const ok = problem === null && this.election.isSettled;
      return { ok, reason: problem ?? (remark === '' ? this.election.status : remark) };
    });
    this.election.report(this.metrics);
    void this.election.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.election.stop('orderly');
  }
}
