import type { ModelFinding } from '@eagle/contracts/domain';
import { countByCode } from '@eagle/models';
import type { Metrics } from '@eagle/service-kit';

/** What this service counts. */
export class ModelCacheMetrics {
  readonly #lookups;
  readonly #promotions;
  readonly #refusals;
  readonly #admissions;

  constructor(
    metrics: Metrics,
    now: { bytes(): number; bundles(): number; findings(): Iterable<readonly ModelFinding[]> },
  ) {
    this.#lookups = metrics.counter('eagle_model_cache_lookups_total', 'Reads of verified bundles', [
      'result',
    ]);
    this.#promotions = metrics.counter('eagle_model_cache_promotions_total', 'Versions judged', ['outcome']);
    this.#refusals = metrics.counter('eagle_model_cache_refusals_total', 'Bundles refused', ['code']);
    this.#admissions = metrics.counter('eagle_model_cache_admissions_total', 'Bundles handed over', [
      'outcome',
    ]);
    metrics.gauge('eagle_model_cache_bytes', 'Bytes of verified bundles in memory', [], (gauge) =>
      gauge.set(now.bytes()),
    );
    metrics.gauge('eagle_model_cache_bundles', 'Verified bundles in memory', [], (gauge) =>
      gauge.set(now.bundles()),
    );
    metrics.gauge(
      'eagle_model_cache_watch_findings',
      'Organizations whose models the health watch has a finding of, by its code',
      ['code'],
      (gauge) => countByCode(now.findings()).forEach((count, code) => gauge.set({ code }, count)),
    );
  }

  lookedUp(result: 'hit' | 'miss'): void {
    this.#lookups.inc({ result });
  }

  judged(outcome: 'promoted' | 'refused' | 'retried' | 'quarantined'): void {
    this.#promotions.inc({ outcome });
  }

  refused(code: string): void {
    this.#refusals.inc({ code });
  }

  admitted(outcome: 'sealed' | 'refused'): void {
    this.#admissions.inc({ outcome });
  }
}
