import { AppError, type AssetId, type OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase, OrganizationTransaction } from '@eagle/persistence';
import { bulkGarbage } from '../memory/garbage-account.js';
import { planMerges } from '../policy/plan-merges.js';
import type { Retention } from '../policy/retention.js';
import { SERIES_KINDS, type AssetRows, type RowBlock, type SeriesKind } from '../rows/row-block.js';
import { sortRows, splitByDay } from '../rows/sort-rows.js';
import { assertRange } from '../store/assert-range.js';
import { readPositions, writePositions } from '../store/stream-positions.js';
import type {
  Deletion,
  Maintenance,
  MissingRows,
  Positions,
  RangeSummary,
  RowBatch,
  RowQuery,
  RowRange,
  TelemetryStore,
  UsageByKind,
} from '../store/telemetry-store.js';
import type { RawSegment } from './catalogue-rows.js';
import { deleteRows } from './delete-rows.js';
import { DuckEngine, type DuckEngineOptions } from './duck-engine.js';
import { mergeDay } from './merge-day.js';
import type { MergeDependencies, Replacement } from './replacement.js';
import { ParquetTelemetryReader } from './parquet-telemetry-reader.js';
import { retireOld } from './retire-old.js';
import type { NewSegment } from './segment.js';
import { SegmentCatalogue } from './segment-catalogue.js';
import { SegmentsDamaged } from './segment-damage.js';
import type { SegmentFiles } from './segment-files.js';
import { SegmentRows, type OnDamage } from './segment-rows.js';
import { SegmentSink } from './segment-sink.js';
import { SegmentStatistics } from './segment-statistics.js';
import { SegmentSweep } from './segment-sweep.js';
import { shapeOfRows } from './union-shape.js';
import { WriteSlots } from './write-slots.js';

/** Of both engines. */
const MEMORY_BYTES_MAX = 256 * 1024 * 1024;

/**
 * Reading and writing have DuckDB for themselves: neither waits for memory, threads or slots of the
 * other.
 */
interface Engines {
  readonly reading: DuckEngine;
  readonly writing: DuckEngine;
}

export interface ParquetStoreOptions {
  readonly database: OrganizationDatabase;
  readonly files: SegmentFiles;
  readonly engine: Omit<DuckEngineOptions, 'folders'>;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

/**
 * The history as Parquet files, read through DuckDB, with their catalogue in the platform's
 * database.
 */
export class ParquetTelemetryStore implements TelemetryStore {
  private readonly catalogue: SegmentCatalogue;
  private readonly statistics: SegmentStatistics;
  private readonly reader: ParquetTelemetryReader;
  private readonly dependencies: MergeDependencies;
  private readonly sweep: SegmentSweep;

  private readonly slots = new WriteSlots();

  private constructor(
    private readonly options: ParquetStoreOptions,
    private readonly engines: Engines,
  ) {
    const { database, files, now } = options;
    const catalogue = new SegmentCatalogue(database);
    this.catalogue = catalogue;
    this.statistics = new SegmentStatistics(database);
    this.sweep = new SegmentSweep(catalogue, files);
    const setAside: OnDamage = (organizationId, { file, reason }) =>
      catalogue.setAside(organizationId, file, reason);
    this.reader = new ParquetTelemetryReader(engines.reading, files, database, setAside);
    const engine = engines.writing;
    const rows = new SegmentRows(engine, files, catalogue, setAside);
    this.dependencies = { engine, files, now, rows, catalogue };
  }

  static async open(options: ParquetStoreOptions): Promise<ParquetTelemetryStore> {
    return new ParquetTelemetryStore(options, await openEngines(options));
  }

  positions(organizationId: OrganizationId): Promise<Positions> {
    return readPositions(this.options.database, organizationId);
  }

  async append(organizationId: OrganizationId, { rows, positions }: RowBatch): Promise<void> {
    const blocks = rows.map(({ block }) => block);
    const segments = await this.slots.append(blocks, () => this.writeFresh(organizationId, rows));
    await this.commit(
      organizationId,
      { retired: [], added: segments, promoted: [], reopened: null },
      positions,
    );
  }

  summary(organizationId: OrganizationId, range: RowRange): Promise<RangeSummary> {
    return this.reader.summary(organizationId, range);
  }

  read(
    organizationId: OrganizationId,
    query: RowQuery,
    onMissing: (missing: MissingRows) => void,
  ): AsyncIterable<RowBlock> {
    return this.reader.read(organizationId, query, onMissing);
  }

  incompleteDays(
    organizationId: OrganizationId,
    range: RowRange,
    columns: readonly string[],
  ): Promise<readonly number[]> {
    return this.reader.incompleteDays(organizationId, range, columns);
  }

  newest(organizationId: OrganizationId, kind: SeriesKind): Promise<ReadonlyMap<AssetId, number>> {
    return this.reader.newest(organizationId, kind);
  }

  usage(organizationId: OrganizationId): Promise<UsageByKind[]> {
    return this.statistics.usage(organizationId);
  }

  async maintain(organizationId: OrganizationId, nowMs: number, retention: Retention): Promise<Maintenance> {
    // One transaction for all that is looked up: nearly always there is nothing to do.
    const found = await this.options.database.forOrganization(organizationId, async (tx) => ({
      retiredSegments: await retireOld(tx, this.catalogue, nowMs, retention),
      gone: await this.sweep.forgetRetired(tx, nowMs),
      raw: await this.catalogue.raw(tx),
    }));
    const sweptFiles = await this.sweep.run(organizationId, found.gone, nowMs);
    const merged = await this.mergeNext(organizationId, found.raw, nowMs);
    return { ...merged, retiredSegments: found.retiredSegments, sweptFiles };
  }

  async delete(organizationId: OrganizationId, deletion: Deletion): Promise<number> {
    assertRange(deletion);
    const { replacement, rows } = await this.slots.rewrite(() =>
      deleteRows(this.dependencies, organizationId, deletion),
    );
    await this.commit(organizationId, replacement);
    return rows;
  }

  async deleteOrganization(organizationId: OrganizationId): Promise<void> {
    await this.options.database.forOrganization(organizationId, (tx) =>
      tx.query('DELETE FROM telemetry_segments WHERE organization_id = $1', [organizationId]),
    );
    await this.options.files.deleteOrganization(organizationId);
    this.sweep.forget(organizationId);
  }

  async close(): Promise<void> {
    await this.reader.close();
    this.engines.writing.close();
  }

  private async writeFresh(
    organizationId: OrganizationId,
    rows: readonly AssetRows<AssetId>[],
  ): Promise<NewSegment[]> {
    const written: NewSegment[] = [];
    for (const kind of SERIES_KINDS) {
      for (const [periodMs, ofDay] of byDay(rows.filter((given) => given.kind === kind))) {
        const place = { kind, resolution: 'raw', level: 'fresh', periodMs } as const;
        const sink = new SegmentSink(
          this.dependencies,
          organizationId,
          place,
          shapeOfRows(kind, ofDay),
          null,
        );
        try {
          for (const { assetId, block } of ofDay) await sink.add(assetId, block);
          written.push(...(await sink.finish()));
        } finally {
          sink.close();
        }
      }
    }
    return written;
  }

  /**
   * @throws AppError `TELEMETRY.SEGMENTS_CHANGED` (conflict) where something else took their place
   * meanwhile; nothing is written then.
   */
  private async commit(
    organizationId: OrganizationId,
    { retired, added, promoted, reopened }: Replacement,
    positions: Positions = new Map(),
  ): Promise<void> {
    const nowMs = this.options.now();
    await this.options.database.forOrganization(organizationId, async (tx: OrganizationTransaction) => {
      const gone = retired.length === 0 ? 0 : await this.catalogue.retire(tx, retired, nowMs);
      const kept = promoted.length === 0 ? 0 : await this.catalogue.promote(tx, promoted);
      if (gone !== retired.length || kept !== promoted.length) throw segmentsChanged();
      if (reopened !== null) await this.catalogue.reopen(tx, reopened);
      await this.catalogue.add(tx, added, nowMs);
      await writePositions(tx, positions);
    });
  }

  private async mergeNext(
    organizationId: OrganizationId,
    raw: readonly RawSegment[],
    nowMs: number,
  ): Promise<Pick<Maintenance, 'mergedSegments' | 'aggregatedDays' | 'hasMore'>> {
    const plans = SERIES_KINDS.flatMap((kind) =>
      planMerges(
        raw.filter((segment) => segment.kind === kind),
        nowMs,
      ).map((merge) => ({ kind, merge })),
    );
    const [next] = plans;
    if (next === undefined) return { mergedSegments: 0, aggregatedDays: 0, hasMore: false };
    const { kind, merge } = next;
    let merged: number;
    try {
      const replacement = await this.slots.rewrite(() =>
        mergeDay(this.dependencies, organizationId, kind, merge),
      );
      await this.commit(organizationId, replacement);
      merged = replacement.retired.length;
    } catch (error) {
      if (!(error instanceof SegmentsDamaged)) throw error;
      // They are named where they are read; the others are merged without them next time.
      for (const { file, reason } of error.damaged) {
        await this.catalogue.setAside(organizationId, file, reason);
      }
      return { mergedSegments: 0, aggregatedDays: 0, hasMore: true };
    }
    // The raw rows of a day that has its aggregates now may be too old.
    const hasClosed = merge.level === 'day';
    return {
      mergedSegments: merged,
      aggregatedDays: hasClosed ? 1 : 0,
      hasMore: hasClosed || plans.length > 1,
    };
  }
}

async function openEngines({ engine, files }: ParquetStoreOptions): Promise<Engines> {
  const memoryBytesMax = Math.floor((engine.memoryBytesMax ?? MEMORY_BYTES_MAX) / 2);
  const common = { ...engine, memoryBytesMax, folders: files.folders };
  const reading = await DuckEngine.open(common);
  // One thread: each holds a row group of every column, and merges are in no hurry.
  const writing = await DuckEngine.open({ ...common, threads: 1, garbage: bulkGarbage });
  return { reading, writing };
}

/** Rows by UTC day, those of each asset together, assets in order. */
function byDay(rows: readonly AssetRows<AssetId>[]): ReadonlyMap<number, AssetRows<AssetId>[]> {
  const days = new Map<number, AssetRows<AssetId>[]>();
  const byAsset = Map.groupBy(rows, ({ assetId }) => assetId);
  for (const [assetId, given] of [...byAsset].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [first] = given;
    if (first === undefined) continue;
    for (const { dayMs, block } of splitByDay(sortRows(given.map((one) => one.block)))) {
      const ofDay = days.get(dayMs) ?? [];
      days.set(dayMs, [...ofDay, { kind: first.kind, assetId, block }]);
    }
  }
  return days;
}

const segmentsChanged = (): AppError =>
  new AppError(
    'TELEMETRY.SEGMENTS_CHANGED',
    'Segments were replaced by something else meanwhile: do it again.',
  );
