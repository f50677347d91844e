import { AppError, type AssetId, type OrganizationId } from '@eagle/contracts/domain';
import { BlockBuilder } from '../rows/block-builder.js';
import { mergeRows, type RowStream } from '../rows/merge-rows.js';
import {
  LABELS_OF,
  notRecorded,
  rowsBetween,
  rowsWithin,
  type RowBlock,
  type SeriesKind,
} from '../rows/row-block.js';
import { dayOf } from '../rows/sort-rows.js';
import { winningRows, type SequenceConflict } from '../rows/winning-rows.js';
import { aggregateColumnsOf, ROWS_COLUMN, stateOfColumn } from '../series/aggregate-rows.js';
import { BucketFold, STATE_HOLD_MS } from '../series/bucket-fold.js';
import { MEASURES } from '../series/bucket-table.js';
import { AGGREGATE_MS, renderingOf, resolutionFor, type Resolution } from '../series/bucket-widths.js';
import { QualityFold, type DayQuality } from '../series/day-quality.js';
import { gapMsOf } from '../series/gaps.js';
import type {
  MissingRows,
  RangeSummary,
  ReadWithin,
  RowQuery,
  RowRange,
  TelemetryStore,
} from '../store/telemetry-store.js';
import { stretchesOf, type Stretch } from './read-stretches.js';
import { answerOfBuckets, answerOfRows, RowsUpTo, type SeriesAnswer } from './series-answer.js';

/** Points of an answer: a range may lie across the border of two buckets of any width, and an answer fits into memory. */
const POINTS_MIN = 2;
const POINTS_MAX = 20_000;
/** Contested instants that an answer names. */
const CONFLICTS_NAMED = 20;

/** Measures that an answer is made of. */
const ANSWERED = MEASURES.filter((measure) => measure !== 'first');
const ALWAYS = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/** What waits in memory, see `Head`. */
export interface HeadRows {
  rowsOf(range: RowRange): RowBlock | null;
  assets(kind: SeriesKind): AssetId[];
}

export interface SeriesQuery extends RowRange {
  readonly columns: readonly string[];
  /** Points at most, but for those that mark gaps. */
  readonly points: number;
}

/** The newest row of an asset. */
export interface LatestRow {
  readonly assetId: AssetId;
  readonly row: RowBlock;
}

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

/** Reads what is stored together with what waits in memory, so that an answer ends now. */
export class TelemetryHistory {
  constructor(
    private readonly store: TelemetryStore,
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
    assertAnswerable(query);
    // Taken before the catalogue is read: rows that are stored in between are seen twice, never not at all.
    const head = this.headOf(organizationId)?.rowsOf({ ...query, ...ALWAYS }) ?? null;
    const summary = await this.store.summary(organizationId, query);
    const gapMs = gapMsOf(summary.intervalMs);
    const waiting = head === null ? 0 : rowsWithin(head, query.fromMs, query.toMs).rows;
    const rowsMax = summary.rowsMax + waiting;
    const isAggregateOnly = rowsMax === 0 && summary.aggregatedDaysMs.length > 0;
    const rendering = renderingOf(
      query.fromMs,
      query.toMs,
      query.points,
      isAggregateOnly ? Number.POSITIVE_INFINITY : rowsMax,
    );
    if (rendering.kind === 'rows') {
      const answer = await this.rowsAnswer(organizationId, query, head, gapMs);
      if (answer !== null) return answer;
    }
    const { fromMs, toMs, points } = query;
    const bucketed = renderingOf(fromMs, toMs, points, Number.POSITIVE_INFINITY);
    const widthMs = bucketed.kind === 'buckets' ? bucketed.widthMs : 0;
    const fittingMs = isAggregateOnly ? Math.max(widthMs, AGGREGATE_MS.minute) : widthMs;
    return this.bucketsAnswer(organizationId, query, fittingMs, head, summary, gapMs);
  }

  /**
   * Rows in ascending order, for exports and training: nothing is held but a block.
   * @param instants  `winning`: one row an instant; `all`: each row that was stored.
   */
  async *rows(
    organizationId: OrganizationId,
    query: Omit<RowQuery, 'resolution'>,
    instants: 'winning' | 'all',
    onMissing: (missing: MissingRows) => void,
  ): AsyncGenerator<RowBlock> {
    const head = this.headOf(organizationId)?.rowsOf(query) ?? null;
    const all = this.rawRows(organizationId, query, head, onMissing);
    yield* instants === 'all' ? all : winningRows(all, () => undefined);
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

  /** @returns null where there are more rows than points. */
  private async rowsAnswer(
    organizationId: OrganizationId,
    query: SeriesQuery,
    head: RowBlock | null,
    gapMs: number,
  ): Promise<SeriesAnswer | null> {
    const notes = new Notes();
    const built = new RowsUpTo(query.points);
    const wanted = { ...query, labels: LABELS_OF[query.kind] };
    const all = this.rawRows(organizationId, wanted, head, notes.onMissing);
    for await (const block of winningRows(all, notes.onConflict)) {
      if (!built.add(block)) return null;
    }
    return answerOfRows(built.build(), query.columns, gapMs, notes);
  }

  private async bucketsAnswer(
    organizationId: OrganizationId,
    query: SeriesQuery,
    widthMs: number,
    head: RowBlock | null,
    summary: RangeSummary,
    gapMs: number,
  ): Promise<SeriesAnswer> {
    const notes = new Notes();
    const fromMs = Math.floor(query.fromMs / widthMs) * widthMs;
    const toMs = Math.ceil(query.toMs / widthMs) * widthMs;
    const fold = new BucketFold(widthMs, query.columns, fromMs);
    const days = new Set(summary.aggregatedDaysMs);
    for (const timeMs of head?.timesMs ?? []) days.delete(dayOf(timeMs));
    for (const stretch of stretchesOf(fromMs, toMs, resolutionFor(widthMs), days)) {
      const part = { ...query, ...stretch };
      if (stretch.resolution === 'raw') await this.foldRaw(organizationId, part, head, fold, notes);
      else await this.foldAggregates(organizationId, part, summary, fold, notes);
    }
    return answerOfBuckets(fold.finish(), widthMs, gapMs, notes);
  }

  private async foldRaw(
    organizationId: OrganizationId,
    part: SeriesQuery & Stretch,
    head: RowBlock | null,
    fold: BucketFold,
    notes: Notes,
  ): Promise<void> {
    // The state in which the stretch begins is that of a row before it.
    const wanted = { ...part, fromMs: part.fromMs - STATE_HOLD_MS, labels: LABELS_OF[part.kind] };
    const all = this.rawRows(organizationId, wanted, head, notes.onMissing);
    for await (const block of winningRows(all, notes.onConflict)) fold.add(block);
    fold.endStretch(part.toMs);
  }

  private async foldAggregates(
    organizationId: OrganizationId,
    part: SeriesQuery & Stretch,
    summary: RangeSummary,
    fold: BucketFold,
    notes: Notes,
  ): Promise<void> {
    const there = summary.columns.get(part.resolution) ?? new Set<string>();
    const states = [...there].filter((column) => stateOfColumn(column) !== null);
    const columns = [ROWS_COLUMN, ...aggregateColumnsOf(part.columns, ANSWERED), ...states];
    const query: RowQuery = { ...part, columns, labels: [] };
    for await (const block of this.store.read(organizationId, query, notes.onMissing))
      fold.addAggregates(block);
  }

  private rawRows(
    organizationId: OrganizationId,
    query: Omit<RowQuery, 'resolution'>,
    head: RowBlock | null,
    onMissing: (missing: MissingRows) => void,
  ): RowStream {
    const resolution: Resolution = 'raw';
    const stored = this.store.read(organizationId, { ...query, resolution }, onMissing);
    const waiting = head === null ? null : wantedOf(head, query);
    return waiting === null ? stored : mergeRows([stored, oneBlock(waiting)]);
  }
}

function assertAnswerable({ fromMs, toMs, points }: SeriesQuery): void {
  if (!(fromMs < toMs)) {
    throw new AppError(
      'TELEMETRY.RANGE_INVALID',
      'The range ends before it begins: `from` lies before `to`.',
    );
  }
  if (Number.isInteger(points) && points >= POINTS_MIN && points <= POINTS_MAX) return;
  const message = `Points are a whole number from ${POINTS_MIN} to ${POINTS_MAX}.`;
  throw new AppError('TELEMETRY.POINTS_INVALID', message);
}

function readWithinOf(block: RowBlock, within: ReadWithin | undefined): RowBlock {
  if (within === undefined) return block;
  const kept = new BlockBuilder(block.rows);
  block.readAtsMs.forEach((readAtMs, row) => {
    if (readAtMs >= within.fromMs && readAtMs < within.toMs) kept.add(block, row, row + 1);
  });
  return kept.build();
}

/** Columns and labels of a query, as the store gives them. */
function wantedOf(head: RowBlock, query: Omit<RowQuery, 'resolution'>): RowBlock | null {
  const within = readWithinOf(rowsWithin(head, query.fromMs, query.toMs), query.readWithin);
  if (within.rows === 0) return null;
  const columns = query.columns.map(
    (name) => [name, within.columns.get(name) ?? notRecorded(within.rows)] as const,
  );
  const labels = [...within.labels].filter(([label]) => query.labels.includes(label));
  return { ...within, columns: new Map(columns), labels: new Map(labels) };
}

async function* oneBlock(block: RowBlock): AsyncGenerator<RowBlock> {
  yield block;
}
