import {
  AppError,
  type AuditAuthor,
  BY_PLATFORM,
  type OrganizationId,
  type TrainingStage,
} from '@eagle/contracts/domain';
import { backOffMs } from '@eagle/service-kit';
import type { RunEnd, TrainingRequest, TrainingRuns } from './training-runs.js';

/** A database that is being started again is back by then; what is still not written stays open until the next start of the service. */
const FINISH_ATTEMPTS_MAX = 6;

/** Progress within a stage is not written more often than this. */
const PROGRESS_MS_MIN = 5_000;

/**
 * Writes down one run for those who follow it, in order, without holding it up: a database that is away costs lines of the log, not the
 * training. Only its end is waited for.
 */
export class RunJournal {
  private writing: Promise<void>;
  private stage: TrainingStage | null = null;
  private writtenMs = -Infinity;

  constructor(
    private readonly organizationId: OrganizationId,
    private readonly request: TrainingRequest,
    private readonly runs: TrainingRuns,
    private readonly monotonicNow: () => number,
    private readonly onFailure: (error: unknown) => void,
    private readonly pause = pauseBeforeAttempt,
  ) {
    this.writing = this.runs.open(organizationId, request).catch(onFailure);
  }

  note(stage: TrainingStage, progress: number, text: string): void {
    const isLogged = stage !== this.stage;
    const nowMs = this.monotonicNow();
    if (!isLogged && nowMs - this.writtenMs < PROGRESS_MS_MIN) return;
    this.stage = stage;
    this.writtenMs = nowMs;
    const { runId, attempt } = this.request;
    this.writing = this.writing
      .then(() =>
        this.runs.progress(this.organizationId, runId, { stage, progress, text, attempt, isLogged }),
      )
      .catch(this.onFailure);
  }

  /** Everything that was noted is written. */
  async settle(): Promise<void> {
    await this.writing;
  }

  /** Writes the end, patiently. Never throws: a training that is over is not done again because its end could not be written. */
  async finish(end: RunEnd, by: AuditAuthor = BY_PLATFORM): Promise<void> {
    await this.writing;
    for (let attempt = 0; attempt < FINISH_ATTEMPTS_MAX; attempt += 1) {
      if (attempt > 0) await this.pause(attempt);
      try {
        return await this.runs.finish(this.organizationId, this.request.runId, end, by);
      } catch (error) {
        this.onFailure(error);
        // The replica that leads now closes the run, or has done so already.
        if (error instanceof AppError && error.code === 'LEADER.FENCED') return;
      }
    }
  }
}

const pauseBeforeAttempt = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, backOffMs(attempt, Math.random(), { baseMs: 500 })));
