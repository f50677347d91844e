import type { Metrics } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** The metrics of this service, see `METRICS`. */
export class AlertingMetrics {
  readonly scansDecided;
  readonly predictionsDecided;
  readonly rowsSetAside;
  readonly gapMessages;
  readonly scanLatencySeconds;
  readonly predictionLatencySeconds;
  readonly publishLatencySeconds;
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
    this.scansDecided = registry.counter(METRICS.scansDecided);
    this.predictionsDecided = registry.counter(METRICS.predictionsDecided);
    this.rowsSetAside = registry.counter(METRICS.rowsSetAside);
    this.gapMessages = registry.counter(METRICS.gapMessages);
    this.scanLatencySeconds = registry.histogram(METRICS.scanLatencySeconds);
    this.predictionLatencySeconds = registry.histogram(METRICS.predictionLatencySeconds);
    this.publishLatencySeconds = registry.histogram(METRICS.publishLatencySeconds);
    this.changes = registry.counter(METRICS.changes);
    this.repetitionsHeld = registry.counter(METRICS.repetitionsHeld);
    this.commits = registry.counter(METRICS.commits);
    this.commitFailures = registry.counter(METRICS.commitFailures);
    this.commitsRefused = registry.counter(METRICS.commitsRefused);
    this.decisionsSetAside = registry.counter(METRICS.decisionsSetAside);
    this.eventsPublished = registry.counter(METRICS.eventsPublished);
    this.eventsPublishedAgain = registry.counter(METRICS.eventsPublishedAgain);
    this.publishFailures = registry.counter(METRICS.publishFailures);
  }
}
