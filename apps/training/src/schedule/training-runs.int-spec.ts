import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  BY_PLATFORM,
  organizationIdSchema,
  trainingRunIdSchema,
  userIdSchema,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { testDatabase, type TestDatabase } from '@eagle/testing';
import { PostgresTrainingRuns } from '../adapters/postgres-training-runs.js';
import { MemoryTrainingRuns } from './training-runs.fixture.js';
import type { TrainingRequest, TrainingRuns } from './training-runs.js';

let prepared: TestDatabase;
let database: Database;
let clockMs = Date.UTC(2026, 0, 1);
const now = (): number => (clockMs += 1_000);
const actorId = userIdSchema.parse(randomUUID());
const requestOf = (change: Partial<TrainingRequest> = {}): TrainingRequest => {
  const runId = trainingRunIdSchema.parse(randomUUID());
  return { runId, trigger: 'asked', actorId, reason: 'New fan.', attempt: 1, ...change };
};
const begun = { stage: 'training', progress: 0.5, text: 'Training.', attempt: 1, isLogged: true } as const;
const done = { stage: 'done', reason: 'Registered.', version: null, metrics: null } as const;

beforeAll(async () => {
  prepared = await testDatabase();
  database = prepared.open();
});
afterAll(() => prepared.close());

const kinds: Record<string, () => TrainingRuns> = {
  'in memory': () => new MemoryTrainingRuns(now),
  'in the database': () => new PostgresTrainingRuns(prepared.openAs('training'), now),
};

for (const [kind, make] of Object.entries(kinds)) {
  describe(`training runs ${kind}`, () => {
    let runs: TrainingRuns;
    beforeAll(() => (runs = make()));

    async function organization(): Promise<OrganizationId> {
      const id = organizationIdSchema.parse(randomUUID());
      await database.forPlatform((tx) =>
        tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [
          id,
          randomUUID(),
          'Plant',
        ]),
      );
      return id;
    }

    test('store the last one that ended, and only the first end of each', async () => {
      const id = await organization();
      const request = requestOf();
      await runs.open(id, request);
      await runs.open(id, request);
      assert.equal(await runs.last(id), null);
      await runs.progress(id, request.runId, begun);
      await runs.finish(id, request.runId, done, BY_PLATFORM);
      await runs.finish(id, request.runId, { ...done, stage: 'failed', reason: 'Too late.' }, BY_PLATFORM);
      const last = await runs.last(id);
      assert.deepEqual([last?.stage, last?.reason], ['done', 'Registered.']);
      assert.ok((last?.finishedMs ?? 0) > (last?.startedMs ?? 0));
    });

    test('return the runs that a killed process left open: closed if begun, otherwise still waiting', async () => {
      const id = await organization();
      const [ran, waits] = [
        requestOf({ attempt: 2 }),
        requestOf({ trigger: 'schedule', actorId: null, reason: '' }),
      ];
      await runs.open(id, ran);
      await runs.progress(id, ran.runId, { ...begun, attempt: 2 });
      await runs.open(id, waits);
      assert.deepEqual(await runs.leftOpen(id), [
        { ...ran, hadBegun: true },
        { ...waits, hadBegun: false },
      ]);
      assert.deepEqual(await runs.leftOpen(id), [{ ...waits, hadBegun: false }]);
      assert.equal((await runs.last(id))?.stage, 'failed');
    });

    test('belong to one organization', async () => {
      const [id, neighbour] = [await organization(), await organization()];
      const request = requestOf();
      await runs.open(id, request);
      await runs.progress(neighbour, request.runId, begun);
      await runs.finish(neighbour, request.runId, done, BY_PLATFORM);
      assert.equal(await runs.last(id), null);
      assert.deepEqual(await runs.leftOpen(neighbour), []);
      assert.deepEqual(await runs.leftOpen(id), [{ ...request, hadBegun: false }]);
    });
  });
}

test('training runs in the database keep a bounded log and are audited', async () => {
  const runs = new PostgresTrainingRuns(database, now);
  const id = organizationIdSchema.parse(randomUUID());
  await database.forPlatform((tx) =>
    tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [id, randomUUID(), 'Plant']),
  );
  const request = requestOf();
  await runs.open(id, request);
  for (let line = 0; line < 210; line += 1) {
    await runs.progress(id, request.runId, { ...begun, text: `Line ${line}.`, isLogged: line !== 209 });
  }
  await runs.finish(
    id,
    request.runId,
    { ...done, stage: 'cancelled', reason: 'Enough.' },
    { actorId, correlationId: 'request-1' },
  );
  await database.forOrganization(id, async (tx) => {
    const { rows } = await tx.query<{ log: { text: string }[]; stage: string }>(
      'SELECT log, stage FROM training_runs',
    );
    const texts = rows[0]?.log.map(({ text }) => text) ?? [];
    assert.deepEqual(
      [texts.length, texts[0], texts.at(-2), texts.at(-1)],
      [201, 'Line 9.', 'Line 208.', 'Enough.'],
    );
    const audit = await tx.query<{ action: string; actor_id: string }>(
      'SELECT action, actor_id FROM audit_log ORDER BY id',
    );
    assert.deepEqual(audit.rows, [
      { action: 'TRAINING.REQUESTED', actor_id: actorId },
      { action: 'TRAINING.CANCELLED', actor_id: actorId },
    ]);
  });
});
