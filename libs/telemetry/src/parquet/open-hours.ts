import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import { planOpenHours } from '../policy/plan-open-hours.js';
import type { TimeSpan } from '../series/time-span.js';
import { LABELS_OF, rowsWithin, type RowBlock, type SeriesKind } from '../rows/row-block.js';
import { aggregateColumnsOf, ROWS_COLUMN, stateColumn } from '../series/aggregate-rows.js';
import { AGGREGATE_MS } from '../series/bucket-widths.js';
import { minuteRowsOf } from '../series/day-aggregates.js';
import { STATE_HOLD } from '../series/state-hold.js';
import { stateRows } from '../series/state-rows.js';
import { forAsset, type WholeSegment } from './catalogue-rows.js';
import type { MergeDependencies, Replacement } from './replacement.js';
import type { NewSegment } from './segment.js';
import { SegmentSink } from './segment-sink.js';
import { aggregatesOfAsset } from './stored-aggregates.js';
import { aggregateShape, assetsOf, shapeOfSegments } from './union-shape.js';

/** One day of one kind that goes on. */
export interface OpenDay {
  readonly dependencies: MergeDependencies;
  readonly organizationId: OrganizationId;
  readonly kind: SeriesKind;
  readonly dayMs: number;
}

/** Minutes that there are, raw rows, and what is made of both. */
interface NewMinutes {
  readonly made: readonly WholeSegment[];
  readonly keptUntilMs: number;
  readonly raw: readonly WholeSegment[];
  /** Read from raw rows. */
  readonly hours: TimeSpan;
}

/**
 * Minutes of the hours that a day has behind it, so that a chart of today need not read all its
 * rows. They are made when fresh segments are merged, and count up to the first row that is not
 * merged (`RangeSummary.aggregatedHours`).
 * @param fresh  What is merged.
 */
export async function replaceOpenHours(
  day: OpenDay,
  fresh: readonly WholeSegment[],
): Promise<Pick<Replacement, 'retired' | 'added'>> {
  const { dependencies, organizationId, kind, dayMs } = day;
  const { catalogue } = dependencies;
  const made = await catalogue.ofPeriod(organizationId, kind, 'minute', dayMs);
  // A day that was closed and lost rows since is read raw, so that what is missing is named.
  const wasClosed = made.some(({ level }) => level === 'day');
  const spans = fresh.map(({ assets }) => assets);
  const plan = wasClosed ? null : planOpenHours(endOf(made) ?? dayMs, spans);
  if (plan === null) return { retired: [], added: [] };
  const { keptUntilMs, madeUntilMs } = plan;
  const damaged = await catalogue.damagedOf(organizationId, kind, 'raw', dayMs);
  const hours = { fromMs: keptUntilMs, toMs: damaged.length > 0 ? keptUntilMs : madeUntilMs };
  const all = await catalogue.ofPeriod(organizationId, kind, 'raw', dayMs);
  const raw = all.filter((segment) => reachesInto(segment, hours));
  return {
    retired: made.map(({ file }) => file),
    added: await written(day, { made, keptUntilMs, raw, hours }),
  };
}

/** Where minutes of an open day end; null where there are none. */
function endOf(made: readonly WholeSegment[]): number | null {
  const lastMs = made.flatMap(({ assets }) => [...assets.values()].map(({ toMs }) => toMs));
  return lastMs.length === 0 ? null : Math.max(...lastMs) + AGGREGATE_MS.minute;
}

const reachesInto = ({ assets }: WholeSegment, { fromMs, toMs }: TimeSpan): boolean =>
  [...assets.values()].some((span) => span.fromMs < toMs && span.toMs >= fromMs);

async function written(day: OpenDay, minutes: NewMinutes): Promise<NewSegment[]> {
  const { dependencies, organizationId, kind, dayMs } = day;
  const { made, raw, hours } = minutes;
  const assets = assetsOf([...made, ...raw]);
  const { columns, labels } = shapeOfSegments(kind, raw);
  const states = labels.get('state') ?? [];
  const names = [ROWS_COLUMN, ...aggregateColumnsOf(columns), ...states.map(stateColumn)];
  const shape = aggregateShape(assets, [...names, ...made.flatMap((segment) => segment.columns)]);
  const place = { kind, resolution: 'minute', level: 'merged', periodMs: dayMs } as const;
  const sink = new SegmentSink(dependencies, organizationId, place, shape, null);
  try {
    for (const assetId of assets) {
      await sink.add(assetId, await keptMinutes(day, minutes, assetId));
      if (hours.toMs > hours.fromMs) {
        await sink.add(assetId, await newMinutes(day, minutes, assetId, columns));
      }
    }
    return (await sink.finish()).map((segment) => sinceMidnight(segment, hours.toMs));
  } finally {
    sink.close();
  }
}

async function keptMinutes(
  { dependencies, organizationId, dayMs }: OpenDay,
  { made, keptUntilMs }: NewMinutes,
  assetId: AssetId,
): Promise<RowBlock> {
  const stored = await aggregatesOfAsset(dependencies, organizationId, made, assetId);
  return rowsWithin(stored, dayMs, keptUntilMs);
}

/** Also of an asset that has no rows there: the state of an earlier one may reach into them. */
function newMinutes(
  { dependencies: { rows }, organizationId, kind }: OpenDay,
  { raw, hours }: NewMinutes,
  assetId: AssetId,
  columns: readonly string[],
): Promise<RowBlock> {
  const labels = LABELS_OF[kind];
  const lookback = { kind, resolution: 'raw', assetId, toMs: hours.fromMs, columns: [], labels } as const;
  const before = stateRows(hours.fromMs, STATE_HOLD.leastMs, (fromMs) =>
    rows.read(organizationId, { ...lookback, fromMs }, () => undefined),
  );
  const ofAsset = raw.flatMap((segment) => forAsset(segment, assetId) ?? []);
  const within = rows.readGiven(organizationId, ofAsset, { assetId, ...hours, columns, labels });
  return minuteRowsOf(hours, columns, before, within);
}

/**
 * An asset that is in the file has its minutes since midnight there, whether or not the first and
 * the last of them have rows.
 */
function sinceMidnight(segment: NewSegment, untilMs: number): NewSegment {
  const span = { fromMs: segment.periodMs, toMs: untilMs - AGGREGATE_MS.minute };
  const assets = new Map([...segment.assets].map(([assetId, { rows }]) => [assetId, { ...span, rows }]));
  return { ...segment, assets };
}
