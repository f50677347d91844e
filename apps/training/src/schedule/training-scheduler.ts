import {
  AppError,
  type OrganizationConfig,
  type OrganizationId,
  type TrainingRunId,
  type TrainingStatus,
} from '@eagle/contracts';
import { defineFeatureSet } from '@eagle/features';
import type { RegisteredVersion, TrainingRecords } from '../ports.js';
import type { TrainingJob, TrainingResult } from '../train-organization/train-organization.js';
import type { StatusBoard } from './status-board.js';
import { TrainingQueue, type QueueEntry } from './training-queue.js';
import { whyNotTrained } from './why-not-trained.js';

/** Longest time a timer may be set to. */
const TIMER_MS_MAX = 60 * 60_000;

export type TrainingOutcome = 'registered' | 'waiting' | 'refused' | 'failed' | 'stopped';

export interface SchedulerPorts {
  readonly records: Pick<TrainingRecords, 'newestVersion' | 'finishRun' | 'closeAbandonedRuns'>;
  readonly train: (job: TrainingJob) => Promise<TrainingResult>;
  /** Tells the platform of a version, unless it was told before. */
  readonly announce: (organizationId: OrganizationId, version: RegisteredVersion) => Promise<void>;
  readonly status: StatusBoard;
  readonly newRunId: () => TrainingRunId;
  readonly now: () => number;
  /** How long to wait after so many attempts without a model. */
  readonly retryMs: (attempts: number) => number;
  readonly onOutcome: (
    outcome: TrainingOutcome,
    organizationId: OrganizationId,
    tookMs: number,
    error: unknown,
  ) => void;
}

interface Running {
  readonly organizationId: OrganizationId;
  readonly runId: TrainingRunId;
  readonly abort: AbortController;
}

/**
 * Sees to it that every organization that can have a model gets one: one training at a time over all of them, again after a while where
 * history was not enough, anew when the features change. Wakes by timer or change, never by polling.
 */
export class TrainingScheduler {
  private readonly queue = new TrainingQueue();
  private readonly met = new Set<OrganizationId>();
  private running: Running | null = null;
  private turn: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly ports: SchedulerPorts) {}

  /** A new or changed configuration. One that can no longer be trained stops its training. */
  configChanged(config: OrganizationConfig): void {
    this.queue.put(config, this.ports.now());
    if (whyNotTrained(config) !== null) this.stopRun(config.organizationId);
    this.wake();
  }

  organizationRemoved(organizationId: OrganizationId): void {
    this.queue.remove(organizationId);
    this.met.delete(organizationId);
    this.stopRun(organizationId);
    this.ports.status.forget(organizationId);
  }

  /**
   * Asks for a training, also where there is a model already; one that runs for the organization answers for it.
   * @throws AppError `TRAINING.ORGANIZATION_UNKNOWN` (not-found), `TRAINING.NOT_CONFIGURED` (conflict).
   */
  ask(organizationId: OrganizationId): { runId: TrainingRunId; status: TrainingStatus } {
    const entry = this.queue.get(organizationId);
    if (entry === null) {
      throw new AppError('TRAINING.ORGANIZATION_UNKNOWN', 'not-found', 'There is no such organization.');
    }
    const reason = whyNotTrained(entry.config);
    if (reason !== null) throw new AppError('TRAINING.NOT_CONFIGURED', 'conflict', reason);
    if (this.running?.organizationId === organizationId) {
      const status = this.ports.status.get(organizationId);
      if (status !== null) return { runId: this.running.runId, status };
    }
    const runId = entry.askedFor ?? this.ports.newRunId();
    this.queue.ask(organizationId, runId, this.ports.now());
    const status = this.tell(
      organizationId,
      runId,
      'waiting',
      0,
      'The training will begin as soon as it is its turn.',
    );
    this.wake();
    return { runId, status };
  }

  /** Ends the training in hand and starts no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    this.running?.abort.abort();
    await this.turn;
    await this.ports.status.settle();
  }

  private wake(): void {
    clearTimeout(this.timer);
    if (this.stopped || this.turn !== null) return;
    const entry = this.queue.next(this.ports.now());
    if (entry !== null) {
      this.turn = this.attempt(entry).finally(() => {
        this.turn = null;
        this.wake();
      });
      return;
    }
    const waitMs = this.queue.nextDueAtMs() - this.ports.now();
    if (Number.isFinite(waitMs)) {
      this.timer = setTimeout(() => this.wake(), Math.min(Math.max(waitMs, 1), TIMER_MS_MAX));
      this.timer.unref();
    }
  }

  private async attempt(entry: QueueEntry): Promise<void> {
    const { organizationId } = entry.config;
    const runId = entry.askedFor ?? this.ports.newRunId();
    const startedMs = this.ports.now();
    const done = (outcome: TrainingOutcome, error: unknown = null): void =>
      this.ports.onOutcome(outcome, organizationId, this.ports.now() - startedMs, error);
    try {
      const reason = whyNotTrained(entry.config);
      if (reason !== null) {
        this.tell(organizationId, null, 'waiting', 0, reason);
        this.queue.postpone(entry, Infinity, 0);
        return;
      }
      if (await this.hasModel(entry)) return;
      done(await this.run(entry, runId));
    } catch (error) {
      done(await this.fail(entry, runId, error), error);
    }
  }

  private async hasModel(entry: QueueEntry): Promise<boolean> {
    const { organizationId } = entry.config;
    if (!this.met.has(organizationId)) {
      await this.ports.records.closeAbandonedRuns(organizationId);
      this.met.add(organizationId);
    }
    if (entry.askedFor !== null) return false;
    const newest = await this.ports.records.newestVersion(organizationId);
    if (newest === null || newest.featureSetHash !== defineFeatureSet(entry.config).hash) return false;
    await this.ports.announce(organizationId, newest);
    this.tell(organizationId, null, 'done', 1, `Model ${newest.version} is registered.`);
    this.queue.postpone(entry, Infinity, 0);
    return true;
  }

  private async run(entry: QueueEntry, runId: TrainingRunId): Promise<TrainingOutcome> {
    const { organizationId } = entry.config;
    const abort = new AbortController();
    this.running = { organizationId, runId, abort };
    if (this.stopped) abort.abort();
    this.tell(organizationId, runId, 'extracting', 0, 'The training begins.');
    try {
      const result = await this.ports.train({
        runId,
        config: entry.config,
        signal: abort.signal,
        onStage: (stage, progress, reason) => void this.tell(organizationId, runId, stage, progress, reason),
      });
      if (result.kind === 'waiting') {
        this.retryLater(entry, runId, 'waiting', result.reason);
        return 'waiting';
      }
      const { version, featureSetHash, metrics } = result.manifest;
      await this.ports.announce(organizationId, {
        version,
        featureSetHash,
        artifactPath: result.artifactPath,
      });
      const reason = `Model ${version} is registered: ${judgement(metrics.event)}`;
      await this.ports.records.finishRun(organizationId, { runId, stage: 'done', reason, metrics });
      this.tell(organizationId, runId, 'done', 1, reason);
      this.queue.postpone(entry, Infinity, 0);
      return 'registered';
    } finally {
      this.running = null;
    }
  }

  private async fail(entry: QueueEntry, runId: TrainingRunId, error: unknown): Promise<TrainingOutcome> {
    const { organizationId } = entry.config;
    const outcome = outcomeOf(error);
    const reason =
      error instanceof AppError
        ? error.message
        : 'The training failed for an unforeseen reason; see the log.';
    // The database may be what failed; then the run is closed when the service meets the organization again.
    await this.ports.records
      .finishRun(organizationId, {
        runId,
        stage: outcome === 'refused' ? 'refused' : 'failed',
        reason,
        metrics: null,
      })
      .catch(() => this.met.delete(organizationId));
    if (outcome === 'stopped') {
      if (this.queue.get(organizationId) !== null) {
        this.tell(organizationId, null, 'waiting', 0, 'The training was stopped and begins anew later.');
        this.queue.postpone(entry, this.ports.now(), entry.attempts);
      }
    } else this.retryLater(entry, runId, outcome, reason);
    return outcome;
  }

  private retryLater(
    entry: QueueEntry,
    runId: TrainingRunId,
    stage: 'waiting' | 'refused' | 'failed',
    reason: string,
  ): void {
    const waitMs = this.ports.retryMs(entry.attempts);
    const again = ` Tried again in ${waitMs < 90_000 ? `${Math.ceil(waitMs / 1_000)} s` : `${Math.round(waitMs / 60_000)} min`}.`;
    this.tell(entry.config.organizationId, runId, stage, 0, reason + again);
    this.queue.postpone(entry, this.ports.now() + waitMs, entry.attempts + 1);
  }

  private stopRun(organizationId: OrganizationId): void {
    if (this.running?.organizationId === organizationId) this.running.abort.abort();
  }

  private tell(
    organizationId: OrganizationId,
    runId: TrainingRunId | null,
    stage: TrainingStatus['stage'],
    progress: number,
    reason: string,
  ): TrainingStatus {
    return this.ports.status.set({ organizationId, runId, stage, progress, reason });
  }
}

function outcomeOf(error: unknown): 'refused' | 'stopped' | 'failed' {
  if (!(error instanceof AppError)) return 'failed';
  if (error.code === 'TRAINING.REFUSED') return 'refused';
  return error.code === 'TRAINING.ABORTED' ? 'stopped' : 'failed';
}

function judgement(
  event: { warnedInTime: number; events: number; falseAlarmsPerAssetDay: number } | null,
): string {
  if (event === null || event.events === 0) return 'no failure of the held-back period could be judged.';
  const rate = event.falseAlarmsPerAssetDay.toFixed(2);
  return `it warned of ${event.warnedInTime} of ${event.events} held-back failures in time, with ${rate} false alarms per asset and day.`;
}
