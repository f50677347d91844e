import assert from 'node:assert/strict';
import type { OrganizationId } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { blockOfRow, obviousMerge, plainRows, type PlainRow } from '../rows/rows.fixture.js';
import { obviousBuckets } from '../series/obvious-buckets.fixture.js';
import type { StoreBehaviour } from './store-behaviour.fixture.js';
import {
  append,
  ASSET,
  DAY_MS,
  maintain,
  MONDAY_MS,
  OTHER_ASSET,
  read,
  type StoreWorld,
} from './store-world.fixture.js';

const HOUR_MS = 3_600_000;
const DAYS = 3;

const row = fc
  .record({
    // Few instants, on both sides of each border of a day.
    day: fc.integer({ min: 0, max: DAYS - 1 }),
    second: fc.constantFrom(0, 1, 40, 3_600, 86_399),
    sequence: fc.integer({ min: -1, max: 2 }),
    value: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ day, second, sequence, value }): PlainRow => {
    return { timeMs: MONDAY_MS + day * DAY_MS + second * 1_000, sequence, values: { a: value } };
  });
const instant = fc.integer({ min: -1, max: DAYS * 24 }).map((hour) => MONDAY_MS + hour * HOUR_MS + 500);
/** Also within the bucket of a row that stays. */
const deletedRange = fc
  .tuple(instant, fc.constantFrom(200, HOUR_MS, DAY_MS, 2 * DAY_MS))
  .map(([fromMs, lengthMs]) => ({ fromMs, toMs: fromMs + lengthMs }));
const assetId = fc.constantFrom(ASSET, OTHER_ASSET);

type Step =
  | { readonly kind: 'append'; readonly assetId: typeof ASSET; readonly rows: readonly PlainRow[] }
  | { readonly kind: 'maintain'; readonly hours: number }
  | {
      readonly kind: 'delete';
      readonly assetId: typeof ASSET | null;
      readonly fromMs: number;
      readonly toMs: number;
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('append'),
      assetId,
      rows: fc.array(row, { minLength: 1, maxLength: 12 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('maintain'), hours: fc.integer({ min: 0, max: 40 }) }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ assetId: fc.option(assetId), range: deletedRange })
      .map(({ assetId: asset, range }): Step => ({ kind: 'delete', assetId: asset, ...range })),
  },
);

type Model = Map<typeof ASSET, PlainRow[]>;

async function carryOut(
  world: StoreWorld,
  organizationId: OrganizationId,
  model: Model,
  taken: Step,
): Promise<void> {
  switch (taken.kind) {
    case 'append':
      await append(world.store, organizationId, taken.rows, { assetId: taken.assetId });
      model.set(taken.assetId, obviousMerge([...(model.get(taken.assetId) ?? []), ...taken.rows]));
      return;
    case 'maintain':
      world.nowMs += taken.hours * HOUR_MS;
      return maintain(world, organizationId);
    case 'delete': {
      await world.store.delete(organizationId, taken);
      for (const [asset, rows] of model) {
        if (taken.assetId !== null && taken.assetId !== asset) continue;
        model.set(
          asset,
          rows.filter(({ timeMs }) => timeMs < taken.fromMs || timeMs >= taken.toMs),
        );
      }
    }
  }
}

async function checkRows(world: StoreWorld, organizationId: OrganizationId, model: Model): Promise<void> {
  for (const asset of [ASSET, OTHER_ASSET]) {
    const expected = (model.get(asset) ?? []).flatMap((one) => plainRows(blockOfRow(one)));
    const found = await read(world.store, organizationId, { assetId: asset, columns: ['a'] });
    assert.deepEqual(
      found.map(({ labels: _, ...plain }) => plain),
      expected.map(({ labels: _, ...plain }) => plain),
    );
  }
}

/** Hours of those days whose aggregates are said to stand for all rows. */
async function checkAggregates(
  world: StoreWorld,
  organizationId: OrganizationId,
  model: Model,
): Promise<void> {
  for (const asset of [ASSET, OTHER_ASSET]) {
    const range = { kind: 'scans', assetId: asset, fromMs: 0, toMs: 4e12 } as const;
    const { aggregatedDaysMs } = await world.store.summary(organizationId, range);
    const winners = [...Map.groupBy(model.get(asset) ?? [], ({ timeMs }) => timeMs).values()].flatMap(
      (same) => same.slice(-1),
    );
    for (const dayMs of aggregatedDaysMs) {
      const day = { assetId: asset, fromMs: dayMs, toMs: dayMs + DAY_MS };
      const columns = ['rows', 'a.min', 'a.max', 'a.last'];
      const found = await read(world.store, organizationId, { ...day, resolution: 'hour', columns });
      const ofDay = winners.filter(({ timeMs }) => timeMs >= dayMs && timeMs < dayMs + DAY_MS);
      assert.deepEqual(
        found
          .filter(({ values }) => values['rows'] !== 0)
          .map(({ timeMs, values }) => [timeMs, ...columns.map((column) => values[column])]),
        obviousBuckets(ofDay, ['a'], HOUR_MS).map(({ startMs, rows, columns: measured }) => {
          const { min, max, last } = measured['a'] ?? {};
          return [startMs, rows, min, max, last];
        }),
      );
    }
  }
}

/** Whatever is done, in whatever order. */
export const ANY_ORDER_BEHAVIOURS: readonly StoreBehaviour[] = [
  {
    name: 'holds what the obvious way holds, whatever is stored, merged, aggregated and deleted in whatever order',
    check: async (world) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          world.nowMs = MONDAY_MS + DAY_MS;
          const organizationId = await world.organization();
          const model: Model = new Map();
          for (const taken of steps) {
            await carryOut(world, organizationId, model, taken);
            await checkRows(world, organizationId, model);
            await checkAggregates(world, organizationId, model);
          }
          world.nowMs += 10 * DAY_MS;
          await maintain(world, organizationId);
          await checkRows(world, organizationId, model);
          await checkAggregates(world, organizationId, model);
        }),
        { numRuns: 12 },
      );
    },
  },
];
