import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { eventually } from '@eagle/testing';
import { HistoryStretches, type HistoryStretch } from '@eagle/telemetry';
import { HistorianWorld } from './fixtures/historian-world.js';
import { DEAF_SOURCE, T0, type Plant } from './fixtures/plant.js';

let world: HistorianWorld;
beforeAll(async () => {
  world = await HistorianWorld.start();
});
afterEach(() => world.endServices());
afterAll(() => world.close());

const lostStretches = async ({ organizationId }: Plant): Promise<HistoryStretch[]> =>
  (await new HistoryStretches(world.database).all(organizationId)).filter(({ reason }) => reason === 'lost');

/**
 * Asserts that exactly the scans from one second to another one are wanted from the source again,
 * and little around them.
 */
async function assertWanted(plant: Plant, fromSecond: number, toSecond: number): Promise<void> {
  await eventually(async () => {
    const [stretch, ...more] = await lostStretches(plant);
    assert.ok(stretch !== undefined && more.length === 0);
    assert.ok(stretch.fromMs <= T0 + fromSecond * 1_000 && stretch.untilMs > T0 + toSecond * 1_000);
    assert.ok(stretch.untilMs - stretch.fromMs < (toSecond - fromSecond + 200) * 1_000);
    return true;
  });
}

/** Every line of a metric. */
async function metric(log: string, name: string): Promise<string[]> {
  const url = /"url":"([^"]+)"/.exec(log)?.[1];
  const page = await (await fetch(`${url}/metrics`)).text();
  return page.split('\n').filter((line) => line.startsWith(`${name}{`));
}

test('what fell off the bus while the historian was away is wanted from the source, and counted where there is none', async () => {
  const plant = await world.newPlant('away', {}, DEAF_SOURCE);
  const sourceless = await world.newPlant('away-without-source');
  const quiet = await world.newPlant('quiet', {}, DEAF_SOURCE);
  const first = await world.leading();
  for (const each of [plant, sourceless]) await each.scan('pump-1', [0, 0], [1, 1]);
  for (const each of [plant, sourceless]) await world.assertStored(each, first);
  await first.end('SIGKILL');
  for (const each of [plant, sourceless]) await each.scan('pump-1', [400, 2]);
  const { sequence } = await plant.scan('pump-1', [1_000, 3]);
  await sourceless.scan('pump-1', [1_000, 3]);
  await world.nats.dropBefore(STREAMS.scans, sequence);
  const second = await world.leading();
  await assertWanted(plant, 2, 999);
  await eventually(async () => {
    const lines = await metric(second.log, 'eagle_historian_lost_seconds_total');
    const fates = lines.map((line) =>
      /organization="([^"]+)",fate="([^"]+)".* ([\d.]+)$/.exec(line)?.slice(1),
    );
    assert.deepEqual(
      fates.toSorted(),
      [
        [plant.organizationId, 'wanted-again', '999'],
        [sourceless.organizationId, 'lost', '999'],
      ].toSorted(),
    );
    return true;
  });
  assert.deepEqual([await lostStretches(sourceless), await lostStretches(quiet)], [[], []]);
  await eventually(async () => (await world.compare(plant)).missing.length === 1);
  assert.deepEqual((await world.compare(plant)).doubled, []);
  // It is known: the next start does not want it again, nor count it.
  await second.end('SIGTERM');
  const third = await world.leading();
  await plant.scan('pump-1', [1_001, 4]);
  await eventually(async () => (await world.compare(plant)).missing.length === 1);
  assert.deepEqual(await metric(third.log, 'eagle_historian_lost_seconds_total'), []);
});

test('what a stream that begins anew took with it is wanted from the source', async () => {
  const plant = await world.newPlant('anew', {}, DEAF_SOURCE);
  const running = await world.leading();
  await plant.scan('pump-1', [0, 0]);
  await world.assertStored(plant, running);
  await world.nats.beginAnew(STREAMS.scans);
  await plant.scan('pump-1', [500, 1]);
  await world.assertStored(plant, running);
  await assertWanted(plant, 1, 499);
});
