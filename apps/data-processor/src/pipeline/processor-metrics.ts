import type { OrganizationId, RejectionReason } from '@eagle/contracts/domain';
import { Metrics } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '../declared-metrics.js';

/** The metrics of this service, see `METRICS`. */
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
    this.rowsRead = metrics.counter(METRICS.rowsRead);
    this.rowBytesRead = metrics.counter(METRICS.rowBytesRead);
    this.scansPublished = metrics.counter(METRICS.scansPublished);
    this.featureRows = metrics.counter(METRICS.featureRows);
    this.rejected = metrics.counter(METRICS.rejected);
    this.quarantineDropped = metrics.counter(METRICS.quarantineDropped);
    this.feedFailures = metrics.counter(METRICS.feedFailures);
    this.lateCommits = metrics.counter(METRICS.lateCommits);
    this.gapsForgotten = metrics.counter(METRICS.gapsForgotten);
    this.neverRead = metrics.counter(METRICS.neverRead);
    this.recoveries = metrics.counter(METRICS.recoveries);
    this.eventToReadSeconds = metrics.histogram(METRICS.eventToReadSeconds);
    this.readToPublishedSeconds = metrics.histogram(METRICS.readToPublishedSeconds);
    this.pollSeconds = metrics.histogram(METRICS.pollSeconds);
    this.lagSeconds = metrics.gauge(METRICS.lagSeconds);
    this.events = metrics.counter(METRICS.events);
    this.featureRowsDropped = metrics.counter(METRICS.featureRowsDropped);
  }

  countRejected(organization: OrganizationId, counts: Partial<Record<RejectionReason, number>>): void {
    for (const [reason, count] of Object.entries(counts)) this.rejected.inc({ organization, reason }, count);
  }
}
