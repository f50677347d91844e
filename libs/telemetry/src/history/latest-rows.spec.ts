import { assetIdSchema, organizationIdSchema, type AssetId } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { Head } from '../head/head.js';
import { blockOfRows, obviousMerge, plainRows, type PlainRow } from '../rows/rows.fixture.js';
import { position } from '../store/positions.fixture.js';
import type { RowQuery, TelemetryReader } from '../store/telemetry-store.js';
import { LatestRows } from './latest-rows.js';

const organizationId = organizationIdSchema.parse('0b8f0a52-7d0f-4c11-9d6e-0d8f8c1d2e3f');
const ASSETS = ['pump-1', 'pump-2', 'pump-3'].map((name) => assetIdSchema.parse(name));
const [, PUMP_2 = null] = ASSETS;
const query = { organizationId, kind: 'scans', columns: ['a'], only: null, known: ASSETS } as const;

/** Rows that are stored, by asset; it counts how often it is asked. */
class StoredRows implements Pick<TelemetryReader, 'newest' | 'read'> {
  readonly rows = new Map<AssetId, PlainRow[]>();
  asked = 0;

  add(assetId: AssetId, rows: readonly PlainRow[]): void {
    this.rows.set(assetId, obviousMerge([...(this.rows.get(assetId) ?? []), ...rows]));
  }

  newest(): Promise<ReadonlyMap<AssetId, number>> {
    this.asked += 1;
    return Promise.resolve(new Map([...this.rows].map(([asset, rows]) => [asset, rows.at(-1)?.timeMs ?? 0])));
  }

  async *read(_: unknown, { assetId, fromMs, toMs }: RowQuery) {
    this.asked += 1;
    const found = this.rows.get(assetId) ?? [];
    yield await Promise.resolve(blockOfRows(found.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs)));
  }
}

const rowAt = (timeMs: number): PlainRow => ({ timeMs, sequence: timeMs, values: { a: timeMs } });

/**
 * What happens to a history: rows come, what waits is stored, the newest are asked for, all of an
 * asset is deleted.
 */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ asset: fc.constantFrom(...ASSETS), timeMs: fc.nat(20) }) },
  fc.constant('store' as const),
  fc.constant('ask' as const),
  fc.record({ deleted: fc.constantFrom(...ASSETS) }),
);

test('the newest row is the one with the latest time, whatever is stored, waits or was deleted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.constantFrom('pump-1', 'pump-3'), fc.nat(20)),
      fc.array(step, { maxLength: 30 }),
      async (before, steps) => {
        const [store, head, all] = [new StoredRows(), new Head(), new Map<AssetId, PlainRow[]>()];
        const come = (assetId: AssetId, row: PlainRow) =>
          all.set(assetId, obviousMerge([...(all.get(assetId) ?? []), row]));
        for (const [name, timeMs] of Object.entries(before)) {
          store.add(assetIdSchema.parse(name), [rowAt(timeMs)]);
          come(assetIdSchema.parse(name), rowAt(timeMs));
        }
        const latest = new LatestRows(store);
        const storeAll = () =>
          head.store(async ({ rows }) => {
            for (const { assetId, block } of rows) store.add(assetId, plainRows(block));
            await Promise.resolve();
          });
        for (const [number, each] of [...steps, 'ask' as const].entries()) {
          if (each === 'store') await storeAll();
          else if (each === 'ask') {
            const found = await latest.read(query, head);
            const times = found.map(({ assetId, row }) => [assetId, row.timesMs[0]]).sort();
            const expected = [...all].flatMap(([assetId, rows]) =>
              rows.slice(-1).map(({ timeMs }) => [assetId, timeMs]),
            );
            expect(times).toEqual(expected.sort());
          } else if ('deleted' in each) {
            // As a deletion does: what waits is stored first.
            await storeAll();
            store.rows.delete(each.deleted);
            all.delete(each.deleted);
          } else {
            const { asset: assetId, timeMs } = each;
            head.add(
              [{ kind: 'scans', assetId, block: blockOfRows([rowAt(timeMs)]) }],
              'scans',
              position(number),
            );
            come(assetId, rowAt(timeMs));
          }
        }
      },
    ),
  );
});

test('the store is asked once, and not again while newer rows wait in memory', async () => {
  const [store, head] = [new StoredRows(), new Head()];
  const latest = new LatestRows(store);
  for (const asset of ASSETS) {
    head.add([{ kind: 'scans', assetId: asset, block: blockOfRows([rowAt(5)]) }], 'scans', position(1));
  }
  for (let i = 0; i < 3; i += 1) expect(await latest.read(query, head)).toHaveLength(3);
  expect(store.asked).toBe(1);
});

test('one asset is answered without the others', async () => {
  const [store, head] = [new StoredRows(), new Head()];
  for (const asset of ASSETS) store.add(asset, [rowAt(5)]);
  const latest = new LatestRows(store);
  const found = await latest.read({ ...query, only: PUMP_2 }, head);
  expect(found.map(({ assetId }) => assetId)).toEqual([PUMP_2]);
});
