import { STREAMS } from '@eagle/contracts/bus';
import type { Bus } from '@eagle/messaging';
import { TermDatabase, type Database } from '@eagle/persistence';
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
import { believedNow } from '@eagle/service-kit/clocks';
import { DATABASE, electLeader } from '@eagle/service-kit/database';
import { HistoryStretches, openTelemetryStore } from '@eagle/telemetry';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { openExports } from './adapters/open-exports.js';
import { openTakeOver } from './adapters/open-take-over.js';
import { HistoryDeletions } from './adapters/postgres/history-deletions.js';
import { FollowedPositions } from './adapters/postgres/followed-positions.js';
import type { HistorianConfig } from './config.js';
import { METRICS } from './declared-metrics.js';
import { HistorianMetrics } from './historian-metrics.js';
import { HistoryLeader } from './history-leader.js';
import { service } from './service.js';

/** Records while this replica leads, and stands by otherwise. */
@Injectable()
export class HistorianService implements OnModuleInit, OnModuleDestroy {
  readonly election: LeaderElection<HistoryLeader>;

  constructor(
    @Inject(BUS) bus: Bus,
    @Inject(RequestTransport) requests: RequestTransport,
    @Inject(DATABASE) database: Database,
    @Inject(ConfigWatch) configs: ConfigWatch,
    @Inject(CONFIG) config: HistorianConfig,
    @Inject(Logger) logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
  ) {
    bus.handles(STREAMS.scans, STREAMS.predictions);
    const followed = new FollowedPositions(database);
    const parts = { bus, configs, logger, metrics: new HistorianMetrics(metrics), followed };
    const options = {
      flushEveryMs: config.FLUSH_EVERY_MS,
      maintainEveryMs: config.MAINTAIN_EVERY_MS,
      waitingValuesMax: config.WAITING_VALUES_MAX,
    };
    this.election = electLeader(service.name, { bus, database, config, logger, requests }, (term) => {
      const ofTerm = new TermDatabase(database, service.name, term);
      const place = { database: ofTerm, workFolder: config.WORK_DIR };
      const deletions = new HistoryDeletions(database, ofTerm);
      return new HistoryLeader(
        {
          ...parts,
          stretches: new HistoryStretches(place.database),
          deletions,
          openStore: () => openTelemetryStore(config, place, believedNow),
          openExports: (past) => openExports(config, place.database, logger, past),
          openTakeOver: (past) => openTakeOver({ ...parts, config, database: place.database }, past),
        },
        options,
      );
    });
  }

  onModuleInit(): void {
    this.health.register('historian', () => {
      const problem = this.election.current?.problem() ?? null;
      return { ok: problem === null && this.election.isSettled, reason: problem ?? this.election.status };
    });
    this.election.report(this.metrics);
    this.reportHistory();
    void this.election.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.election.stop('orderly');
  }

  private reportHistory(): void {
    const recorders = () => this.election.current?.recorders ?? [];
    this.metrics.gauge(METRICS.waitingValues, (gauge) =>
      gauge.set(this.election.current?.waitingValues ?? 0),
    );
    this.metrics.gauge(METRICS.unstoredSeconds, (gauge) => {
      const sinceMs = this.election.current?.unstoredSinceMs ?? null;
      gauge.set(sinceMs === null ? 0 : (believedNow() - sinceMs) / 1_000);
    });
    this.metrics.gauge(METRICS.behindSeconds, (gauge) => {
      gauge.reset();
      for (const { organizationId, behindSinceMs } of recorders()) {
        if (behindSinceMs === null) continue;
        gauge.set({ organization: organizationId }, (believedNow() - behindSinceMs) / 1_000);
      }
    });
    this.metrics.gauge(METRICS.historyBytes, (gauge) => {
      gauge.reset();
      for (const { organizationId, measured } of recorders())
        gauge.set({ organization: organizationId }, measured.sum.bytes);
    });
    this.metrics.gauge(METRICS.historyRows, (gauge) => {
      gauge.reset();
      for (const { organizationId, measured } of recorders())
        gauge.set({ organization: organizationId }, measured.sum.rows);
    });
  }
}
