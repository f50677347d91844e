import type { OrganizationId, RejectionReason } from '@eagle/contracts/domain';
import { Metrics } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';

/** What this service counts and times. The label `organization` is bounded by the organizations there are. */
@Injectable()
export class ProcessorMetrics {
  readonly rowsRead;
  readonly rowBytesRead;
  readonly scansPublished;
  readonly featureRows;
  readonly rejected;
  readonly quarantineDropped;
  readonly feedFailures;
  readonly lateCommits;
  readonly gapsForgotten;
  readonly neverRead;
  readonly recoveries;
  readonly eventToReadSeconds;
  readonly readToPublishedSeconds;
  readonly pollSeconds;
  readonly lagSeconds;
  readonly featureRowsDropped;
  readonly events;

  constructor(@Inject(Metrics) metrics: Metrics) {
    const by = ['organization'];
    this.rowsRead = metrics.counter('eagle_feed_rows_total', 'Source rows read.', by);
    this.rowBytesRead = metrics.counter(
      'eagle_feed_row_bytes_total',
      'Bytes of the rows that sources sent, also of those that were known already.',
      by,
    );
    this.scansPublished = metrics.counter('eagle_scans_total', 'Scans published.', by);
    this.featureRows = metrics.counter('eagle_feature_rows_total', 'Feature rows published.', by);
    this.rejected = metrics.counter(
      'eagle_feed_rejected_total',
      'Rows quarantined and single values not used, by reason.',
      ['organization', 'reason'],
    );
    this.quarantineDropped = metrics.counter(
      'eagle_quarantine_dropped_total',
      'Quarantined rows that were counted but are not kept: too many at once, no room for the older ones, or not stored.',
      ['organization', 'cause'],
    );
    this.feedFailures = metrics.counter(
      'eagle_feed_failures_total',
      'Times a source could not be read, by what was wrong.',
      ['organization', 'reason'],
    );
    this.lateCommits = metrics.counter(
      'eagle_feed_late_commit_rows_total',
      'Rows read below the watermark because their transaction was slow.',
      by,
    );
    this.gapsForgotten = metrics.counter(
      'eagle_feed_gaps_forgotten_total',
      'Gaps in the source key given up because too many were open.',
      by,
    );
    this.neverRead = metrics.counter(
      'eagle_feed_never_read_rows_total',
      'Rows that the source holds below the reading point and that were never read.',
      by,
    );
    this.recoveries = metrics.counter(
      'eagle_pipeline_recoveries_total',
      'Times a pipeline was brought back from checkpoint and stream.',
      by,
    );
    this.eventToReadSeconds = metrics.histogram(
      'eagle_event_to_read_seconds',
      "From a row's own time to its reading; shows the source's commit and notification delay.",
      by,
    );
    this.readToPublishedSeconds = metrics.histogram(
      'eagle_read_to_features_seconds',
      'From the reading of a row until its scan and features are stored in the stream.',
      by,
    );
    this.pollSeconds = metrics.histogram('eagle_feed_poll_seconds', 'Duration of one poll.', by);
    this.lagSeconds = metrics.gauge('eagle_feed_lag_seconds', 'Newest event time behind the clock.', by);
    this.events = metrics.counter(
      'eagle_log_entries_total',
      'Entries of event logs by what became of them: taken, known or not asked for, of an asset that is not configured, of another mapping, not published.',
      ['organization', 'outcome'],
    );
    this.featureRowsDropped = metrics.counter(
      'eagle_feature_rows_dropped_total',
      'Feature rows given up before they were predicted: old (they waited for room for a minute), no-room (newer ones needed their place), restart (more than are made again).',
      ['organization', 'cause'],
    );
  }

  countRejected(organization: OrganizationId, counts: Partial<Record<RejectionReason, number>>): void {
    for (const [reason, count] of Object.entries(counts)) this.rejected.inc({ organization, reason }, count);
  }
}
