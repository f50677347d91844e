import assert from 'node:assert/strict';
import { RPC } from '@eagle/contracts/bus';
import { eventually } from '@eagle/testing';
import { openPlant, type Plant } from '../plant.fixture.js';

/** Shorter than the limit of a statement of such a request. */
const STOP_MS_MAX = 3_000;

let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant.close());

test('a source that hangs does not delay the shutdown of the service, and the request is still answered', async () => {
  const service = await plant.start();
  await plant.sql('CREATE TABLE hanging (id serial PRIMARY KEY, at timestamp, v float8)');
  const { organizationId, feed } = plant.organization('hanging');
  assert.ok(feed !== null);
  const locker = await plant.session();
  await locker.query('BEGIN');
  await locker.query('LOCK TABLE hanging');
  const hangs = async (): Promise<boolean> => {
    const { rowCount } = await locker.query(`SELECT FROM pg_locks WHERE NOT granted`);
    return rowCount !== 0;
  };
  const stopped = async (): Promise<number> => {
    await eventually(hangs);
    const startedMs = performance.now();
    assert.equal(await service.stop('test'), true);
    return performance.now() - startedMs;
  };
  const [answer, stopMs] = await Promise.all([
    plant.nats.bus.ask(RPC.testFeed, {
      organizationId,
      passwordSealed: plant.sealed(organizationId, feed),
      feed: { ...feed, statementTimeoutMs: 60_000 },
      table: 'hanging',
    }),
    stopped(),
  ]);
  assert.equal(answer.ok, false);
  assert.ok(stopMs < STOP_MS_MAX, `the stop took ${Math.round(stopMs)} ms`);
  await locker.query('ROLLBACK');
});
