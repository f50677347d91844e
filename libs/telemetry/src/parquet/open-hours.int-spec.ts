import assert from 'node:assert/strict';
import type { OrganizationId } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import fc from 'fast-check';
import { Head } from '../head/head.js';
import type { SeriesAnswer } from '../history/series-answer.js';
import { TelemetryHistory } from '../history/telemetry-history.js';
import { at } from '../rows/row-block.js';
import { blockOfRows, type PlainRow } from '../rows/rows.fixture.js';
import { position } from '../store/positions.fixture.js';
import {
  append,
  ASSET,
  DAY_MS,
  maintain,
  MONDAY_MS,
  OTHER_ASSET,
  read,
} from '../store/store-world.fixture.js';
import { parquetWorld } from './parquet-world.fixture.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const FLUSHES_OF_A_MERGE = 12;
const DAY = { kind: 'scans', fromMs: MONDAY_MS, toMs: MONDAY_MS + DAY_MS } as const;

let world: Awaited<ReturnType<typeof parquetWorld>>;
beforeAll(async () => {
  world = await parquetWorld();
});
beforeEach(() => {
  world.nowMs = MONDAY_MS + DAY_MS - 1;
});
afterAll(() => world.close());

let sequence = 1;

/** `a` is always recorded; `b` comes and goes, and is not always good. */
function rowAt(timeMs: number): PlainRow {
  const place = sequence;
  sequence += 1;
  const state = place % 5 < 3 ? 'running' : 'idle';
  const a = Math.sin(place) * 100;
  const b = place % 7 === 0 ? ([Number.NaN, QUALITY.missing] as const) : place;
  return { timeMs, sequence: place, labels: { state }, values: place % 400 < 200 ? { a, b } : { a } };
}

const rowsOf = (fromMs: number, toMs: number, everyMs: number): PlainRow[] =>
  Array.from({ length: Math.ceil((toMs - fromMs) / everyMs) }, (_, i) => rowAt(fromMs + i * everyMs));

type Step =
  | { readonly kind: 'go on'; readonly flushMs: number; readonly everyMs: number; readonly pauseMs: number }
  | { readonly kind: 'come late' | 'wait'; readonly asset: typeof ASSET; readonly backMs: number }
  | { readonly kind: 'delete'; readonly asset: typeof ASSET | null; readonly backMs: number };

const asset = fc.constantFrom(ASSET, OTHER_ASSET);
const backMs = fc.integer({ min: 0, max: 9 * 60 }).map((minutes) => minutes * MINUTE_MS + 500);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('go on'),
      flushMs: fc.integer({ min: 2, max: 15 }).map((minutes) => minutes * MINUTE_MS),
      everyMs: fc.constantFrom(11_000, 61_000, 400_000),
      pauseMs: fc.constantFrom(0, 0, 50 * MINUTE_MS, 4 * HOUR_MS),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('come late', 'wait'), asset, backMs }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete'), asset: fc.option(asset), backMs }) },
);

/** The same plant twice: with what is merged, and with rows that stay as they were stored. */
class TwinPlants {
  nowMs = MONDAY_MS;
  readonly head = new Head();
  /** Checks in which minutes were read. */
  withMinutes = 0;

  private constructor(
    private readonly merged: OrganizationId,
    private readonly asStored: OrganizationId,
  ) {}

  static async make(): Promise<TwinPlants> {
    return new TwinPlants(await world.organization(), await world.organization());
  }

  async carryOut(taken: Step): Promise<void> {
    const fromMs = Math.max(MONDAY_MS, this.nowMs - ('backMs' in taken ? taken.backMs : 0));
    switch (taken.kind) {
      case 'go on':
        return this.goOn(taken.flushMs, taken.everyMs, taken.pauseMs);
      case 'come late':
        return this.append(this.both, taken.asset, [rowAt(fromMs), rowAt(fromMs + 1_500)]);
      case 'wait':
        this.head.add(
          [{ kind: 'scans', assetId: taken.asset, block: blockOfRows([rowAt(fromMs)]) }],
          'scans',
          position(1),
        );
        return;
      case 'delete':
        for (const organizationId of this.both) {
          const range = { assetId: taken.asset, fromMs, toMs: fromMs + 7 * MINUTE_MS };
          await world.store.delete(organizationId, range);
        }
    }
  }

  private async goOn(flushMs: number, everyMs: number, pauseMs: number): Promise<void> {
    this.nowMs += pauseMs;
    const all = new Map<typeof ASSET, PlainRow[]>();
    for (let flush = 0; flush < FLUSHES_OF_A_MERGE; flush += 1) {
      const toMs = Math.min(this.nowMs + flushMs, DAY.toMs);
      // The other one is slower, and pauses for longer.
      for (const assetId of pauseMs === 0 ? [ASSET, OTHER_ASSET] : [ASSET]) {
        const rows = rowsOf(this.nowMs, toMs, assetId === ASSET ? everyMs : 3 * everyMs);
        await this.append([this.merged], assetId, rows);
        all.set(assetId, [...(all.get(assetId) ?? []), ...rows]);
      }
      this.nowMs = toMs;
    }
    for (const [assetId, rows] of all) await this.append([this.asStored], assetId, rows);
    await maintain(world, this.merged);
  }

  private get both(): readonly OrganizationId[] {
    return [this.merged, this.asStored];
  }

  private async append(
    organizationIds: readonly OrganizationId[],
    assetId: typeof ASSET,
    rows: readonly PlainRow[],
  ): Promise<void> {
    if (rows.length === 0) return;
    for (const organizationId of organizationIds)
      await append(world.store, organizationId, rows, { assetId });
  }

  async check(): Promise<void> {
    const history = new TelemetryHistory(world.store, () => this.head);
    for (const assetId of [ASSET, OTHER_ASSET]) {
      for (const points of [1_500, 24]) {
        const query = { ...DAY, assetId, columns: ['a', 'b'], points };
        const [merged, asStored] = await Promise.all([
          history.series(this.merged, query),
          history.series(this.asStored, query),
        ]);
        assert.deepEqual(drawn(merged), drawn(asStored));
      }
      const { aggregatedHours } = await world.store.summary(this.merged, { ...DAY, assetId });
      if (aggregatedHours.length > 0) this.withMinutes += 1;
    }
  }
}

/** Points with rows; where a gap begins depends on how rows were flushed. */
function drawn({ widthMs, timesMs, columns, stateMs, missing }: SeriesAnswer): unknown {
  const points = [...timesMs.keys()].filter((i) => !Number.isNaN(at(columns.get('a')?.goodShare ?? [], i)));
  const numbers = (name: string): string[][] => {
    const column = columns.get(name);
    assert.ok(column !== undefined);
    const measures = [column.min, column.max, column.mean, column.last, column.goodShare];
    return measures.map((measure) => points.map((i) => at(measure, i).toFixed(6)));
  };
  return {
    widthMs,
    missing,
    timesMs: points.map((i) => at(timesMs, i)),
    a: numbers('a'),
    b: numbers('b'),
    states: [...stateMs]
      .map(([state, ms]) => `${state}: ${points.map((i) => at(ms, i)).join(' ')}`)
      .filter((text) => /[1-9]/.test(text))
      .sort(),
  };
}

const goingOn = (minutes: number, everyMs: number, pauseHours = 0): Step => ({
  kind: 'go on',
  flushMs: minutes * MINUTE_MS,
  everyMs,
  pauseMs: pauseHours * HOUR_MS,
});
const LATE_AFTER_MINUTES: Step[] = [
  goingOn(7, 11_000),
  goingOn(7, 11_000),
  { kind: 'come late', asset: ASSET, backMs: HOUR_MS },
];
/** How long the first row behind the pause holds its state shows in rows of eight hours before. */
const SLOW_AFTER_A_LONG_PAUSE: Step[] = [
  goingOn(13, 61_000),
  goingOn(4, 11_000),
  goingOn(9, 11_000, 4),
  goingOn(7, 61_000, 1),
  goingOn(6, 400_000),
  goingOn(6, 11_000, 4),
];

test('a chart of a day that goes on is the same, whether or not its hours have minutes, whatever comes late, waits or is deleted', async () => {
  let withMinutes = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 6 }), async (steps) => {
      const plants = await TwinPlants.make();
      for (const taken of steps) {
        await plants.carryOut(taken);
        await plants.check();
      }
      withMinutes += plants.withMinutes;
    }),
    { numRuns: 4, examples: [[LATE_AFTER_MINUTES], [SLOW_AFTER_A_LONG_PAUSE]] },
  );
  assert.ok(withMinutes > 5, `minutes were read in ${withMinutes} checks`);
});

/** Hours of Monday whose minutes hold all rows, as text. */
async function hoursOf(organizationId: OrganizationId, assetId = ASSET): Promise<string> {
  const { aggregatedHours } = await world.store.summary(organizationId, { ...DAY, assetId });
  const text = (timeMs: number): string => new Date(timeMs).toISOString().slice(11, 16);
  return aggregatedHours.map(({ fromMs, toMs }) => `${text(fromMs)}-${text(toMs)}`).join(' ');
}

/** A dozen flushes of half an hour, and their merge. */
async function halfADozenHours(organizationId: OrganizationId, fromMs: number): Promise<void> {
  for (let flush = 0; flush < FLUSHES_OF_A_MERGE; flush += 1) {
    const flushMs = fromMs + flush * 30 * MINUTE_MS;
    await append(world.store, organizationId, rowsOf(flushMs, flushMs + 30 * MINUTE_MS, 20_000));
  }
  await maintain(world, organizationId);
}

test('hours have minutes from the merge on in which all rows are past them, up to the first row that is not merged', async () => {
  const organizationId = await world.organization();
  await halfADozenHours(organizationId, MONDAY_MS + HOUR_MS);
  assert.equal(await hoursOf(organizationId), '00:00-06:00');
  await append(world.store, organizationId, [rowAt(MONDAY_MS + 3 * HOUR_MS + 90_000)]);
  assert.equal(await hoursOf(organizationId), '00:00-03:01');
  await halfADozenHours(organizationId, MONDAY_MS + 7 * HOUR_MS);
  assert.equal(await hoursOf(organizationId), '00:00-12:00');
  const minutes = await read(world.store, organizationId, { resolution: 'minute', columns: ['rows'] });
  assert.equal(new Set(minutes.map(({ timeMs }) => timeMs)).size, minutes.length);
});

test('a chart has each stored minute at any moment, while rows come in time and late and are merged', async () => {
  const organizationId = await world.organization();
  const history = new TelemetryHistory(world.store, () => null);
  const FLUSH_MS = 10 * MINUTE_MS;
  // So many rows that a chart shows minutes from the beginning on.
  let storedUntilMs = MONDAY_MS + 9 * HOUR_MS;
  await append(world.store, organizationId, rowsOf(MONDAY_MS, storedUntilMs, 20_000));
  let isOver = false;
  const write = async (): Promise<void> => {
    for (let flush = 1; flush <= 5 * FLUSHES_OF_A_MERGE; flush += 1) {
      const untilMs = storedUntilMs + FLUSH_MS;
      const late = flush % 15 === 0 ? [rowAt(untilMs - 3 * HOUR_MS + 500)] : [];
      await append(world.store, organizationId, [...late, ...rowsOf(storedUntilMs, untilMs, 20_000)]);
      storedUntilMs = untilMs;
      await maintain(world, organizationId);
    }
    isOver = true;
  };
  const watch = async (): Promise<number> => {
    let charts = 0;
    for (; !isOver; charts += 1) {
      const minutes = (storedUntilMs - MONDAY_MS) / MINUTE_MS;
      const { timesMs } = await history.series(organizationId, {
        ...DAY,
        assetId: ASSET,
        columns: ['a'],
        points: 1_440,
      });
      assert.ok(timesMs.length >= minutes, `${timesMs.length} minutes of ${minutes} that were stored`);
      assert.ok(timesMs.every((timeMs, i) => timeMs === MONDAY_MS + i * MINUTE_MS));
    }
    return charts;
  };
  const [, charts] = await Promise.all([write(), watch()]);
  assert.ok(charts > 3);
  assert.match(await hoursOf(organizationId), /^00:00-1/u);
});

test('an asset whose rows come later than those of others keeps its hours raw', async () => {
  const organizationId = await world.organization();
  const late = rowsOf(MONDAY_MS, MONDAY_MS + HOUR_MS, MINUTE_MS);
  await append(world.store, organizationId, late, { assetId: OTHER_ASSET });
  await halfADozenHours(organizationId, MONDAY_MS);
  assert.equal(await hoursOf(organizationId), '');
  await halfADozenHours(organizationId, MONDAY_MS + 6 * HOUR_MS);
  assert.equal(await hoursOf(organizationId), '00:00-11:00');
});

test('a deletion in a day that goes on takes its minutes away until the next merge', async () => {
  const organizationId = await world.organization();
  await halfADozenHours(organizationId, MONDAY_MS);
  const deleted = { assetId: ASSET, fromMs: MONDAY_MS + HOUR_MS, toMs: MONDAY_MS + HOUR_MS + 10_000 };
  await world.store.delete(organizationId, deleted);
  assert.equal(await hoursOf(organizationId), '');
  await halfADozenHours(organizationId, MONDAY_MS + 6 * HOUR_MS);
  assert.equal(await hoursOf(organizationId), '00:00-11:00');
});

test('a day that is closed has its aggregates in place of the minutes of its hours', async () => {
  const organizationId = await world.organization();
  await halfADozenHours(organizationId, MONDAY_MS);
  world.nowMs = MONDAY_MS + 2 * DAY_MS;
  await maintain(world, organizationId);
  assert.equal(await hoursOf(organizationId), '');
  const { aggregatedDaysMs } = await world.store.summary(organizationId, { ...DAY, assetId: ASSET });
  assert.deepEqual(aggregatedDaysMs, [MONDAY_MS]);
  const minutes = await read(world.store, organizationId, { resolution: 'minute', columns: ['rows'] });
  assert.equal(minutes.length, 6 * 60 + 1);
});

test('a day with a damaged segment gets no further minutes, so that what is missing is named', async () => {
  const organizationId = await world.organization();
  await append(world.store, organizationId, [rowAt(MONDAY_MS)]);
  await world.database.forOrganization(organizationId, (tx) =>
    tx.query(`UPDATE telemetry_segments SET damage = 'gone' WHERE organization_id = $1`, [organizationId]),
  );
  await halfADozenHours(organizationId, MONDAY_MS + HOUR_MS);
  assert.equal(await hoursOf(organizationId), '');
});
