import {
  AppError,
  type OrganizationConfig,
  type OrganizationId,
  type TrainingRunId,
  type TrainingStatus,
  type UserId,
} from '@eagle/contracts/domain';
import { nextScheduledAt } from './cron-schedule.js';
import type { SchedulerPorts } from './scheduler-ports.js';
import { ATTEMPTS_MAX, TrainingAttempt, type Cancelled } from './training-attempt.js';
import {
  dueAfterWaiting,
  NEVER_DUE,
  TrainingQueue,
  type Due,
  type Moment,
  type QueueEntry,
} from './training-queue.js';
import type { TrainingRequest } from './training-runs.js';
import { whyNotTrained } from './why-not-trained.js';

/** Longest delay of a timer. */
const TIMER_MS_MAX = 60 * 60_000;

export interface RequestedTraining {
  readonly actorId: UserId | null;
  readonly reason: string;
}

/**
 * Gives every organization that can have a model one, and a new one by its schedule. It runs a few
 * trainings at a time over all organizations, retries after a delay where history was too short,
 * and trains again when the features change. Timers and changes wake it; it never polls.
 */
export class TrainingScheduler {
  private readonly queue = new TrainingQueue();
  private readonly met = new Set<OrganizationId>();
  private readonly paused = new Set<OrganizationId>();
  private readonly attempts = new Map<OrganizationId, TrainingAttempt>();
  private readonly turns = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly ports: SchedulerPorts) {}

  /**
   * Takes a new or changed configuration. If the organization can no longer be trained, its
   * training stops.
   */
  configChanged(config: OrganizationConfig): void {
    const { organizationId } = config;
    const before = this.queue.get(organizationId)?.config;
    if (before !== undefined && before.revision !== config.revision) this.paused.delete(organizationId);
    this.queue.put(config, this.moment());
    this.reportSchedule(config);
    if (whyNotTrained(config) !== null) this.attempts.get(organizationId)?.abort.abort();
    this.wake();
  }

  organizationRemoved(organizationId: OrganizationId): void {
    this.queue.remove(organizationId);
    this.met.delete(organizationId);
    this.paused.delete(organizationId);
    this.attempts.get(organizationId)?.abort.abort();
    this.ports.status.forget(organizationId);
  }

  /**
   * Requests a training, also where there is a model already.
   * @throws AppError `TRAINING.ORGANIZATION_UNKNOWN` (not-found), `TRAINING.NOT_CONFIGURED`,
   * `TRAINING.RUNNING` (conflict).
   */
  async ask(
    organizationId: OrganizationId,
    requested: RequestedTraining,
  ): Promise<{ runId: TrainingRunId; status: TrainingStatus }> {
    const entry = this.entryOf(organizationId);
    const missing = whyNotTrained(entry.config);
    if (missing !== null) throw new AppError('TRAINING.NOT_CONFIGURED', missing.sentence);
    const runs = this.attempts.get(organizationId)?.request ?? entry.request;
    if (runs !== null) {
      throw new AppError(
        'TRAINING.RUNNING',
        'A training already runs or waits for its turn. Cancel it first, or wait for it.',
        {
          runId: runs.runId,
        },
      );
    }
    const request: TrainingRequest = {
      runId: this.ports.newRunId(),
      trigger: 'asked',
      ...requested,
      attempt: 1,
    };
    // Set before the database is awaited: a second request meanwhile learns that a training runs.
    this.queue.ask(organizationId, request, NEVER_DUE);
    try {
      await this.ports.runs.open(organizationId, request);
    } catch (error) {
      if (this.queue.get(organizationId)?.request === request)
        this.queue.withdraw(organizationId, this.moment());
      throw error;
    }
    this.paused.delete(organizationId);
    this.queue.ask(organizationId, request, this.dueIn(0));
    const { runId } = request;
    const reason = 'The training begins when its turn comes.';
    const attention = this.ports.status.get(organizationId)?.attention ?? null;
    const status = this.ports.status.set({
      organizationId,
      runId,
      stage: 'waiting',
      progress: 0,
      reason,
      waitsFor: 'queued',
      nextAt: nextScheduledAt(entry.config.settings, this.ports.now()),
      attention,
    });
    this.wake();
    return { runId, status };
  }

  /**
   * Ends a training that runs, waits for its turn, or for its next attempt.
   * @param runId  Null: the present one.
   * @throws AppError `TRAINING.ORGANIZATION_UNKNOWN` (not-found), `TRAINING.NOT_RUNNING`
   * (conflict).
   */
  async cancel(
    organizationId: OrganizationId,
    runId: TrainingRunId | null,
    cancelled: Cancelled,
  ): Promise<TrainingRunId> {
    const entry = this.entryOf(organizationId);
    const attempt = this.attempts.get(organizationId);
    const request = attempt?.request ?? entry.request;
    if (request === null || (runId !== null && runId !== request.runId)) {
      throw new AppError('TRAINING.NOT_RUNNING', 'This training does not run (any more).');
    }
    this.paused.add(organizationId);
    if (attempt?.request?.runId === request.runId) {
      attempt.cancelled = cancelled;
      attempt.abort.abort();
      return request.runId;
    }
    const { by, reason } = cancelled;
    const text = reason === '' ? 'The training was cancelled.' : `The training was cancelled: ${reason}`;
    const end = { stage: 'cancelled', reason: text, version: null, metrics: null } as const;
    await this.ports.runs.finish(organizationId, request.runId, end, by);
    if (this.queue.get(organizationId)?.request === request)
      this.queue.withdraw(organizationId, this.moment());
    this.ports.status.set({
      organizationId,
      runId: request.runId,
      stage: 'cancelled',
      progress: 0,
      reason: text,
      nextAt: nextScheduledAt(entry.config.settings, this.ports.now()),
    });
    this.wake();
    return request.runId;
  }

  /** Ends the trainings in progress and starts no others. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const attempt of this.attempts.values()) attempt.abort.abort();
    await Promise.all(this.turns);
    await this.ports.status.settle();
  }

  /** Shows a changed schedule at once, also while a training runs or others are trained first. */
  private reportSchedule({ organizationId, settings }: OrganizationConfig): void {
    const reported = this.ports.status.get(organizationId);
    if (reported !== null)
      this.ports.status.set({ ...reported, nextAt: nextScheduledAt(settings, this.ports.now()) });
  }

  private entryOf(organizationId: OrganizationId): QueueEntry {
    const entry = this.queue.get(organizationId);
    if (entry !== null) return entry;
    throw new AppError('TRAINING.ORGANIZATION_UNKNOWN', 'There is no such organization.');
  }

  private moment(): Moment {
    return { wallMs: this.ports.now(), steadyMs: this.ports.monotonicNow() };
  }

  private dueIn(ms: number): Due {
    return dueAfterWaiting(this.ports.monotonicNow() + ms);
  }

  private wake(): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    const isBusy = (organizationId: OrganizationId): boolean => this.attempts.has(organizationId);
    while (this.attempts.size < this.ports.atOnceMax) {
      const entry = this.queue.next(this.moment(), isBusy);
      if (entry === null) break;
      this.begin(entry);
    }
    if (this.attempts.size >= this.ports.atOnceMax) return;
    const waitMs = this.queue.waitMs(this.moment(), isBusy);
    if (!Number.isFinite(waitMs)) return;
    this.timer = setTimeout(() => this.wake(), Math.min(Math.max(waitMs, 1), TIMER_MS_MAX));
    this.timer.unref();
  }

  private begin(entry: QueueEntry): void {
    const { organizationId } = entry.config;
    const attempt = new TrainingAttempt(entry, this.queue, this.paused, this.ports);
    this.attempts.set(organizationId, attempt);
    const turn = this.meet(entry)
      .then((isAsSeen) => (isAsSeen ? attempt.run() : undefined))
      .finally(() => {
        this.attempts.delete(organizationId);
        this.turns.delete(turn);
        this.wake();
      });
    this.turns.add(turn);
  }

  /**
   * The first check of an organization: runs that a killed process left open are closed and started
   * again, a few times at most, so that a training that kills its service does not do so forever.
   * @returns false where the queue has to be asked again.
   */
  private async meet(entry: QueueEntry): Promise<boolean> {
    const { organizationId } = entry.config;
    if (this.met.has(organizationId)) return true;
    try {
      const open = await this.ports.runs.leftOpen(organizationId);
      this.met.add(organizationId);
      const asked = entry.request;
      const again = open.filter(({ runId }) => runId !== asked?.runId).at(-1);
      if (asked !== null || again === undefined) return true;
      const { hadBegun, ...request } = again;
      if (hadBegun && request.attempt >= ATTEMPTS_MAX) return true;
      const anew = hadBegun
        ? { ...request, runId: this.ports.newRunId(), attempt: request.attempt + 1 }
        : request;
      await this.ports.runs.open(organizationId, anew);
      this.queue.ask(organizationId, anew, this.dueIn(0));
      return false;
    } catch (error) {
      this.ports.onUnwritten(error);
      const waitMs = this.ports.retryMs(entry.attempts);
      this.queue.postpone(entry, this.dueIn(waitMs), entry.attempts + 1, entry.request);
      return false;
    }
  }
}
