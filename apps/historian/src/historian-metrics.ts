import type { Metrics } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** The metrics of this service, see `METRICS`. */
export class HistorianMetrics {
  readonly rowsTaken;
  readonly rowsSetAside;
  readonly messagesAgain;
  readonly gapMessages;
  readonly lostSeconds;
  readonly storeSeconds;
  readonly storeFailures;
  readonly maintenanceFailures;
  readonly mergedSegments;
  readonly retiredSegments;
  readonly exports;
  readonly exportedRows;
  readonly deletions;
  readonly deletionFailures;
  readonly takenOverRows;
  readonly takeOverRejected;
  readonly takeOverFailures;
  readonly sourceSeconds;

  constructor(readonly registry: Metrics) {
    this.rowsTaken = registry.counter(METRICS.rowsTaken);
    this.rowsSetAside = registry.counter(METRICS.rowsSetAside);
    this.messagesAgain = registry.counter(METRICS.messagesAgain);
    this.gapMessages = registry.counter(METRICS.gapMessages);
    this.lostSeconds = registry.counter(METRICS.lostSeconds);
    this.storeSeconds = registry.histogram(METRICS.storeSeconds);
    this.storeFailures = registry.counter(METRICS.storeFailures);
    this.maintenanceFailures = registry.counter(METRICS.maintenanceFailures);
    this.mergedSegments = registry.counter(METRICS.mergedSegments);
    this.retiredSegments = registry.counter(METRICS.retiredSegments);
    this.exports = registry.counter(METRICS.exports);
    this.exportedRows = registry.counter(METRICS.exportedRows);
    this.deletions = registry.counter(METRICS.deletions);
    this.deletionFailures = registry.counter(METRICS.deletionFailures);
    this.takenOverRows = registry.counter(METRICS.takenOverRows);
    this.takeOverRejected = registry.counter(METRICS.takeOverRejected);
    this.takeOverFailures = registry.counter(METRICS.takeOverFailures);
    this.sourceSeconds = registry.counter(METRICS.sourceSeconds);
  }
}
