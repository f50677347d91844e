import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import { LABELS_OF, rowsBetween, type RowBlock, type SeriesKind } from '../rows/row-block.js';
import { eachScanOnce, winningRows } from '../rows/winning-rows.js';
import { QualityFold, type DayQuality } from '../series/day-quality.js';
import { gapMsOf } from '../series/gaps.js';
import type { MissingRows, RangeSummary, RowRange, TelemetryReader } from '../store/telemetry-store.js';
import { rawRows, type RawQuery } from './raw-rows.js';
import type { SeriesAnswer } from './series-answer.js';
import { SeriesReader, type SeriesQuery } from './series-reader.js';

const ALWAYS = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/** What waits in memory, see `Head`. */
export interface HeadRows {
  rowsOf(range: RowRange): RowBlock | null;
  assets(kind: SeriesKind): AssetId[];
}

/** The newest row of an asset. */
export interface LatestRow {
  readonly assetId: AssetId;
  readonly row: RowBlock;
}

/** Reads what is stored together with what waits in memory, so that an answer ends now. */
export class TelemetryHistory {
  constructor(
    private readonly store: TelemetryReader,
    private readonly headOf: (organizationId: OrganizationId) => HeadRows | null,
  ) {}

  summary(organizationId: OrganizationId, range: RowRange): Promise<RangeSummary> {
    return this.store.summary(organizationId, range);
  }

  /**
   * Columns of a range at the resolution that fits: rows as they are where they are no more than `points`, else buckets that keep each
   * minimum and maximum. From aggregates where they stand for all rows.
   * @throws AppError `TELEMETRY.RANGE_INVALID`, `TELEMETRY.POINTS_INVALID` (invalid).
   */
  async series(organizationId: OrganizationId, query: SeriesQuery): Promise<SeriesAnswer> {
    const head = this.headOf(organizationId)?.rowsOf({ ...query, ...ALWAYS }) ?? null;
    return new SeriesReader(this.store, organizationId, head).answer(query);
  }

  /**
   * Rows in ascending order, for exports and training: nothing is held but a block.
   * @param instants  `winning`: one row an instant; `all`: each row that was stored, a scan that was seen live and taken over as well once.
   */
  async *rows(
    organizationId: OrganizationId,
    query: RawQuery,
    instants: 'winning' | 'all',
    onMissing: (missing: MissingRows) => void,
  ): AsyncGenerator<RowBlock> {
    const head = this.headOf(organizationId)?.rowsOf(query) ?? null;
    const all = rawRows(this.store, organizationId, query, head, onMissing);
    yield* instants === 'all' ? eachScanOnce(all) : winningRows(all, () => undefined);
  }

  /** How well rows came, by UTC day. Reads every raw row of the range. @param lateMs  A row that is read later than this is late. */
  async quality(
    organizationId: OrganizationId,
    query: RowRange & { readonly columns: readonly string[]; readonly lateMs: number },
    onMissing: (missing: MissingRows) => void,
  ): Promise<DayQuality[]> {
    const { intervalMs } = await this.store.summary(organizationId, query);
    const fold = new QualityFold(query.columns, { gapMs: gapMsOf(intervalMs), lateMs: query.lateMs });
    const rows = this.rows(organizationId, { ...query, labels: [] }, 'winning', onMissing);
    for await (const block of rows) fold.add(block);
    return fold.finish();
  }

  /** The newest row of each asset. */
  async latest(
    organizationId: OrganizationId,
    kind: SeriesKind,
    columns: readonly string[],
  ): Promise<LatestRow[]> {
    const head = this.headOf(organizationId);
    const stored = await this.store.newest(organizationId, kind);
    const assets = new Set([...stored.keys(), ...(head?.assets(kind) ?? [])]);
    const found: LatestRow[] = [];
    for (const assetId of assets) {
      const fromMs = stored.get(assetId) ?? Number.NEGATIVE_INFINITY;
      const waiting = head?.rowsOf({ kind, assetId, fromMs, toMs: Number.POSITIVE_INFINITY }) ?? null;
      const last = waiting === null ? null : rowsBetween(waiting, waiting.rows - 1, waiting.rows);
      const row = last ?? (await this.lastStored(organizationId, kind, assetId, fromMs, columns));
      if (row !== null) found.push({ assetId, row });
    }
    return found;
  }

  private async lastStored(
    organizationId: OrganizationId,
    kind: SeriesKind,
    assetId: AssetId,
    timeMs: number,
    columns: readonly string[],
  ): Promise<RowBlock | null> {
    const range = { kind, assetId, fromMs: timeMs, toMs: timeMs + 0.001 };
    let last: RowBlock | null = null;
    const query = { ...range, columns, labels: LABELS_OF[kind], resolution: 'raw' as const };
    for await (const block of this.store.read(organizationId, query, () => undefined)) {
      last = rowsBetween(block, block.rows - 1, block.rows);
    }
    return last;
  }
}
