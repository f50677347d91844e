import { RPC } from '@eagle/contracts/bus';
import { eventually } from '@eagle/testing';
import { blockOf, ExportWorld, PUMP_1 } from '../fixtures/export-world.js';
import { T0 } from '../fixtures/plant.js';

const MINUTE_MS = 60_000;
/** Exports take long: a twentieth of the time. */
const SLOW = { EXPORT_TIME_SHARE: '0.05' };
const MANY = 150_000;

let world: ExportWorld;
beforeAll(async () => {
  world = await ExportWorld.open();
});
afterAll(() => world.close());
afterEach(() => world.endAll());

/** A row a second, read long ago. */
const manyRows = blockOf(
  Array.from({ length: MANY }, (_, i) => ({
    ...{ timeMs: T0 + i * 1_000, sequence: i + 1, readAtMs: T0 + i * 1_000 + 100, temp: i % 100 },
  })),
);

/** As if the exports so far had been made twenty minutes ago. */
const agedCursors = (organizationId: Parameters<ExportWorld['show']>[0]) =>
  world.database.forOrganization(organizationId, (tx) =>
    tx.query(
      `UPDATE exports SET cursor = jsonb_set(cursor, '{untilMs}', to_jsonb((cursor->>'untilMs')::float8 - $2))
        WHERE organization_id = $1 AND cursor IS NOT NULL`,
      [organizationId, 20 * MINUTE_MS],
    ),
  );

async function untilRunning(
  organizationId: Parameters<ExportWorld['show']>[0],
  id: Parameters<ExportWorld['show']>[1],
) {
  return eventually(
    async () => {
      const job = await world.show(organizationId, id);
      if (job.state !== 'running' || job.rows === 0) throw new Error(`${job.state} ${job.rows}`);
      return job;
    },
    { deadlineMs: 20_000 },
  );
}

test('an export whose historian is killed in the middle is made by the next one, once', async () => {
  const { organizationId } = await world.plant('killed');
  await world.store(organizationId, manyRows);
  const first = await world.leading(SLOW);
  world.start('historian-1');
  const { id } = await world.request(organizationId);
  const running = await untilRunning(organizationId, id);
  expect(running.progress).toBeLessThan(1);
  await first.end('SIGKILL');
  const done = await world.ended(organizationId, id, 'done');
  const rows = await world.rowsOf(organizationId, done);
  expect([rows.length, new Set(rows).size, done.rows, done.progress]).toEqual([MANY, MANY, MANY, 1]);
  expect(await world.files(organizationId)).toHaveLength(1);
});

test('an export that is cancelled in the middle leaves no file, and the next one has its turn', async () => {
  const { organizationId } = await world.plant('cancelled');
  await world.store(organizationId, manyRows);
  await world.leading(SLOW);
  const { id } = await world.request(organizationId);
  await untilRunning(organizationId, id);
  const next = await world.request(organizationId, { toMs: T0 + MINUTE_MS });
  await world.bus.ask(RPC.cancelExport, { organizationId, exportId: id, actorId: null });
  const done = await world.ended(organizationId, next.id, 'done');
  expect([done.rows, (await world.show(organizationId, id)).state]).toEqual([60, 'cancelled']);
  expect(await world.files(organizationId)).toHaveLength(1);
});

test('organizations have their turns, and charts are answered while an export runs', async () => {
  const [north, south] = [await world.plant('north'), await world.plant('south')];
  for (const { organizationId } of [north, south]) await world.store(organizationId, manyRows);
  await world.leading({ ...SLOW, EXPORTS_AT_ONCE: '1' });
  const first = await world.request(north.organizationId);
  await untilRunning(north.organizationId, first.id);
  const short = { toMs: T0 + MINUTE_MS };
  const second = await world.request(north.organizationId, short);
  const other = await world.request(south.organizationId, short);
  const { organizationId } = south;
  const range = {
    organizationId,
    assetId: PUMP_1,
    fromMs: T0,
    toMs: T0 + 86_400_000,
    tags: ['temp'],
    points: 100,
  };
  const beganMs = performance.now();
  for (let round = 0; round < 20; round += 1) await world.bus.ask(RPC.readTelemetry, range);
  expect((performance.now() - beganMs) / 20).toBeLessThan(2_000);
  await world.bus.ask(RPC.cancelExport, {
    organizationId: north.organizationId,
    exportId: first.id,
    actorId: null,
  });
  const ofSouth = await world.ended(south.organizationId, other.id, 'done');
  const ofNorth = await world.ended(north.organizationId, second.id, 'done');
  expect(Date.parse(ofSouth.startedAt ?? '')).toBeLessThan(Date.parse(ofNorth.startedAt ?? ''));
});

test('incremental exports together have what a full one has: live, late, taken-over rows and those in memory', async () => {
  const plant = await world.plant('incremental');
  const { organizationId } = plant;
  const incremental = { incremental: true, fromMs: null, toMs: null };
  let service = await world.leading();
  const union: string[] = [];
  const takeOver = (fromS: number, count: number) =>
    world.store(
      organizationId,
      blockOf(
        Array.from({ length: count }, (_, i) => ({
          ...{ timeMs: T0 + (fromS + i) * 1_000, sequence: fromS + i - 1e9, temp: 500 + i },
          // Settled: the historian read it a while ago.
          readAtMs: Date.now() - 11 * MINUTE_MS,
        })),
      ),
    );
  for (let round = 0; round < 6; round += 1) {
    await plant.scan('pump-1', [round * 10, round], [round * 10 + 1, round + 0.5]);
    // Late: its time lies before rows that were exported.
    await plant.scan('pump-2', [1_000 - round, round]);
    if (round === 3) {
      await service.end('SIGKILL');
      // Some of these lose to live rows of the same instants, which were exported.
      await takeOver(-20, 32);
      await agedCursors(organizationId);
      service = await world.leading();
    }
    await eventually(async () => {
      const { estimate } = await world.bus.ask(RPC.estimateExport, {
        ...{
          organizationId,
          spec: { ...incremental, kind: 'telemetry', format: 'csv', assets: [], tags: [], zone: 'UTC' },
        },
      });
      return estimate.rows > 0;
    });
    union.push(...(await world.exported(organizationId, incremental)));
  }
  await eventually(async () => {
    union.push(...(await world.exported(organizationId, incremental)));
    expect(union.toSorted()).toEqual((await world.exported(organizationId)).toSorted());
    return true;
  });
  expect(new Set(union).size).toBe(union.length);
  // Two live rows of pump-1 and one of pump-2 a round, and 32 that were taken over, of which 4
  // lost.
  expect(union).toHaveLength(18 + 28);
}, 120_000);

test('what is too large is refused with its estimate, and an export that ended its historians again and again fails', async () => {
  const { organizationId } = await world.plant('large');
  await world.store(organizationId, manyRows);
  const { id } = await (async () => {
    const leader = await world.leading(SLOW);
    const job = await world.request(organizationId);
    await untilRunning(organizationId, job.id);
    await leader.end('SIGKILL');
    return job;
  })();
  await world.database.forOrganization(organizationId, (tx) =>
    tx.query('UPDATE exports SET attempts = 3 WHERE organization_id = $1', [organizationId]),
  );
  await world.leading({ EXPORT_BYTES_MAX: String(1024 * 1024) });
  const failed = await world.ended(organizationId, id, 'failed');
  expect(failed.code).toBe('EXPORT.GAVE_UP');
  const refused = world.request(organizationId);
  await expect(refused).rejects.toMatchObject({
    code: 'EXPORT.TOO_LARGE',
    details: { estimate: { rows: MANY } },
  });
});

test('an export is of its organization alone', async () => {
  const [north, south] = [await world.plant('own'), await world.plant('other')];
  await world.store(north.organizationId, manyRows);
  await world.leading();
  const { id } = await world.request(north.organizationId, { toMs: T0 + MINUTE_MS });
  await world.ended(north.organizationId, id, 'done');
  const asked = { organizationId: south.organizationId, exportId: id };
  await expect(world.bus.ask(RPC.showExport, asked)).rejects.toMatchObject({ code: 'EXPORT.NOT_FOUND' });
  await expect(world.bus.ask(RPC.cancelExport, { ...asked, actorId: null })).rejects.toMatchObject({
    code: 'EXPORT.NOT_FOUND',
  });
  await expect(world.bus.ask(RPC.readExportPiece, { ...asked, offset: 0, length: 10 })).rejects.toMatchObject(
    {
      code: 'EXPORT.NOT_FOUND',
    },
  );
  expect(await world.exported(south.organizationId)).toEqual([]);
});
