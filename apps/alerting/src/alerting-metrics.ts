import type { Metrics } from '@eagle/service-kit';

/** Milliseconds; fine where the promised figures lie. */
const LATENCY_BUCKETS_MS = [
  1, 2, 3, 4, 5, 6, 8, 10, 12.5, 15, 17.5, 20, 22.5, 25, 27.5, 30, 35, 40, 45, 50, 55, 60, 75, 100, 150, 200,
  300, 500, 1_000, 2_000, 5_000,
] as const;

/** Every metric of this service, once. Organizations as labels are bounded by those that are configured. */
export class AlertingMetrics {
  readonly scansDecided;
  readonly predictionsDecided;
  readonly rowsSetAside;
  readonly gapMessages;
  readonly scanLatencyMs;
  readonly predictionLatencyMs;
  readonly publishLatencyMs;
  readonly changes;
  readonly repetitionsHeld;
  readonly commits;
  readonly commitFailures;
  readonly commitsRefused;
  readonly decisionsSetAside;
  readonly eventsPublished;
  readonly eventsPublishedAgain;
  readonly publishFailures;

  constructor(readonly registry: Metrics) {
    const byOrganization = ['organization'];
    this.scansDecided = registry.counter('scans_decided_total', 'Scans judged, each once', byOrganization);
    this.predictionsDecided = registry.counter(
      'predictions_decided_total',
      'Predictions judged, each once',
      byOrganization,
    );
    this.rowsSetAside = registry.counter(
      'alerting_rows_set_aside_total',
      'Rows not judged: stale (seen before), late (overtaken), time-out-of-range, organization-unknown (or disabled)',
      ['stream', 'reason'],
    );
    this.gapMessages = registry.counter(
      'alerting_gap_messages_total',
      'Messages that had left a stream before they were read',
      ['stream', 'reason'],
    );
    this.scanLatencyMs = registry.histogram(
      'scan_decision_latency_ms',
      'From reading a row at its source to the decision of the rules on it',
      [],
      LATENCY_BUCKETS_MS,
    );
    this.predictionLatencyMs = registry.histogram(
      'prediction_decision_latency_ms',
      'From reading a row at its source to the decision on its prediction',
      [],
      LATENCY_BUCKETS_MS,
    );
    this.publishLatencyMs = registry.histogram(
      'alert_publish_latency_ms',
      'From reading a row at its source to the published change of an alert, commit included',
      [],
      LATENCY_BUCKETS_MS,
    );
    this.changes = registry.counter('alert_changes_total', 'Changes of alerts that were decided', ['change']);
    this.repetitionsHeld = registry.counter(
      'alert_repetitions_held_total',
      'Changes of chattering alerts, stored and not sent',
    );
    this.commits = registry.counter('alerting_commits_total', 'Transactions committed');
    this.commitFailures = registry.counter('alerting_commit_failures_total', 'Transactions tried again');
    this.commitsRefused = registry.counter(
      'alerting_commits_refused_total',
      'Transactions the database will never take as they are',
    );
    this.decisionsSetAside = registry.counter(
      'alerting_decisions_set_aside_total',
      'What the database refuses for good: mended (written with storable texts), alert, note, memory, positions, event (not published)',
      ['organization', 'what'],
    );
    this.eventsPublished = registry.counter('alert_events_published_total', 'Changes of alerts published');
    this.eventsPublishedAgain = registry.counter(
      'alert_events_published_again_total',
      'Publications after a restart; the stream drops those it has',
    );
    this.publishFailures = registry.counter('alert_publish_failures_total', 'Publications tried again');
  }
}
