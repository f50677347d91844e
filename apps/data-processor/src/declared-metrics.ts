import { counter, gauge, histogram } from '@eagle/service-kit';

/**
 * Every metric of this service. The label `organization` is bounded by the configured
 * organizations.
 */
export const METRICS = {
  rowsRead: counter('eagle_feed_rows_total', 'Source rows read.', ['organization']),
  rowBytesRead: counter(
    'eagle_feed_row_bytes_total',
    'Bytes of all rows that sources sent, including repeated ones.',
    ['organization'],
  ),
  scansPublished: counter('eagle_scans_total', 'Scans published.', ['organization']),
  featureRows: counter('eagle_feature_rows_total', 'Feature rows published.', ['organization']),
  rejected: counter('eagle_feed_rejected_total', 'Quarantined rows and unusable single values, by reason.', [
    'organization',
    'reason',
  ]),
  quarantineDropped: counter(
    'eagle_quarantine_dropped_total',
    'Unusable rows that were counted but are not in quarantine: too many at once, older than the quarantine holds, or not stored.',
    ['organization', 'cause'],
  ),
  feedFailures: counter('eagle_feed_failures_total', 'Times a source could not be read, by problem.', [
    'organization',
    'reason',
  ]),
  lateCommits: counter(
    'eagle_feed_late_commit_rows_total',
    'Rows of slow transactions that were read below the watermark.',
    ['organization'],
  ),
  gapsForgotten: counter(
    'eagle_feed_gaps_forgotten_total',
    'Gaps in the source key that are no longer watched because too many were open.',
    ['organization'],
  ),
  neverRead: counter(
    'eagle_feed_never_read_rows_total',
    'Rows below the reading point of the source that were never read.',
    ['organization'],
  ),
  recoveries: counter(
    'eagle_pipeline_recoveries_total',
    'Times a pipeline was recovered from checkpoint and stream.',
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
    'Entries of error and maintenance logs by outcome: taken, known or unused, of an asset that is not configured, of another mapping, not published.',
    ['organization', 'outcome'],
  ),
  featureRowsDropped: counter(
    'eagle_feature_rows_dropped_total',
    'Feature rows dropped before prediction: old (waited a minute for room), no-room (made room for newer ones), restart (beyond the number that a restart rebuilds).',
    ['organization', 'cause'],
  ),
};
