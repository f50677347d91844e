import {
  AppError,
  type AuditAuthor,
  type OrganizationId,
  type TrainingStage,
  type TrainingWait,
} from '@eagle/contracts/domain';
import { defineFeatureSet } from '@eagle/features';
import type { TrainingResult } from '../train-organization/train-organization.js';
import { nextScheduledAt, nextScheduledMs, scheduleAt } from './cron-schedule.js';
import { estimateLeftMs } from './estimate-left.js';
import { RunJournal } from './run-journal.js';
import type { SchedulerPorts, TrainingOutcome } from './scheduler-ports.js';
import {
  dueAfterWaiting,
  dueBySchedule,
  type Due,
  type QueueEntry,
  type TrainingQueue,
} from './training-queue.js';
import type { LastRun, TrainingRequest } from './training-runs.js';
import { whyNotTrained } from './why-not-trained.js';
import { whyTrain } from './why-train.js';

/** A failing training is attempted this often in total; then admins are notified. */
export const ATTEMPTS_MAX = 3;

/** What people can request of a running training. */
export interface Cancelled {
  readonly by: AuditAuthor;
  readonly reason: string;
}

/** One check of one organization: train it now, or say when to check again. */
export class TrainingAttempt {
  readonly abort = new AbortController();
  /** Set once it trains; before, it only checks whether to train. */
  request: TrainingRequest | null = null;
  cancelled: Cancelled | null = null;
  private readonly startedMs: number;
  private readonly organizationId: OrganizationId;
  private journal: RunJournal | null = null;

  constructor(
    private readonly entry: QueueEntry,
    private readonly queue: TrainingQueue,
    private readonly paused: ReadonlySet<OrganizationId>,
    private readonly ports: SchedulerPorts,
  ) {
    this.organizationId = entry.config.organizationId;
    this.startedMs = ports.monotonicNow();
  }

  async run(): Promise<void> {
    try {
      const last = await this.ports.runs.last(this.organizationId);
      const request = await this.reason(last);
      if (request === null) return;
      this.request = request;
      this.done(await this.train(request, last));
    } catch (error) {
      this.done(await this.fail(error), error);
    }
  }

  /** @returns why it is trained now; null: it is not, and the queue knows when to check again. */
  private async reason(last: LastRun | null): Promise<TrainingRequest | null> {
    const { config, request } = this.entry;
    const missing = whyNotTrained(config);
    if (missing !== null) {
      await this.endRequest(missing.sentence);
      this.report('waiting', 0, missing.sentence, { isRun: false, waitsFor: missing.waitsFor });
      // No training can begin then; but the shown next time has passed.
      this.queue.postpone(this.entry, this.dueNextTime(), 0);
      return null;
    }
    const newest = await this.ports.records.newestVersion(this.organizationId);
    const conclusive = last?.stage === 'done' || last?.stage === 'refused';
    const schedule = scheduleAt(
      config.settings,
      last === null ? null : { ...last, conclusive },
      this.ports.now(),
    );
    const trigger = whyTrain({
      requested: request?.trigger ?? null,
      newest,
      featureSetHash: defineFeatureSet(config).hash,
      paused: this.paused.has(this.organizationId),
      scheduleIsDue: schedule.isDue,
    });
    if (trigger !== null) {
      return request ?? { runId: this.ports.newRunId(), trigger, actorId: null, reason: '', attempt: 1 };
    }
    if (newest?.isToBeServed === true) await this.ports.announce(this.organizationId, newest, true);
    const failed = last?.stage === 'failed' ? last.reason : null;
    const text = newest === null ? 'The training was cancelled.' : `Model ${newest.version} is registered.`;
    this.report(newest === null ? 'cancelled' : 'done', newest === null ? 0 : 1, text, {
      isRun: false,
      attention: failed,
    });
    this.queue.postpone(this.entry, dueBySchedule(schedule.nextMs), 0);
    return null;
  }

  private async train(request: TrainingRequest, last: LastRun | null): Promise<TrainingOutcome> {
    const { config } = this.entry;
    const { runId, trigger } = request;
    const lastTookMs = last?.stage === 'done' ? last.finishedMs - last.startedMs : null;
    // Automatic trainings check repeatedly while history is short; only those that go further
    // become visible runs.
    if (trigger === 'asked' || trigger === 'schedule') this.openJournal(request);
    this.report('extracting', 0, 'The training begins.', { lastTookMs });
    const result = await this.ports.train({
      runId,
      config,
      signal: this.abort.signal,
      onStage: (stage, progress, text) => {
        if (stage !== 'extracting') this.openJournal(request);
        this.report(stage, progress, text, { lastTookMs });
      },
    });
    if (result.kind === 'registered') return this.registered(result);
    if (this.journal === null) {
      this.lookAgainLater('waiting', result.reason, 'too-little-history');
      return 'waiting';
    }
    await this.end({ stage: 'refused', reason: result.reason, version: null, metrics: null });
    return 'refused';
  }

  private async registered(result: TrainingResult & { kind: 'registered' }): Promise<TrainingOutcome> {
    const { version, featureSetHash, metrics, verdict } = result.manifest;
    const promote = verdict?.promote ?? true;
    const { artifactPath } = result;
    const reported = { version, featureSetHash, artifactPath, isToBeServed: promote };
    // A failed announcement is repeated at the next check; the model exists and need not be trained
    // again.
    const isAnnounced = await this.ports.announce(this.organizationId, reported, promote).then(
      () => true,
      (error: unknown) => {
        this.ports.onUnwritten(error);
        return false;
      },
    );
    const judged = verdict === null ? judgement(metrics.event) : verdict.reason;
    const reason = promote
      ? `Model ${version} is registered: ${judged}`
      : `Model ${version} is registered but did not pass the gate: ${judged}`;
    await this.end({ stage: 'done', reason, version, metrics });
    if (!isAnnounced)
      this.queue.lookAgain(this.organizationId, this.ports.monotonicNow() + this.ports.retryMs(0));
    return 'registered';
  }

  private async fail(error: unknown): Promise<TrainingOutcome> {
    const reason =
      error instanceof AppError
        ? error.message
        : 'The training failed for an unexpected reason; see the log.';
    if (this.cancelled !== null) return this.cancel(this.cancelled);
    if (error instanceof AppError && error.code === 'TRAINING.ABORTED') return this.stop();
    const refused = error instanceof AppError && error.code === 'TRAINING.REFUSED';
    const { request } = this;
    const byItself = request?.trigger === 'first' || request?.trigger === 'changed';
    if (!refused && request !== null && request.attempt < ATTEMPTS_MAX) {
      this.openJournal(request);
      this.tryAgain(request, reason);
    } else if (request === null) {
      // Not even begun: admins cannot repair what keeps the platform from checking.
      this.lookAgainLater('waiting', reason, 'tried-again');
    } else if (byItself) {
      await this.finishQuietly(refused ? 'refused' : 'failed', reason);
      this.lookAgainLater(refused ? 'refused' : 'failed', reason);
    } else {
      await this.end({ stage: refused ? 'refused' : 'failed', reason, version: null, metrics: null });
    }
    return refused ? 'refused' : 'failed';
  }

  /**
   * The service stops, or the organization can no longer be trained: a requested training begins
   * again at the next start.
   */
  private async stop(): Promise<TrainingOutcome> {
    await this.journal?.settle();
    if (this.queue.get(this.organizationId) !== null) {
      this.report('waiting', 0, 'The training was stopped and begins again later.', {
        isRun: false,
        waitsFor: 'stopped',
      });
      this.queue.postpone(this.entry, this.dueIn(0), this.entry.attempts, this.request);
    }
    return 'stopped';
  }

  private async cancel({ by, reason }: Cancelled): Promise<TrainingOutcome> {
    const text = reason === '' ? 'The training was cancelled.' : `The training was cancelled: ${reason}`;
    if (this.request !== null) this.openJournal(this.request);
    await this.journal?.finish({ stage: 'cancelled', reason: text, version: null, metrics: null }, by);
    this.report('cancelled', 0, text, {});
    this.queue.postpone(this.entry, this.dueNextTime(), 0);
    return 'cancelled';
  }

  private tryAgain(request: TrainingRequest, reason: string): void {
    const waitMs = this.ports.retryMs(request.attempt - 1);
    const text = `${reason} Tried again in ${duration(waitMs)}.`;
    this.report('waiting', 0, text, { waitsFor: 'tried-again' });
    const again = { ...request, attempt: request.attempt + 1 };
    this.queue.postpone(this.entry, this.dueIn(waitMs), this.entry.attempts, again);
  }

  /** Without a model, the checks never end. */
  private lookAgainLater(
    stage: 'waiting' | 'refused' | 'failed',
    reason: string,
    waitsFor?: TrainingWait,
  ): void {
    const waitMs = this.ports.retryMs(this.entry.attempts);
    const attention = stage === 'failed' ? reason : null;
    this.report(stage, 0, `${reason} Tried again in ${duration(waitMs)}.`, {
      attention,
      ...(waitsFor === undefined ? {} : { waitsFor }),
    });
    // A requested training that has not begun is not forgotten.
    const request = this.request === null ? this.entry.request : null;
    this.queue.postpone(this.entry, this.dueIn(waitMs), this.entry.attempts + 1, request);
  }

  /** The run is over. The next attempt needs the schedule, a change, or a request. */
  private async end(end: Parameters<RunJournal['finish']>[0]): Promise<void> {
    if (this.request !== null) this.openJournal(this.request);
    const attention =
      end.stage === 'failed' ? `The training failed ${ATTEMPTS_MAX} times: ${end.reason}` : null;
    await this.journal?.finish(end);
    this.report(end.stage, end.stage === 'done' ? 1 : 0, attention ?? end.reason, { attention });
    this.queue.postpone(this.entry, this.dueNextTime(), 0);
  }

  private dueIn(ms: number): Due {
    return dueAfterWaiting(this.ports.monotonicNow() + ms);
  }

  private dueNextTime(): Due {
    return dueBySchedule(nextScheduledMs(this.entry.config.settings, this.ports.now()));
  }

  private async endRequest(reason: string): Promise<void> {
    const { request } = this.entry;
    if (request === null) return;
    this.openJournal(request);
    await this.journal?.finish({ stage: 'refused', reason, version: null, metrics: null });
  }

  private async finishQuietly(stage: 'refused' | 'failed', reason: string): Promise<void> {
    await this.journal?.finish({ stage, reason, version: null, metrics: null });
  }

  private openJournal(request: TrainingRequest): void {
    const { runs, monotonicNow, onUnwritten } = this.ports;
    this.journal ??= new RunJournal(this.organizationId, request, runs, monotonicNow, onUnwritten);
  }

  private done(outcome: TrainingOutcome, error: unknown = null): void {
    this.ports.onOutcome(outcome, this.organizationId, this.ports.monotonicNow() - this.startedMs, error);
  }

  private report(
    stage: TrainingStage,
    progress: number,
    reason: string,
    more: {
      isRun?: boolean;
      lastTookMs?: number | null;
      attention?: string | null;
      waitsFor?: TrainingWait;
    },
  ): void {
    const { organizationId, request, ports } = this;
    const runId = more.isRun === false ? null : (request?.runId ?? null);
    const runs = more.lastTookMs !== undefined;
    const leftMs = runs
      ? estimateLeftMs(progress, ports.monotonicNow() - this.startedMs, more.lastTookMs ?? null)
      : null;
    // The schedule may have changed since the attempt began.
    const { settings } = (this.queue.get(organizationId) ?? this.entry).config;
    const nextAt = nextScheduledAt(settings, ports.now());
    // The notice to admins stays until a training succeeds or is refused.
    const attention =
      more.attention !== undefined ? more.attention : (ports.status.get(organizationId)?.attention ?? null);
    const waits = more.waitsFor === undefined ? {} : { waitsFor: more.waitsFor };
    ports.status.set({ organizationId, runId, stage, progress, reason, ...waits, leftMs, nextAt, attention });
    if (stage !== 'done' && stage !== 'refused' && stage !== 'failed' && stage !== 'cancelled') {
      this.journal?.note(stage, progress, reason);
    }
  }
}

const duration = (ms: number): string =>
  ms < 90_000 ? `${Math.ceil(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;

function judgement(
  event: { warnedInTime: number; events: number; falseAlarmsPerAssetDay: number } | null,
): string {
  if (event === null || event.events === 0) return 'no failure of the held-out period could be judged.';
  const rate = event.falseAlarmsPerAssetDay.toFixed(2);
  return `it warned of ${event.warnedInTime} of ${event.events} held-out failures in time, with ${rate} false alarms per asset and day.`;
}
