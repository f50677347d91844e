import type { AppErrorCode, ModelFinding } from '@eagle/contracts/domain';
import { countByCode } from '@eagle/models';
import type { Metrics } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** The metrics of this service. */
export class ModelCacheMetrics {
  private readonly lookups;
  private readonly promotions;
  private readonly refusals;
  private readonly admissions;

  constructor(
    metrics: Metrics,
    now: { bytes(): number; bundles(): number; findings(): Iterable<readonly ModelFinding[]> },
  ) {
    this.lookups = metrics.counter(METRICS.lookups);
    this.promotions = metrics.counter(METRICS.promotions);
    this.refusals = metrics.counter(METRICS.refusals);
    this.admissions = metrics.counter(METRICS.admissions);
    metrics.gauge(METRICS.bytes, (gauge) => gauge.set(now.bytes()));
    metrics.gauge(METRICS.bundles, (gauge) => gauge.set(now.bundles()));
    metrics.gauge(METRICS.watchFindings, (gauge) =>
      countByCode(now.findings()).forEach((count, code) => gauge.set({ code }, count)),
    );
  }

  lookedUp(result: 'hit' | 'miss'): void {
    this.lookups.inc({ result });
  }

  judged(outcome: 'promoted' | 'refused' | 'retried' | 'quarantined'): void {
    this.promotions.inc({ outcome });
  }

  refused(code: AppErrorCode): void {
    this.refusals.inc({ code });
  }

  admitted(outcome: 'sealed' | 'refused'): void {
    this.admissions.inc({ outcome });
  }
}
