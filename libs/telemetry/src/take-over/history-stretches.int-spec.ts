import { randomUUID } from 'node:crypto';
import { organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { testDatabase, type TestDatabase } from '@eagle/testing';
import { HistoryStretches } from './history-stretches.js';

let prepared: TestDatabase;
let database: Database;
let stretches: HistoryStretches;
beforeAll(async () => {
  prepared = await testDatabase();
  database = prepared.open();
  stretches = new HistoryStretches(database);
});
afterAll(() => prepared.close());

async function newOrganization(): Promise<OrganizationId> {
  const id = organizationIdSchema.parse(randomUUID());
  await database.forPlatform((tx) =>
    tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $2)', [id, String(id)]),
  );
  return id;
}

const HOUR_MS = 3_600_000;
const begin = { fromMs: 0, untilMs: 10 * HOUR_MS, reason: 'begin' } as const;
const lost = { fromMs: 20 * HOUR_MS + 0.5, untilMs: 21 * HOUR_MS - 0.5, reason: 'lost' } as const;

test('stretches are wanted once, newest first, to whole milliseconds', async () => {
  const id = await newOrganization();
  for (const wanted of [begin, lost, begin, lost]) await stretches.want(id, wanted);
  expect(await stretches.all(id)).toEqual([
    expect.objectContaining({
      reason: 'lost',
      state: 'waiting',
      fromMs: 20 * HOUR_MS,
      untilMs: 21 * HOUR_MS,
      reachedMs: 21 * HOUR_MS,
    }),
    expect.objectContaining({ ...begin, state: 'waiting', reachedMs: begin.untilMs, rows: 0 }),
  ]);
});

test('the same wanted by several at once is one stretch', async () => {
  const id = await newOrganization();
  await Promise.all(Array.from({ length: 6 }, () => stretches.want(id, lost)));
  expect(await stretches.all(id)).toHaveLength(1);
});

test('a stretch advances, counts and ends; what it did not reach can be wanted again', async () => {
  const id = await newOrganization();
  await stretches.want(id, begin);
  const [waiting] = await stretches.all(id);
  const one = waiting?.id ?? '';
  expect(await stretches.begin(id, one)).toMatchObject({ state: 'running', progressedAtMs: null });
  await stretches.advance(id, one, { reachedMs: 8 * HOUR_MS, rows: 7_200, rejected: { 'asset-unknown': 2 } });
  const rejected = { 'asset-unknown': 1, 'time-missing': 4 } as const;
  expect(await stretches.advance(id, one, { reachedMs: 7 * HOUR_MS, rows: 3_600, rejected })).toMatchObject({
    reachedMs: 7 * HOUR_MS,
    rows: 10_800,
    rejected: { 'asset-unknown': 3, 'time-missing': 4 },
  });
  expect(await stretches.finish(id, one)).toMatchObject({ state: 'done', fromMs: 7 * HOUR_MS });
  expect(await stretches.advance(id, one, { reachedMs: 0, rows: 1, rejected: {} })).toBeNull();
  await stretches.want(id, begin);
  expect((await stretches.all(id)).map(({ state, fromMs, untilMs }) => [state, fromMs, untilMs])).toEqual([
    ['done', 7 * HOUR_MS, 10 * HOUR_MS],
    ['waiting', 0, 7 * HOUR_MS],
  ]);
});

test('a stretch that is given up says why', async () => {
  const id = await newOrganization();
  await stretches.want(id, lost);
  const [waiting] = await stretches.all(id);
  const explanation = 'Its rows are older than rows are kept.';
  expect(await stretches.giveUp(id, waiting?.id ?? '', explanation)).toMatchObject({
    state: 'given-up',
    explanation,
  });
});

test('a record with nothing to take over is done at once', async () => {
  const id = await newOrganization();
  await stretches.want(id, { ...begin, fromMs: begin.untilMs });
  expect(await stretches.all(id)).toEqual([
    expect.objectContaining({ state: 'done', reachedMs: begin.untilMs }),
  ]);
});

test('another organization neither sees a stretch nor changes it', async () => {
  const [id, other] = [await newOrganization(), await newOrganization()];
  await stretches.want(id, begin);
  const [own] = await stretches.all(id);
  expect(await stretches.all(other)).toEqual([]);
  expect(await stretches.begin(other, own?.id ?? '')).toBeNull();
  expect(await stretches.giveUp(other, own?.id ?? '', 'x')).toBeNull();
  expect(await stretches.all(id)).toEqual([own]);
});
