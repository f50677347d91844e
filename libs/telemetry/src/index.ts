export {
  firstRowAt,
  isLive,
  LABELS_OF,
  NOT_RECORDED,
  rowsWithin,
  SERIES_KINDS,
  type AssetRows,
  type LabelColumn,
  type LabelName,
  type RowBlock,
  type SeriesKind,
  type StoredQuality,
  type ValueColumn,
} from './rows/row-block.js';
export { rowsOfScans } from './rows/scan-rows.js';
export { PREDICTION_COLUMNS, rowsOfPredictions } from './rows/prediction-rows.js';
export { mergeRows, type RowStream } from './rows/merge-rows.js';
export { sortRows } from './rows/sort-rows.js';
export { eachScanOnce, winningRows, type SequenceConflict } from './rows/winning-rows.js';
export { RESOLUTIONS, type Resolution } from './series/bucket-widths.js';
export type { DayQuality, QualityCounts } from './series/day-quality.js';
export type { QualityQuery } from './history/telemetry-history.js';
export type { Gap } from './series/gaps.js';
export { judgeQuota, type Quota, type QuotaVerdict, type Usage } from './policy/quota.js';
export { keptFromMs, RETENTION, type Retention } from './policy/retention.js';
export {
  FOLLOWED_STREAMS,
  type Deletion,
  type FollowedStream,
  type Maintenance,
  type MissingRows,
  type Positions,
  type RangeSummary,
  type ReadWithin,
  type RowBatch,
  type RowQuery,
  type RowRange,
  type StreamPosition,
  type TelemetryReader,
  type TelemetryStore,
  type UsageByKind,
} from './store/telemetry-store.js';
export { Head, HEAD_BOUNDS, type HeadBounds } from './head/head.js';
export { TelemetryHistory } from './history/telemetry-history.js';
export type { HeadRows } from './history/head-rows.js';
export type { LatestQuery, LatestRow } from './history/latest-rows.js';
export type { SeriesAnswer, SeriesColumn } from './history/series-answer.js';
export type { SeriesQuery } from './history/series-reader.js';
export { FolderSegmentFiles } from './parquet/folder-segment-files.js';
export type { ReadableSegmentFiles, SegmentFiles } from './parquet/segment-files.js';
export { ParquetTelemetryReader, type ParquetReaderOptions } from './parquet/parquet-telemetry-reader.js';
export { ParquetTelemetryStore, type ParquetStoreOptions } from './parquet/parquet-telemetry-store.js';
export { openTelemetryReader, openTelemetryStore, type TelemetryParts } from './open/open-telemetry.js';
export { telemetryConfigShape, type TelemetrySettings } from './open/telemetry-settings.js';
export { PostgresTelemetryReader } from './postgres/postgres-telemetry-reader.js';
export { PostgresTelemetryStore, type PostgresStoreOptions } from './postgres/postgres-telemetry-store.js';
export { hypertableStatements, viewStatements } from './postgres/timescale.js';
export {
  coveredRanges,
  STRETCH_REASONS,
  STRETCH_STATES,
  type HistoryStretch,
  type RejectedCounts,
  type StretchReason,
  type StretchState,
  type WantedStretch,
} from './take-over/history-stretch.js';
export { HistoryStretches, type StretchProgress } from './take-over/history-stretches.js';
export { without, type TimeRange } from './take-over/time-ranges.js';
export { TableFiles, type NewTable, type TableFilesOptions } from './table-files/table-files.js';
export {
  distinctNames,
  sameText,
  textsOf,
  type TableColumn,
  type TableFile,
  type TableRows,
  type TextCells,
} from './table-files/table-rows.js';
export { bulkGarbage } from './memory/garbage-account.js';
