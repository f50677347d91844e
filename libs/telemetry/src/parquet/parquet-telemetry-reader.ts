import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase } from '@eagle/persistence';
import type { RowBlock, SeriesKind } from '../rows/row-block.js';
import type {
  MissingRows,
  RangeSummary,
  RowQuery,
  RowRange,
  TelemetryReader,
} from '../store/telemetry-store.js';
import { DuckEngine, type DuckEngineOptions } from './duck-engine.js';
import { endedWhenIdle } from './idle-reader.js';
import { summaryOf } from './range-summary.js';
import { SegmentCatalogue } from './segment-catalogue.js';
import type { ReadableSegmentFiles } from './segment-files.js';
import { SegmentRows, type OnDamage } from './segment-rows.js';
import { SegmentStatistics } from './segment-statistics.js';
import { Slots, type SlotBounds } from './slots.js';

/** Reads at a time. Each holds open files and the memory of a statement. */
const READS: SlotBounds = { slotsMax: 4, waitingMax: 64, waitMsMax: 30_000 };
/** A reader that does not ask for the next block this long loses its slot. */
const IDLE_MS_MAX = 60_000;

export interface ParquetReaderOptions {
  readonly database: OrganizationDatabase;
  readonly files: ReadableSegmentFiles;
  readonly engine: Omit<DuckEngineOptions, 'folders'>;
  /** Reads at a time; further ones wait, and are refused after half a minute. Default 4. */
  readonly readsMax?: number;
}

/**
 * Reads what a `ParquetTelemetryStore` wrote, perhaps in another process. Opened by itself it
 * leaves a damaged segment where it is: it names it with each read, and the historian sets it aside
 * when it comes across it.
 */
export class ParquetTelemetryReader implements TelemetryReader {
  readonly rows: SegmentRows;
  private readonly catalogue: SegmentCatalogue;
  private readonly statistics: SegmentStatistics;
  private readonly slots: Slots;

  constructor(
    private readonly engine: DuckEngine,
    files: ReadableSegmentFiles,
    private readonly database: OrganizationDatabase,
    onDamage: OnDamage,
    private readonly idleMsMax: number = IDLE_MS_MAX,
    readsMax: number = READS.slotsMax,
  ) {
    this.catalogue = new SegmentCatalogue(database);
    this.statistics = new SegmentStatistics(database);
    this.slots = new Slots({ ...READS, slotsMax: readsMax });
    this.rows = new SegmentRows(engine, files, this.catalogue, onDamage);
  }

  static async open({
    database,
    files,
    engine,
    readsMax,
  }: ParquetReaderOptions): Promise<ParquetTelemetryReader> {
    const opened = await DuckEngine.open({ ...engine, folders: files.folders });
    const onDamage = (): Promise<void> => Promise.resolve();
    return new ParquetTelemetryReader(opened, files, database, onDamage, IDLE_MS_MAX, readsMax);
  }

  summary(organizationId: OrganizationId, range: RowRange): Promise<RangeSummary> {
    return summaryOf(this.database, organizationId, range);
  }

  async *read(
    organizationId: OrganizationId,
    query: RowQuery,
    onMissing: (missing: MissingRows) => void,
  ): AsyncGenerator<RowBlock> {
    const releaseSlot = await this.slots.acquire();
    yield* endedWhenIdle(this.rows.read(organizationId, query, onMissing), this.idleMsMax, releaseSlot);
  }

  incompleteDays(
    organizationId: OrganizationId,
    range: RowRange,
    columns: readonly string[],
  ): Promise<readonly number[]> {
    return this.catalogue.daysWithout(organizationId, range, columns);
  }

  newest(organizationId: OrganizationId, kind: SeriesKind): Promise<ReadonlyMap<AssetId, number>> {
    return this.statistics.newest(organizationId, kind);
  }

  async close(): Promise<void> {
    this.engine.close();
  }
}
