export type {
  DiscoveredColumn,
  Discovery,
  FeedConnection,
  FeedTest,
  HistoryRange,
  PollResult,
  RawRow,
} from './feed-connection.js';
export { feedCheckpointSchema } from './checkpoint/checkpoint.js';
export type { FeedCheckpoint, KeyCheckpoint, TimeCheckpoint } from './checkpoint/checkpoint.js';
export type { MappedRows, MappedScan, RejectedRow } from './mapping/mapped-rows.js';
