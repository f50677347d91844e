import { counter, gauge, histogram } from '@eagle/service-kit';

/** Every metric of this service. The label `organization` is bounded by the organizations there are. */
export const METRICS = {
  rowsRead: counter('eagle_feed_rows_total', 'Source rows read.', ['organization']),
  rowBytesRead: counter(
    'eagle_feed_row_bytes_total',
    'Bytes of the rows that sources sent, also of those that were known already.',
    ['organization'],
  ),
  scansPublished: counter('eagle_scans_total', 'Scans published.', ['organization']),
  featureRows: counter('eagle_feature_rows_total', 'Feature rows published.', ['organization']),
  rejected: counter('eagle_feed_rejected_total', 'Rows quarantined and single values not used, by reason.', [
    'organization',
    'reason',
  ]),
  quarantineDropped: counter(
    'eagle_quarantine_dropped_total',
    'Quarantined rows that were counted but are not kept: too many at once, no room for the older ones, or not stored.',
    ['organization', 'cause'],
  ),
  feedFailures: counter('eagle_feed_failures_total', 'Times a source could not be read, by what was wrong.', [
    'organization',
    'reason',
  ]),
  lateCommits: counter(
    'eagle_feed_late_commit_rows_total',
    'Rows read below the watermark because their transaction was slow.',
    ['organization'],
  ),
  gapsForgotten: counter(
    'eagle_feed_gaps_forgotten_total',
    'Gaps in the source key given up because too many were open.',
    ['organization'],
  ),
  neverRead: counter(
    'eagle_feed_never_read_rows_total',
    'Rows that the source holds below the reading point and that were never read.',
    ['organization'],
  ),
  recoveries: counter(
    'eagle_pipeline_recoveries_total',
    'Times a pipeline was brought back from checkpoint and stream.',
    ['organization'],
  ),
  eventToReadSeconds: histogram(
    'eagle_event_to_read_seconds',
    "From a row's own time to its reading; shows the source's commit and notification delay.",
    ['organization'],
  ),
  readToPublishedSeconds: histogram(
    'eagle_read_to_features_seconds',
    'From the reading of a row until its scan and features are stored in the stream.',
    ['organization'],
  ),
  pollSeconds: histogram('eagle_feed_poll_seconds', 'Duration of one poll.', ['organization']),
  lagSeconds: gauge('eagle_feed_lag_seconds', 'Newest event time behind the clock.', ['organization']),
  events: counter(
    'eagle_log_entries_total',
    'Entries of error and maintenance logs by what became of them: taken, known or not asked for, of an asset that is not configured, of another mapping, not published.',
    ['organization', 'outcome'],
  ),
  featureRowsDropped: counter(
    'eagle_feature_rows_dropped_total',
    'Feature rows given up before they were predicted: old (they waited for room for a minute), no-room (newer ones needed their place), restart (more than are made again).',
    ['organization', 'cause'],
  ),
};
