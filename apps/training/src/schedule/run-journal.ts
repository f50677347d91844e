import {
  AppError,
  type AuditAuthor,
  BY_PLATFORM,
  type OrganizationId,
  type TrainingStage,
} from '@eagle/contracts/domain';
import { backOffMs } from '@eagle/service-kit';
import type { RunEnd, TrainingRequest, TrainingRuns } from './training-runs.js';

/**
 * A restarting database is back by then; a run that is still not written stays open until the next
 * start of the service.
 */
const FINISH_ATTEMPTS_MAX = 6;

/** Minimum interval between writes of the progress within a stage. */
const PROGRESS_MS_MIN = 5_000;

/**
 * Writes the journal of one run, in order, without delaying the run: an unavailable database costs
 * lines of the log, not the training. Only the end of the run is waited for.
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

  /** Resolves when every note is written. */
  async settle(): Promise<void> {
    await this.writing;
  }

  /**
   * Writes the end, with retries. Never throws: a finished training is not repeated because its end
   * could not be written.
   */
  async finish(end: RunEnd, by: AuditAuthor = BY_PLATFORM): Promise<void> {
    await this.writing;
    for (let attempt = 0; attempt < FINISH_ATTEMPTS_MAX; attempt += 1) {
      if (attempt > 0) await this.pause(attempt);
      try {
        return await this.runs.finish(this.organizationId, this.request.runId, end, by);
      } catch (error) {
        this.onFailure(error);
        // The leading replica now closes the run, or has done so already.
        if (error instanceof AppError && error.code === 'LEADER.FENCED') return;
      }
    }
  }
}

const pauseBeforeAttempt = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, backOffMs(attempt, Math.random(), { baseMs: 500 })));
