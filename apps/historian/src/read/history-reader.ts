import type { SeriesReply } from '@eagle/contracts/bus';
import {
  type AssetId,
  type DayQuality as DayQualityReply,
  type HistoryUsage,
  type OrganizationConfig,
  type OrganizationId,
} from '@eagle/contracts/domain';
import {
  PREDICTION_COLUMNS,
  TelemetryHistory,
  type DayQuality,
  type MissingRows,
  type RangeSummary,
  type RowRange,
  type SeriesKind,
  type TelemetryStore,
} from '@eagle/telemetry';
import type { Recorders } from '../record/recorders.js';
import { answerTooLarge, encodeSeries } from './encode-series.js';
import { latestRowOf, type LatestRowReply } from './latest-row.js';
import { assetUnknown, rangeBeforeRecord, tagsUnknown } from './refusals.js';

/** Points times columns of one answer: with five measures each, what a message can carry. */
const SERIES_VALUES_MAX = 75_000;
/** A row that is read later than this many usual distances after its time is late. */
const LATE_PERIODS = 10;
const LATE_MS_MIN = 10_000;
const SCAN_PERIOD_MS = 1_000;
const DAY_MS = 86_400_000;
/** Units of those columns of a prediction that have one. */
const PREDICTION_UNITS: ReadonlyMap<string, string> = new Map([
  ['minutesToFailureLow', 'min'],
  ['minutesToFailure', 'min'],
  ['minutesToFailureHigh', 'min'],
]);
/** Years 1 to 9999: all that can be stored. */
const ALWAYS = { fromMs: Date.UTC(1970, 0, 1) - 719_162 * 86_400_000, toMs: Date.UTC(10_000, 0, 1) - 1 };

export interface AssetRange {
  readonly organizationId: OrganizationId;
  readonly assetId: AssetId;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface TagsOfRange extends AssetRange {
  /** None: all that are configured. */
  readonly tags: readonly string[];
}

/** Answers what is asked of the history: from the store and from what waits in memory. */
export class HistoryReader {
  private readonly history: TelemetryHistory;

  constructor(
    private readonly store: TelemetryStore,
    private readonly recorders: Recorders,
    /** Wall clock, milliseconds. */
    private readonly now: () => number,
  ) {
    this.history = new TelemetryHistory(
      store,
      (organizationId) => recorders.of(organizationId)?.head ?? null,
    );
  }

  /**
   * @throws AppError `TELEMETRY.ASSET_UNKNOWN`, `TELEMETRY.TAG_UNKNOWN`,
   * `TELEMETRY.RANGE_BEFORE_RECORD`, `TELEMETRY.ANSWER_TOO_LARGE`.
   */
  async scans(request: TagsOfRange & { readonly points: number }): Promise<SeriesReply> {
    const { organizationId, points } = request;
    const range = rangeOf('scans', request);
    const columns = await this.columnsOf(organizationId, range, request.tags);
    return this.series(organizationId, range, columns, points, this.unitsOf(organizationId));
  }

  /** @throws AppError as `scans`. */
  async predictions(request: AssetRange & { readonly points: number }): Promise<SeriesReply> {
    const { organizationId, points } = request;
    const range = rangeOf('predictions', request);
    await this.assertAsset(organizationId, range);
    return this.series(organizationId, range, PREDICTION_COLUMNS, points, PREDICTION_UNITS);
  }

  /** @throws AppError `TELEMETRY.ASSET_UNKNOWN`, `TELEMETRY.TAG_UNKNOWN`. */
  async latest(
    organizationId: OrganizationId,
    kind: SeriesKind,
    assetId: AssetId | null,
    tags: readonly string[],
  ): Promise<LatestRowReply[]> {
    const known = this.configOf(organizationId)?.assets.map((asset) => asset.assetId) ?? [];
    if (assetId !== null) await this.assertAsset(organizationId, { kind, assetId, ...ALWAYS });
    const columns =
      kind === 'scans' ? (tags.length > 0 ? tags : this.tagsOf(organizationId)) : PREDICTION_COLUMNS;
    const found = await this.history.latest({ organizationId, kind, columns, only: assetId, known });
    const rows = found.map((latest) => latestRowOf(latest, columns));
    if (kind === 'scans') this.assertTags(organizationId, tags, rows);
    return rows;
  }

  /** A tag that is configured no more is known where the newest row of an asset has it. */
  private assertTags(
    organizationId: OrganizationId,
    tags: readonly string[],
    rows: readonly LatestRowReply[],
  ): void {
    const known = new Set([
      ...this.tagsOf(organizationId),
      ...rows.flatMap(({ values }) => Object.keys(values)),
    ]);
    const unknown = tags.filter((tag) => !known.has(tag));
    if (unknown.length > 0) throw tagsUnknown(unknown);
  }

  /** @throws AppError as `scans`. */
  async quality(
    request: TagsOfRange & { readonly zone: string },
  ): Promise<{ days: DayQualityReply[]; missing: MissingRows[] }> {
    const { organizationId } = request;
    const range = rangeOf('scans', request);
    const columns = await this.columnsOf(organizationId, range, request.tags);
    const periodMs = this.configOf(organizationId)?.settings.scanPeriodMs ?? SCAN_PERIOD_MS;
    const lateMs = Math.max(LATE_MS_MIN, LATE_PERIODS * periodMs);
    const missing: MissingRows[] = [];
    // Days of which only aggregates are left tell nothing of single rows.
    const { rawFromMs: recordedFromMs } = await this.recordOf(organizationId, range);
    if (range.toMs <= recordedFromMs && Number.isFinite(recordedFromMs)) {
      throw rangeBeforeRecord(recordedFromMs);
    }
    const query = { ...range, columns, lateMs, zone: request.zone, recordedFromMs, nowMs: this.now() };
    const days = await this.history.quality(organizationId, query, (each) => missing.push(each));
    return { days: days.map(dayOf), missing };
  }

  /** @throws AppError as `TelemetryStore.usage`. */
  async usage(organizationId: OrganizationId): Promise<HistoryUsage> {
    const recorder = await this.recorders.find(organizationId);
    if (recorder === null) return this.usageOfUnknown(organizationId);
    const { bytesMax, state, usedShare } = recorder.quota;
    return {
      ...recorder.measured.sum,
      kinds: [...recorder.measured.kinds],
      quota: { bytesMax, state, usedShare },
      waitingCells: recorder.head.cells,
      unstoredSinceMs: recorder.unstored?.sinceMs ?? null,
      unstoredCode: recorder.unstored?.code ?? null,
      behindSinceMs: recorder.behindSinceMs,
      refusedRows: recorder.refusedRows,
    };
  }

  /** Nothing is recorded of it; something may be stored. */
  private async usageOfUnknown(organizationId: OrganizationId): Promise<HistoryUsage> {
    const kinds = await this.store.usage(organizationId);
    const bytes = kinds.reduce((sum, each) => sum + each.bytes, 0);
    const rows = kinds.reduce((sum, each) => sum + each.rows, 0);
    const quota = { bytesMax: bytes, state: 'within' as const, usedShare: 0 };
    const well = { unstoredSinceMs: null, unstoredCode: null, behindSinceMs: null, refusedRows: 0 };
    return { rows, bytes, kinds, quota, waitingCells: 0, ...well };
  }

  private async series(
    organizationId: OrganizationId,
    range: RowRange,
    columns: readonly string[],
    points: number,
    units: ReadonlyMap<string, string>,
  ): Promise<SeriesReply> {
    if (points * columns.length > SERIES_VALUES_MAX) throw answerTooLarge();
    const query = { ...range, columns, points };
    const answer = await this.history.series(organizationId, query, (stored, waiting) =>
      this.assertRecorded(organizationId, range, stored, waiting),
    );
    return encodeSeries(organizationId, answer, (column) => units.get(column) ?? '');
  }

  /** The columns that are asked for, all of them known. */
  private async columnsOf(
    organizationId: OrganizationId,
    range: RowRange,
    tags: readonly string[],
  ): Promise<readonly string[]> {
    await this.assertAsset(organizationId, range);
    const configured = this.tagsOf(organizationId);
    if (tags.length === 0) return configured;
    const strangers = [...new Set(tags)].filter((tag) => !configured.includes(tag));
    // A tag that was configured once has a history.
    const stored = strangers.length === 0 ? null : await this.storedColumns(organizationId, range);
    const unknown = strangers.filter((tag) => !stored?.has(tag));
    if (unknown.length > 0) throw tagsUnknown(unknown);
    return [...new Set(tags)];
  }

  private async storedColumns(organizationId: OrganizationId, range: RowRange): Promise<ReadonlySet<string>> {
    // In the same order as the record.
    const waiting = this.recorders.of(organizationId)?.head.rowsOf(range)?.columns.keys() ?? [];
    const { columns } = await this.history.summary(organizationId, range);
    const aggregated = [...(columns.get('minute') ?? []), ...(columns.get('hour') ?? [])];
    const LAST = '.last';
    const tagsOfAggregates = aggregated
      .filter((name) => name.endsWith(LAST))
      .map((name) => name.slice(0, -LAST.length));
    return new Set([...(columns.get('raw') ?? []), ...tagsOfAggregates, ...waiting]);
  }

  /**
   * An asset that was configured once has a history.
   * @throws AppError `TELEMETRY.ASSET_UNKNOWN`: neither configured nor known to the history.
   */
  async assertAsset(
    organizationId: OrganizationId,
    { kind, assetId }: Pick<RowRange, 'kind' | 'assetId'>,
  ): Promise<void> {
    if (this.configOf(organizationId)?.assets.some((asset) => asset.assetId === assetId)) return;
    if (this.recorders.of(organizationId)?.head.assets(kind).includes(assetId)) return;
    if ((await this.store.newest(organizationId, kind)).has(assetId)) return;
    throw assetUnknown(assetId);
  }

  private async assertRecorded(
    organizationId: OrganizationId,
    range: RowRange,
    { extent }: RangeSummary,
    waiting: number,
  ): Promise<void> {
    if (waiting > 0 || extent !== null) return;
    const { fromMs: recordedFromMs } = await this.recordOf(organizationId, range);
    if (Number.isFinite(recordedFromMs) && range.toMs <= recordedFromMs)
      throw rangeBeforeRecord(recordedFromMs);
  }

  /**
   * When the record of an asset begins, and when that of its raw rows. Infinity: nothing is there.
   */
  private async recordOf(
    organizationId: OrganizationId,
    range: RowRange,
  ): Promise<{ fromMs: number; rawFromMs: number }> {
    const whole = { ...range, ...ALWAYS };
    // Before the catalogue: a row that is stored meanwhile is in the second at the latest.
    const waiting = this.recorders.of(organizationId)?.head.rowsOf(whole)?.timesMs[0];
    const { extent, aggregatedDaysMs } = await this.history.summary(organizationId, whole);
    const rawFromMs = Math.min(extent?.fromMs ?? Infinity, waiting ?? Infinity);
    const firstDayMs = aggregatedDaysMs[0] ?? Infinity;
    // Of a day that still has its rows these say when it began; aggregates name the day alone.
    const isOfRows = firstDayMs <= rawFromMs && rawFromMs < firstDayMs + DAY_MS;
    return { fromMs: isOfRows ? rawFromMs : Math.min(rawFromMs, firstDayMs), rawFromMs };
  }

  /** A tag that is configured no more has none. */
  private unitsOf(organizationId: OrganizationId): ReadonlyMap<string, string> {
    return new Map(this.configOf(organizationId)?.tags.map(({ tag, unit }) => [tag, unit]));
  }

  private tagsOf(organizationId: OrganizationId): string[] {
    return this.configOf(organizationId)?.tags.map(({ tag }) => tag) ?? [];
  }

  private configOf(organizationId: OrganizationId): OrganizationConfig | null {
    return this.recorders.configOf(organizationId);
  }
}

const rangeOf = (kind: SeriesKind, { assetId, fromMs, toMs }: AssetRange): RowRange => ({
  kind,
  assetId,
  fromMs,
  toMs,
});

const dayOf = ({ columns, clockBack, ...day }: DayQuality): DayQualityReply => ({
  ...day,
  clockBack: { count: clockBack.count, first: [...clockBack.first] },
  tags: [...columns].map(([tag, counts]) => ({ tag, ...counts })),
});
