import type { OrganizationId, TrainingStage, UserId } from '@eagle/contracts';
import type { RunEnd, TrainingRequest, TrainingRuns } from './training-runs.js';

/** Progress within a stage is not written more often than this. */
const PROGRESS_MS_MIN = 5_000;

/**
 * Writes down one run for those who follow it, in order, without holding it up: a database that is away costs lines of the log, not the
 * training. Only its end is waited for.
 */
export class RunJournal {
  #writing: Promise<void>;
  #stage: TrainingStage | null = null;
  #writtenMs = -Infinity;

  constructor(
    private readonly organizationId: OrganizationId,
    private readonly request: TrainingRequest,
    private readonly runs: TrainingRuns,
    private readonly now: () => number,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.#writing = this.runs.open(organizationId, request).catch(onFailure);
  }

  note(stage: TrainingStage, progress: number, text: string): void {
    const isLogged = stage !== this.#stage;
    const nowMs = this.now();
    if (!isLogged && nowMs - this.#writtenMs < PROGRESS_MS_MIN) return;
    this.#stage = stage;
    this.#writtenMs = nowMs;
    const { runId, attempt } = this.request;
    this.#writing = this.#writing
      .then(() =>
        this.runs.progress(this.organizationId, runId, { stage, progress, text, attempt, isLogged }),
      )
      .catch(this.onFailure);
  }

  /** Everything that was noted is written. */
  async settle(): Promise<void> {
    await this.#writing;
  }

  /** @throws AppError where the end could not be written: the run stays open until the organization is met again. */
  async finish(end: RunEnd, actorId: UserId | null = null): Promise<void> {
    await this.#writing;
    await this.runs.finish(this.organizationId, this.request.runId, end, actorId);
  }
}
