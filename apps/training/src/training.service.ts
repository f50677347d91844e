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
import type { TrainingConfig } from './config.js';
import { service } from './service.js';
import { READ_BY_LEADER, TrainingLeader } from './training-leader.js';

/** Trains while this replica leads, and stands by otherwise. */
@Injectable()
export class TrainingService implements OnModuleInit, OnModuleDestroy {
  readonly election: LeaderElection<TrainingLeader>;

  constructor(
    @Inject(BUS) bus: Bus,
    @Inject(RequestTransport) requests: RequestTransport,
    @Inject(DATABASE) database: Database,
    @Inject(ConfigWatch) configs: ConfigWatch,
    @Inject(CONFIG) config: TrainingConfig,
    @Inject(Logger) logger: Logger,
    @Inject(Metrics) metrics: Metrics,
    @Inject(HealthRegistry) health: HealthRegistry,
  ) {
    bus.handles(...READ_BY_LEADER);
    this.election = electLeader(
      service.name,
      { bus, database, config, logger, requests },
      (term) => new TrainingLeader({ bus, configs, database, config, logger, metrics }, term),
    );
    this.election.report(metrics, health);
  }

  async onModuleInit(): Promise<void> {
    await this.election.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.election.stop('orderly');
  }
}
