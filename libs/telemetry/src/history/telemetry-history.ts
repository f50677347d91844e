import type { OrganizationId } from '@eagle/contracts/domain';
import type { RowStream } from '../rows/merge-rows.js';
import type { RowBlock } from '../rows/row-block.js';
import { eachScanOnce, winningRows } from '../rows/winning-rows.js';
import { ArrivalFold } from '../series/arrival-fold.js';
import { ContentFold, dayQualityOf, type DayQuality } from '../series/day-quality.js';
import { gapMsOf } from '../series/gaps.js';
import { zonedDays } from '../series/zoned-days.js';
import type { MissingRows, RangeSummary, RowRange, TelemetryReader } from '../store/telemetry-store.js';
import type { HeadRows } from './head-rows.js';
import { LatestRows, type LatestQuery, type LatestRow } from './latest-rows.js';
import { rawRows, type RawQuery } from './raw-rows.js';
import type { SeriesAnswer } from './series-answer.js';
import { SeriesReader, type RangeCheck, type SeriesQuery } from './series-reader.js';

const ALWAYS = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

export interface QualityQuery extends RowRange {
  readonly columns: readonly string[];
  /** IANA time zone of the days. */
  readonly zone: string;
  /** A row that is read later than this after its time is late. */
  readonly lateMs: number;
  /** Days before this are left out. */
  readonly recordedFromMs: number;
  /** Days after this are left out. */
  readonly nowMs: number;
}

/** Reads what is stored together with what waits in memory, so that an answer ends now. */
export class TelemetryHistory {
  private readonly newestRows: LatestRows;

  constructor(
    private readonly store: TelemetryReader,
    private readonly headOf: (organizationId: OrganizationId) => HeadRows | null,
  ) {
    this.newestRows = new LatestRows(store);
  }

  summary(organizationId: OrganizationId, range: RowRange): Promise<RangeSummary> {
    return this.store.summary(organizationId, range);
  }

  /**
   * Columns of a range at the resolution that fits: rows as they are where they are no more than
   * `points`, else buckets that keep each minimum and maximum. From aggregates where they stand for
   * all rows.
   * @param check  Called before rows are read.
   * @throws what `check` throws; AppError `TELEMETRY.RANGE_INVALID`, `TELEMETRY.POINTS_INVALID` (invalid).
   */
  async series(
    organizationId: OrganizationId,
    query: SeriesQuery,
    check: RangeCheck = () => Promise.resolve(),
  ): Promise<SeriesAnswer> {
    const head = this.headOf(organizationId)?.rowsOf({ ...query, ...ALWAYS }) ?? null;
    return new SeriesReader(this.store, organizationId, head).answer(query, check);
  }

  /**
   * Rows in ascending order, for exports and training: nothing is held but a block.
   * @param instants  `winning`: one row an instant; `all`: each row that was stored, a scan that
   * was seen live and taken over as well once.
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

  /** How well rows came, by day. Reads every raw row of the range. */
  async quality(
    organizationId: OrganizationId,
    query: QualityQuery,
    onMissing: (missing: MissingRows) => void,
  ): Promise<DayQuality[]> {
    const { columns, recordedFromMs, nowMs } = query;
    const { intervalMs } = await this.store.summary(organizationId, query);
    const days = zonedDays(query.zone, query.fromMs, query.toMs).filter(
      (day) => day.toMs > recordedFromMs && day.fromMs <= nowMs,
    );
    const arrival = new ArrivalFold(days, query.lateMs);
    const content = new ContentFold(days, columns, { gapMs: gapMsOf(intervalMs), recordedFromMs });
    const wanted = { ...query, labels: [], qualityOnly: true } as const;
    const all = seenBy(this.rows(organizationId, wanted, 'all', onMissing), (block) => arrival.add(block));
    for await (const block of winningRows(all, () => undefined)) content.add(block);
    const arrivals = arrival.finish();
    const contents = content.finish(Math.min(query.toMs, nowMs));
    return days.flatMap((day, place) => {
      const [arrived, counted] = [arrivals[place], contents[place]];
      return arrived === undefined || counted === undefined ? [] : [dayQualityOf(day, arrived, counted)];
    });
  }

  /** The newest row of each asset, see `LatestRows`. */
  latest(query: LatestQuery): Promise<LatestRow[]> {
    return this.newestRows.read(query, this.headOf(query.organizationId));
  }
}

/** Passes blocks on, and shows each to an observer. */
async function* seenBy(blocks: RowStream, see: (block: RowBlock) => void): AsyncGenerator<RowBlock> {
  for await (const block of blocks) {
    see(block);
    yield block;
  }
}
