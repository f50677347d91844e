import { Inject, Module, type DynamicModule, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { RPC, STREAMS } from '@eagle/contracts/bus';
import type { Bus } from '@eagle/messaging';
import { LeaderTerms, type Database } from '@eagle/persistence';
import {
  BUS,
  BusModule,
  ConfigWatch,
  ConfigWatchModule,
  HealthRegistry,
  LeaderElection,
  leaderLease,
  Logger,
  Metrics,
  replayLettersController,
  RequestTransport,
  ServiceKitModule,
} from '@eagle/service-kit';
import { DATABASE, DatabaseModule } from '@eagle/service-kit/database';
import { ActOnAlertController } from './act-on-alert/act-on-alert.controller.js';
import { PostgresAlertStore } from './adapters/postgres/postgres-alert-store.js';
import { AlertingMetrics } from './alerting-metrics.js';
import type { AlertingConfig } from './config.js';
import { AlertingEngine } from './engine/alerting-engine.js';

/** What the engine reads once it leads. */
const READ_BY_LEADER = [STREAMS.scans, STREAMS.predictions] as const;

/** Starts and ends the work with the service. */
@Module({})
export class AlertingModule implements OnModuleInit, OnModuleDestroy {
  constructor(
    @Inject(LeaderElection) private readonly election: LeaderElection<AlertingEngine>,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** The one place where ports meet adapters. */
  static forRoot(config: AlertingConfig): DynamicModule {
    return {
      module: AlertingModule,
      imports: [
        ServiceKitModule.forRoot(config),
        BusModule.forRoot(config),
        ConfigWatchModule,
        DatabaseModule.forRoot(config, { poolMax: config.DATABASE_POOL_MAX }),
      ],
      controllers: [ActOnAlertController, replayLettersController(RPC.replayAlertingLetter)],
      providers: [
        {
          provide: LeaderElection,
          inject: [BUS, RequestTransport, ConfigWatch, DATABASE, Logger, Metrics],
          useFactory: (
            bus: Bus,
            requests: RequestTransport,
            configs: ConfigWatch,
            database: Database,
            logger: Logger,
            metrics: Metrics,
          ) => electionOf(config, bus, requests, configs, database, logger, metrics),
        },
      ],
    };
  }

  async onModuleInit(): Promise<void> {
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

function electionOf(
  config: AlertingConfig,
  bus: Bus,
  requests: RequestTransport,
  configs: ConfigWatch,
  database: Database,
  logger: Logger,
  metrics: Metrics,
): LeaderElection<AlertingEngine> {
  bus.handles(...READ_BY_LEADER);
  const store = new PostgresAlertStore(database);
  const alertingMetrics = new AlertingMetrics(metrics);
  const lease = leaderLease(bus, 'alerting', config.REPLICA, config.LEASE_TTL_MS);
  return new LeaderElection({
    lease,
    ttlMs: config.LEASE_TTL_MS,
    fencingTokens: new LeaderTerms(database, 'alerting'),
    logger,
    requests,
    task: (term) =>
      new AlertingEngine(
        {
          ...{ store, bus, configs, logger, metrics: alertingMetrics },
          ...{ fence: term.fencingToken, onFenced: () => term.end() },
        },
        { flushEveryMs: config.FLUSH_EVERY_MS },
      ),
  });
}
