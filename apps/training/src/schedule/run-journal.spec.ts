import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { AppError, organizationIdSchema, trainingRunIdSchema } from '@eagle/contracts/domain';
import { RunJournal } from './run-journal.js';
import { MemoryTrainingRuns } from './training-runs.fixture.js';
import type { TrainingRequest } from './training-runs.js';

const organizationId = organizationIdSchema.parse(randomUUID());
const done = { stage: 'done', reason: 'Registered.', version: null, metrics: null } as const;

/** Runs in a database that is unavailable for the first few calls of each kind. */
class FlakyRuns extends MemoryTrainingRuns {
  constructor(private away: number) {
    super(() => 0);
  }
  override async finish(...given: Parameters<MemoryTrainingRuns['finish']>): Promise<void> {
    this.away -= 1;
    if (this.away >= 0) throw new AppError('DATABASE.UNAVAILABLE', 'The database is unavailable.');
    await super.finish(...given);
  }
}

test('a run’s end is written once the database is back, and abandoned without an error after a while', async () => {
  for (const [away, ended] of [
    [0, true],
    [4, true],
    [100, false],
  ] as const) {
    const runs = new FlakyRuns(away);
    const runId = trainingRunIdSchema.parse(randomUUID());
    const request: TrainingRequest = { runId, trigger: 'asked', actorId: null, reason: '', attempt: 1 };
    let failures = 0;
    const onFailure = (): void => void (failures += 1);
    const journal = new RunJournal(
      organizationId,
      request,
      runs,
      () => 0,
      onFailure,
      () => Promise.resolve(),
    );
    journal.note('training', 0.5, 'Training.');
    await journal.finish(done);
    assert.equal(runs.runs[0]?.end !== null, ended, `away ${away} times`);
    assert.equal(failures, Math.min(away, 6));
    assert.deepEqual(runs.runs[0]?.log, ['training: Training.']);
  }
});
