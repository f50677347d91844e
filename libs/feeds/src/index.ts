export { duration } from './mapping/duration.js';
export type {
  DiscoveredColumn,
  Discovery,
  FeedConnection,
  FeedTest,
  HistoryOptions,
  HistoryRange,
  PollResult,
  RawRow,
  ReadingPace,
  SourceFacts,
  Stock,
  TableFacts,
} from './feed-connection.js';
export { feedCheckpointSchema } from './checkpoint/checkpoint.js';
export type { FeedCheckpoint, KeyCheckpoint, TimeCheckpoint } from './checkpoint/checkpoint.js';
export type { MappedRows, MappedScan, RejectedRow } from './mapping/mapped-rows.js';
export { RowMapper } from './mapping/row-mapper.js';
export { sourceColumns, type SourceColumns } from './mapping/source-columns.js';
export { TimeStampReader } from './mapping/time-stamp.js';
export { ZoneClock } from './mapping/zone-clock.js';
export { keepsPast, openFeed, type OpenFeedOptions } from './open-feed.js';
export { feedProblemOf } from './feed-problem.js';
export { rowKeyOf } from './mapping/fingerprint.js';
export { LogMapper, type MappedLog } from './logs/log-mapper.js';
export { readLogs } from './logs/log-history.js';
