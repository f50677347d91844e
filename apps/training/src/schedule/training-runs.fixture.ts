import type { AuditAuthor, OrganizationId, TrainingRunId, UserId } from '@eagle/contracts/domain';
import type { LastRun, RunEnd, RunProgress, TrainingRequest, TrainingRuns } from './training-runs.js';

interface RunOnRecord {
  readonly request: TrainingRequest;
  readonly startedMs: number;
  stage: RunProgress['stage'];
  attempt: number;
  log: string[];
  end: (RunEnd & { readonly atMs: number; readonly actorId: UserId | null }) | null;
}

/** Runs in memory, with the rules of those in the database. */
export class MemoryTrainingRuns implements TrainingRuns {
  readonly runs: (RunOnRecord & { organizationId: OrganizationId })[] = [];

  constructor(private readonly now: () => number) {}

  async open(organizationId: OrganizationId, request: TrainingRequest): Promise<void> {
    if (this.find(organizationId, request.runId) !== undefined) return;
    const { attempt } = request;
    this.runs.push({
      organizationId,
      request,
      startedMs: this.now(),
      stage: 'waiting',
      attempt,
      log: [],
      end: null,
    });
  }

  async progress(organizationId: OrganizationId, runId: TrainingRunId, now: RunProgress): Promise<void> {
    const run = this.find(organizationId, runId);
    if (run === undefined || run.end !== null) return;
    run.stage = now.stage;
    run.attempt = now.attempt;
    if (now.isLogged) run.log.push(`${now.stage}: ${now.text}`);
  }

  async finish(
    organizationId: OrganizationId,
    runId: TrainingRunId,
    end: RunEnd,
    by: AuditAuthor,
  ): Promise<void> {
    const run = this.find(organizationId, runId);
    if (run === undefined || run.end !== null) return;
    run.stage = end.stage;
    run.end = { ...end, actorId: by.actorId, atMs: this.now() };
  }

  async leftOpen(organizationId: OrganizationId): Promise<(TrainingRequest & { hadBegun: boolean })[]> {
    const open = this.runs.filter((run) => run.organizationId === organizationId && run.end === null);
    return open.map((run) => {
      const hadBegun = run.stage !== 'waiting';
      const reason = 'The service was stopped while it ran.';
      if (hadBegun)
        run.end = { stage: 'failed', reason, version: null, metrics: null, atMs: this.now(), actorId: null };
      return { ...run.request, attempt: run.attempt, hadBegun };
    });
  }

  async last(organizationId: OrganizationId): Promise<LastRun | null> {
    const ended = this.runs.filter((run) => run.organizationId === organizationId && run.end !== null);
    const last = ended.sort((a, b) => (a.end?.atMs ?? 0) - (b.end?.atMs ?? 0)).at(-1);
    if (last?.end == null) return null;
    return {
      startedMs: last.startedMs,
      finishedMs: last.end.atMs,
      stage: last.end.stage,
      reason: last.end.reason,
    };
  }

  private find(organizationId: OrganizationId, runId: TrainingRunId) {
    return this.runs.find((run) => run.organizationId === organizationId && run.request.runId === runId);
  }
}
