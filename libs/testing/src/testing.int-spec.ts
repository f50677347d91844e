import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { STREAMS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { eventually, testBus, testDatabase, type TestBus } from './index.js';

let nats: TestBus;

beforeAll(async () => {
  nats = await testBus();
});
afterAll(() => nats.close());

test('two databases of one file are migrated and know nothing of each other', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  try {
    const names = (database: typeof one): Promise<string[]> =>
      database
        .open()
        .forPlatform(async (tx) => (await tx.query<{ slug: string }>('SELECT slug FROM organizations')).rows)
        .then((rows) => rows.map((row) => row.slug));
    await one
      .open()
      .forPlatform((tx) =>
        tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [
          randomUUID(),
          'works',
          'Works',
        ]),
      );
    assert.deepEqual(await names(one), ['works']);
    assert.deepEqual(await names(other), []);
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
});

test('the bus has its streams', async () => {
  const organizationId = organizationIdSchema.parse(randomUUID());
  const receipt = await nats.bus.publish(STREAMS.features.subject(organizationId), 'id', new Uint8Array([1]));
  assert.equal(receipt.sequence, 1);
});

test('eventually gives the value of the first check that passes, or the last failure', async () => {
  let asked = 0;
  assert.equal(await eventually(() => (asked += 1) > 2 && asked, { everyMs: 1 }), 3);
  await assert.rejects(
    eventually(() => assert.fail('never'), { deadlineMs: 5, everyMs: 1 }),
    { message: 'never' },
  );
  await assert.rejects(
    eventually(() => false, { deadlineMs: 5, everyMs: 1 }),
    /5 ms/,
  );
});
