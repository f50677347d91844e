import { counter, gauge } from '@eagle/service-kit';

/** Every metric of this service. */
export const METRICS = {
  lookups: counter('eagle_model_cache_lookups_total', 'Reads of verified bundles: hit (in memory) or miss.', [
    'result',
  ]),
  promotions: counter(
    'eagle_model_cache_promotions_total',
    'Versions judged: promoted, refused, quarantined, or retried (judged again later).',
    ['outcome'],
  ),
  refusals: counter('eagle_model_cache_refusals_total', 'Bundles refused, by error code.', ['code']),
  admissions: counter('eagle_model_cache_admissions_total', 'Bundles handed over: sealed or refused.', [
    'outcome',
  ]),
  bytes: gauge('eagle_model_cache_bytes', 'Bytes of verified bundles in memory.'),
  bundles: gauge('eagle_model_cache_bundles', 'Verified bundles in memory.'),
  watchFindings: gauge(
    'eagle_model_cache_watch_findings',
    'Organizations whose models the health watch has a finding about, by the code of the finding.',
    ['code'],
  ),
};
