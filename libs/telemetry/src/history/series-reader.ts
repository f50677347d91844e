import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import type { RowStream } from '../rows/merge-rows.js';
import { LABELS_OF, rowsWithin, type RowBlock } from '../rows/row-block.js';
import { dayOf } from '../rows/sort-rows.js';
import { winningRows, type SequenceConflict } from '../rows/winning-rows.js';
import { aggregateColumnsOf, ROWS_COLUMN, stateOfColumn } from '../series/aggregate-rows.js';
import { BucketFold } from '../series/bucket-fold.js';
import { MEASURES } from '../series/bucket-table.js';
import { AGGREGATE_MS, renderingOf, resolutionFor } from '../series/bucket-widths.js';
import { gapMsOf } from '../series/gaps.js';
import { lookbackMsOf } from '../series/state-hold.js';
import { stateRows } from '../series/state-rows.js';
import type {
  MissingRows,
  RangeSummary,
  RowQuery,
  RowRange,
  TelemetryReader,
} from '../store/telemetry-store.js';
import { assertRange } from '../store/assert-range.js';
import { rawRows, type RawQuery } from './raw-rows.js';
import { stretchesOf, withoutWaiting, type Stretch } from './read-stretches.js';
import { answerOfBuckets, answerOfRows, RowsUpTo, type SeriesAnswer } from './series-answer.js';

/**
 * Points of an answer: a range may lie across the border of two buckets of any width, and an answer
 * fits into memory.
 */
const POINTS_MIN = 2;
const POINTS_MAX = 20_000;
/** Contested instants that an answer names. */
const CONFLICTS_NAMED = 20;

/** Measures that an answer is made of. */
const ANSWERED = MEASURES.filter((measure) => measure !== 'first');

export interface SeriesQuery extends RowRange {
  readonly columns: readonly string[];
  /** Points at most, but for those that mark gaps. */
  readonly points: number;
}

/**
 * Looks at what is known of a range before its rows are read; what it throws ends the read.
 * @param waiting  Rows of the range that wait in memory.
 */
export type RangeCheck = (stored: RangeSummary, waiting: number) => Promise<void>;

/** Notes of one read. */
class Notes {
  readonly missing: MissingRows[] = [];
  readonly conflicts: { count: number; first: SequenceConflict[] } = { count: 0, first: [] };
  private readonly named = new Set<string>();

  readonly onMissing = (missing: MissingRows): void => {
    if (this.named.has(missing.segment)) return;
    this.named.add(missing.segment);
    this.missing.push(missing);
  };

  readonly onConflict = (conflict: SequenceConflict): void => {
    this.conflicts.count += 1;
    if (this.conflicts.first.length < CONFLICTS_NAMED) this.conflicts.first.push(conflict);
  };
}

/** One answer in the making: the store and the rows that waited when it was asked for. */
export class SeriesReader {
  constructor(
    private readonly store: TelemetryReader,
    private readonly organizationId: OrganizationId,
    /**
     * Taken before the catalogue is read: rows that are stored in between are seen twice, never not
     * at all.
     */
    private readonly head: RowBlock | null,
  ) {}

  /**
   * @param check  See `TelemetryHistory.series`.
   * @throws AppError `TELEMETRY.RANGE_INVALID`, `TELEMETRY.POINTS_INVALID` (invalid).
   */
  async answer(query: SeriesQuery, check: RangeCheck): Promise<SeriesAnswer> {
    assertAnswerable(query);
    const summary = await this.store.summary(this.organizationId, query);
    const waiting = this.head === null ? 0 : rowsWithin(this.head, query.fromMs, query.toMs).rows;
    await check(summary, waiting);
    const gapMs = gapMsOf(summary.intervalMs);
    const rowsMax = summary.rowsMax + waiting;
    const isAggregateOnly = rowsMax === 0 && summary.aggregatedDaysMs.length > 0;
    const { fromMs, toMs, points } = query;
    if (!isAggregateOnly && renderingOf(fromMs, toMs, points, rowsMax).kind === 'rows') {
      const answer = await this.rowsAnswer(query, gapMs);
      if (answer !== null) return answer;
    }
    const fittingMs = bucketMsOf(fromMs, toMs, points);
    const widthMs = isAggregateOnly ? Math.max(fittingMs, AGGREGATE_MS.minute) : fittingMs;
    return this.bucketsAnswer(query, widthMs, summary, gapMs);
  }

  /** @returns null where there are more rows than points. */
  private async rowsAnswer(query: SeriesQuery, gapMs: number): Promise<SeriesAnswer | null> {
    const notes = new Notes();
    const built = new RowsUpTo(query.points);
    const wanted = { ...query, labels: LABELS_OF[query.kind], withoutReadAt: true } as const;
    const all = this.rawRows(wanted, notes.onMissing);
    for await (const block of winningRows(all, notes.onConflict)) {
      if (!built.add(block)) return null;
    }
    return answerOfRows(built.build(), query.columns, gapMs, notes);
  }

  private async bucketsAnswer(
    query: SeriesQuery,
    widthMs: number,
    summary: RangeSummary,
    gapMs: number,
  ): Promise<SeriesAnswer> {
    const notes = new Notes();
    const fromMs = Math.floor(query.fromMs / widthMs) * widthMs;
    const toMs = Math.ceil(query.toMs / widthMs) * widthMs;
    const fold = new BucketFold(widthMs, query.columns, fromMs);
    // Buckets at the ends reach over those of the range.
    const isAligned = fromMs === query.fromMs && toMs === query.toMs;
    const wide = isAligned
      ? summary
      : await this.store.summary(this.organizationId, { ...query, fromMs, toMs });
    const days = new Set(wide.aggregatedDaysMs);
    for (const timeMs of this.head?.timesMs ?? []) days.delete(dayOf(timeMs));
    const coarsest = resolutionFor(widthMs);
    // Hours that cannot be read are made of minutes.
    const resolution = coarsest === 'hour' && !wide.columns.has('hour') ? 'minute' : coarsest;
    const hours = withoutWaiting(wide.aggregatedHours, this.head);
    for (const stretch of stretchesOf(fromMs, toMs, resolution, { days, hours })) {
      const part = { ...query, ...stretch };
      if (stretch.resolution !== 'raw') await this.foldAggregates(part, wide, fold, notes);
      else if (stretch.fromMs === fromMs) await this.foldFirst(part, wide, fold, notes);
      else await this.foldNext(part, wide, fold, notes);
    }
    return answerOfBuckets(fold.finish(), widthMs, gapMs, notes);
  }

  /** Raw rows at the beginning: the state in which they begin is that of a row before them. */
  private foldFirst(
    part: SeriesQuery & Stretch,
    { intervalMs }: RangeSummary,
    fold: BucketFold,
    notes: Notes,
  ): Promise<void> {
    return this.foldRaw({ ...part, fromMs: part.fromMs - lookbackMsOf(intervalMs) }, fold, notes);
  }

  /** Raw rows behind aggregates. */
  private async foldNext(
    part: SeriesQuery & Stretch,
    { intervalMs }: RangeSummary,
    fold: BucketFold,
    notes: Notes,
  ): Promise<void> {
    const { kind, assetId, fromMs: toMs } = part;
    const labels = { columns: [], labels: LABELS_OF[kind], withoutReadAt: true } as const;
    // What is missing there is named where its own time is read.
    const rowsFrom = (fromMs: number): RowStream =>
      this.rawRows({ kind, assetId, fromMs, toMs, ...labels }, () => undefined);
    for await (const block of stateRows(toMs, lookbackMsOf(intervalMs), rowsFrom)) fold.add(block);
    await this.foldRaw(part, fold, notes);
  }

  private rawRows(query: RawQuery, onMissing: (missing: MissingRows) => void): RowStream {
    return rawRows(this.store, this.organizationId, query, this.head, onMissing);
  }

  private async foldRaw(part: SeriesQuery & Stretch, fold: BucketFold, notes: Notes): Promise<void> {
    const wanted = { ...part, labels: LABELS_OF[part.kind], withoutReadAt: true } as const;
    const all = this.rawRows(wanted, notes.onMissing);
    for await (const block of winningRows(all, notes.onConflict)) fold.add(block);
    fold.endStretch(part.toMs);
  }

  private async foldAggregates(
    part: SeriesQuery & Stretch,
    summary: RangeSummary,
    fold: BucketFold,
    notes: Notes,
  ): Promise<void> {
    const there = summary.columns.get(part.resolution) ?? new Set<string>();
    const states = [...there].filter((column) => stateOfColumn(column) !== null);
    const columns = [ROWS_COLUMN, ...aggregateColumnsOf(part.columns, ANSWERED), ...states];
    const query: RowQuery = { ...part, columns, labels: [], withoutReadAt: true };
    const rows = this.store.read(this.organizationId, query, notes.onMissing);
    for await (const block of rows) fold.addAggregates(block);
    fold.endStretch(part.toMs);
  }
}

function assertAnswerable({ fromMs, toMs, points }: SeriesQuery): void {
  assertRange({ fromMs, toMs });
  if (Number.isInteger(points) && points >= POINTS_MIN && points <= POINTS_MAX) return;
  const message = `Points are a whole number from ${POINTS_MIN} to ${POINTS_MAX}.`;
  throw new AppError('TELEMETRY.POINTS_INVALID', message);
}

function bucketMsOf(fromMs: number, toMs: number, points: number): number {
  const rendering = renderingOf(fromMs, toMs, points, Number.POSITIVE_INFINITY);
  return rendering.kind === 'buckets' ? rendering.widthMs : 0;
}
