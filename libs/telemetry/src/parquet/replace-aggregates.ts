import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { RowBlock, SeriesKind } from '../rows/row-block.js';
import { aggregateColumnsOf, ROWS_COLUMN, stateColumn } from '../series/aggregate-rows.js';
import { hourRowsOf } from '../series/day-aggregates.js';
import { replaceInMonth } from './month-hours.js';
import type { MergeDependencies, Replacement } from './replacement.js';
import { SegmentSink } from './segment-sink.js';
import { aggregatesOfAsset, holding } from './stored-aggregates.js';
import { aggregateShape, assetsOf } from './union-shape.js';

/** One day of one kind. */
export interface DayPeriod {
  readonly dependencies: MergeDependencies;
  readonly organizationId: OrganizationId;
  readonly kind: SeriesKind;
  readonly dayMs: number;
}

/** New aggregates of a day. */
export interface NewAggregates {
  /** Of these assets, in order; those of others stay as they are. */
  readonly assets: readonly AssetId[];
  readonly columns: readonly string[];
  /** Operating states that may occur. */
  readonly states: readonly string[];
  readonly minutesOf: (assetId: AssetId) => Promise<RowBlock>;
}

/**
 * Minutes and hours of some assets of a day. Files that hold none of these assets stay; in the
 * others the rows of other assets are copied.
 */
export async function replaceAggregates(
  period: DayPeriod,
  { assets, columns, states, minutesOf }: NewAggregates,
): Promise<Pick<Replacement, 'retired' | 'added'>> {
  const { dependencies, organizationId, kind, dayMs } = period;
  const there = await dependencies.catalogue.ofPeriod(organizationId, kind, 'minute', dayMs);
  const old = holding(there, assets);
  const names = [ROWS_COLUMN, ...aggregateColumnsOf(columns), ...states.map(stateColumn)];
  const all = [...new Set([...assetsOf(old), ...assets])].sort();
  const shape = aggregateShape(all, [...names, ...old.flatMap((segment) => segment.columns)]);
  const place = { kind, resolution: 'minute', level: 'day', periodMs: dayMs } as const;
  const sink = new SegmentSink(dependencies, organizationId, place, shape, null);
  const isNew = new Set(assets);
  const hours = new Map<AssetId, RowBlock>();
  try {
    for (const assetId of all) {
      if (!isNew.has(assetId)) {
        await sink.add(assetId, await aggregatesOfAsset(dependencies, organizationId, old, assetId));
        continue;
      }
      const minutes = await minutesOf(assetId);
      await sink.add(assetId, minutes);
      hours.set(assetId, hourRowsOf(minutes, columns));
    }
    const month = await replaceInMonth(dependencies, organizationId, kind, dayMs, hours);
    return {
      retired: [...old.map(({ file }) => file), ...month.retired],
      added: [...(await sink.finish()), ...month.added],
    };
  } finally {
    sink.close();
  }
}
