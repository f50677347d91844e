import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { BUCKETS, STREAMS } from '@eagle/contracts/bus';
import { trainingRunIdSchema, type OrganizationConfig, type OrganizationId } from '@eagle/contracts/domain';
import { codeRevisionOf, PythonTrainer } from '@eagle/learning';
import type { Bus, Subscription } from '@eagle/messaging';
import { TermDatabase, type Database } from '@eagle/persistence';
import {
  backOffMs,
  FeedPasswords,
  type LeaderTask,
  type Logger,
  type Metrics,
  type OrganizationConfigs,
  type Term,
} from '@eagle/service-kit';
import { believedNow, monotonicNow } from '@eagle/service-kit/clocks';
import { outboundNetworks } from '@eagle/service-kit/outbound';
import { HistoryStretches, openTelemetryReader } from '@eagle/telemetry';
import { announceModel } from './adapters/announce-model.js';
import { METRICS } from './declared-metrics.js';
import { ArtifactStore } from './train-organization/artifact-store.js';
import { FeedHistory } from './adapters/feed-history.js';
import { FeedLogs } from './adapters/feed-logs.js';
import { PostedLogEntries } from './adapters/posted-log-entries.js';
import { ModelCacheClient } from './adapters/hand-over-bundle.js';
import { LiveChampions } from './adapters/live-champion.js';
import { MergedLogs } from './adapters/merged-logs.js';
import { PostgresShadowRecords } from './adapters/postgres-shadow-records.js';
import { PostgresTrainingRecords } from './adapters/postgres-training-records.js';
import { PostgresTrainingRuns } from './adapters/postgres-training-runs.js';
import type { TrainingConfig } from './config.js';
import { LazyReader } from './past/lazy-reader.js';
import { RecordedPasts } from './past/recorded-pasts.js';
import { StatusCache } from './schedule/status-cache.js';
import type { SchedulerPorts } from './schedule/scheduler-ports.js';
import { TrainingScheduler } from './schedule/training-scheduler.js';
import { ShadowWatch } from './shadow/shadow-watch.js';
import { trainOrganization, type TrainingPorts } from './train-organization/train-organization.js';

/** Folder in `WORK_DIR` for what reading the history lays aside. */
const HISTORY_FOLDER = 'training-history';

/** What a replica needs once it leads. */
export const READ_BY_LEADER = [STREAMS.shadow, STREAMS.scans, STREAMS.models] as const;

export interface TrainingLeaderParts {
  readonly bus: Bus;
  readonly configs: OrganizationConfigs;
  readonly database: Database;
  readonly config: TrainingConfig;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * The work of the leading replica of training: it connects scheduler, adapters and bus, and makes
 * no decisions itself. All its writes belong to its term.
 */
export class TrainingLeader implements LeaderTask {
  private readonly artifacts: ArtifactStore;
  private readonly status: StatusCache;
  readonly scheduler: TrainingScheduler;
  private readonly shadows: ShadowWatch;
  private readonly records: TermDatabase;
  private readonly telemetry: LazyReader;
  private readonly subscriptions: Subscription[] = [];

  constructor(
    private readonly parts: TrainingLeaderParts,
    private readonly term: Term,
  ) {
    const { bus, database, config, logger } = parts;
    this.records = new TermDatabase(database, 'training', term);
    this.telemetry = new LazyReader(() =>
      openTelemetryReader(
        config,
        { database, workFolder: path.join(config.WORK_DIR, HISTORY_FOLDER) },
        // A training reads for as long as it takes, and none may wait for another.
        config.TRAININGS_AT_ONCE_MAX,
      ),
    );
    const statuses = bus.bucket(BUCKETS.trainingStatus).guardedBy(term.guard);
    const registry = new ModelCacheClient(bus);
    this.artifacts = new ArtifactStore(config.WORK_DIR, {
      handOver: (...bundle) => {
        term.assertHeld();
        return registry.handOver(...bundle);
      },
      newestVersion: (organizationId) => registry.newestVersion(organizationId),
    });
    this.status = new StatusCache(
      (status) => statuses.put(status.organizationId, status),
      (error) => logger.warn({ error }, 'Training status could not be written'),
      believedNow,
      monotonicNow,
    );
    this.scheduler = new TrainingScheduler(this.schedulerPorts());
    this.shadows = new ShadowWatch(bus, new PostgresShadowRecords(this.records), logger, {
      now: believedNow,
      monotonicNow,
    });
  }

  async start(): Promise<void> {
    const { configs } = this.parts;
    await this.artifacts.removeAbandonedWork();
    this.subscriptions.push(
      await configs.follow((organizationId, config) => this.configChanged(organizationId, config)),
    );
    await this.shadows.start();
  }

  /** Both ways are the same here: a training is aborted and starts again under the next leader. */
  async stop(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.stop()));
    await this.shadows.stop();
    await this.scheduler.stop();
    await this.telemetry.close();
  }

  private configChanged(organizationId: OrganizationId, config: OrganizationConfig | null): void {
    if (config === null) {
      this.shadows.organizationRemoved(organizationId);
      this.scheduler.organizationRemoved(organizationId);
    } else {
      this.shadows.configChanged(config);
      this.scheduler.configChanged(config);
    }
  }

  private schedulerPorts(): SchedulerPorts {
    const { bus, database, config, logger, metrics } = this.parts;
    const records = new PostgresTrainingRecords(this.records);
    const passwords = new FeedPasswords(bus.bucket(BUCKETS.feedCredentials), config.SECRETS_KEY);
    const networks = outboundNetworks(config, [config.NATS_URL, config.DATABASE_URL.reveal()]);
    const ports: TrainingPorts = {
      pasts: new RecordedPasts({
        reader: () => this.telemetry.opened(),
        stretches: new HistoryStretches(database),
        source: new FeedHistory(passwords, networks, believedNow),
        now: believedNow,
      }),
      logs: new MergedLogs([new FeedLogs(passwords, networks, believedNow), new PostedLogEntries(database)]),
      trainer: new PythonTrainer({
        python: config.TRAINER_PYTHON,
        packageFolder: config.TRAINER_DIR,
        timeoutMs: config.TRAINER_TIMEOUT_MS,
      }),
      records,
      champions: new LiveChampions(database, bus),
      artifacts: this.artifacts,
      codeRevision: codeRevisionOf(config.EAGLE_REVISION),
      now: believedNow,
    };
    const retries = { baseMs: config.RETRY_MS_MIN, maxMs: config.RETRY_MS_MAX };
    return {
      records,
      runs: new PostgresTrainingRuns(this.records, believedNow),
      train: (job) => trainOrganization(job, ports),
      announce: (organizationId, version, promote) =>
        announceModel(bus, organizationId, version, promote, this.term),
      status: this.status,
      newRunId: () => trainingRunIdSchema.parse(randomUUID()),
      now: believedNow,
      monotonicNow,
      atOnceMax: config.TRAININGS_AT_ONCE_MAX,
      onUnwritten: (error) => logger.warn({ error }, 'A training run could not be stored'),
      retryMs: (attempts) => backOffMs(attempts, Math.random(), retries),
      onOutcome: (outcome, organizationId, tookMs, error) => {
        metrics.counter(METRICS.attempts).inc({ outcome });
        metrics.gauge(METRICS.lastDurationSeconds).set(tookMs / 1_000);
        const details = { organizationId, outcome, tookMs, ...(error === null ? {} : { error }) };
        if (outcome === 'failed') logger.error(details, 'Training failed');
        else logger.info(details, 'Training attempt ended');
      },
    };
  }
}
