import { counter, histogram } from '@eagle/service-kit';

/** Bucket bounds, dense around the promised latencies. */
const LATENCY_BUCKETS_S = [
  0.001, 0.002, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.0125, 0.015, 0.0175, 0.02, 0.0225, 0.025, 0.0275,
  0.03, 0.035, 0.04, 0.045, 0.05, 0.055, 0.06, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2, 5,
] as const;

/**
 * Every metric of this service. The label `organization` is bounded by the configured
 * organizations.
 */
export const METRICS = {
  scansDecided: counter('eagle_scans_decided_total', 'Scans judged, each once.', ['organization']),
  predictionsDecided: counter('eagle_predictions_decided_total', 'Predictions judged, each once.', [
    'organization',
  ]),
  rowsSetAside: counter(
    'eagle_alerting_rows_set_aside_total',
    'Rows not judged: stale (seen before), late (overtaken), time-out-of-range, organization-unknown (also: disabled).',
    ['stream', 'reason'],
  ),
  gapMessages: counter(
    'eagle_alerting_gap_messages_total',
    'Messages that the stream had dropped before alerting read them.',
    ['stream', 'reason'],
  ),
  scanLatencySeconds: histogram(
    'eagle_scan_decision_seconds',
    'From reading a row at its source to the decision of the rules on it.',
    [],
    LATENCY_BUCKETS_S,
  ),
  predictionLatencySeconds: histogram(
    'eagle_prediction_decision_seconds',
    'From reading a row at its source to the decision on its prediction.',
    [],
    LATENCY_BUCKETS_S,
  ),
  publishLatencySeconds: histogram(
    'eagle_alert_publish_seconds',
    'From reading a row at its source to the published change of an alert, commit included.',
    [],
    LATENCY_BUCKETS_S,
  ),
  changes: counter('eagle_alert_changes_total', 'Decided changes of alerts.', ['change']),
  repetitionsHeld: counter(
    'eagle_alert_repetitions_held_total',
    'Changes of chattering alerts: stored, not sent.',
  ),
  commits: counter('eagle_alerting_commits_total', 'Transactions committed.'),
  commitFailures: counter(
    'eagle_alerting_commit_failures_total',
    'Transactions that failed and were retried.',
  ),
  commitsRefused: counter(
    'eagle_alerting_commits_refused_total',
    'Transactions that the database refuses permanently in their present form.',
  ),
  decisionsSetAside: counter(
    'eagle_alerting_decisions_set_aside_total',
    'Items that the database refuses permanently: mended (written with storable texts), alert, note, memory, positions, event (not published).',
    ['organization', 'what'],
  ),
  eventsPublished: counter('eagle_alert_events_published_total', 'Changes of alerts published.'),
  eventsPublishedAgain: counter(
    'eagle_alert_events_published_again_total',
    'Publications repeated after a restart; the stream drops duplicates.',
  ),
  publishFailures: counter(
    'eagle_alert_publish_failures_total',
    'Publications that failed and were retried.',
  ),
};
