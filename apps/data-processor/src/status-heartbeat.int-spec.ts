import assert from 'node:assert/strict';
import { eventually } from '@eagle/testing';
import { openPlant, type Plant } from './plant.fixture.js';

const LATER = { deadlineMs: 30_000 };
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant.close());

describe('the status of a feed', () => {
  test('is renewed while a replica reads an idle feed, says how long it is valid, and is not renewed by a frozen process', async () => {
    await plant.sql('CREATE TABLE idle (id serial PRIMARY KEY, at timestamp, v float8)');
    const config = plant.organization('idle', { feed: { pollIntervalMs: 3_600_000 } });
    const { organizationId } = config;
    const child = plant.spawn();
    await plant.put(config);
    await eventually(async () => assert.equal((await plant.status(organizationId))?.state, 'ok'), LATER);
    const first = await plant.status(organizationId);
    assert.equal(first?.goodForMs, 15_000);
    const second = await eventually(async () => {
      const status = await plant.status(organizationId);
      assert.notEqual(status?.updatedAt, first.updatedAt);
      return status;
    }, LATER);
    child.kill('SIGSTOP');
    const frozen = await plant.status(organizationId);
    // Longer than the heartbeat interval: no status comes, and the last one becomes stale for its
    // readers.
    await assert.rejects(
      eventually(
        async () => assert.notEqual((await plant.status(organizationId))?.updatedAt, frozen?.updatedAt),
        { deadlineMs: 6_000 },
      ),
    );
    assert.ok(second !== null);
    child.kill('SIGCONT');
  });
});
