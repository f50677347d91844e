import { BUS_METRICS, countedBy, type Vitals } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** The figures by which a super-admin judges this service. */
export const VITALS: Vitals<'model-cache'> = {
  bundles: METRICS.bundles,
  bundleBytes: METRICS.bytes,
  lookups: countedBy(METRICS.lookups, 'result'),
  promotions: countedBy(METRICS.promotions, 'outcome'),
  refusals: countedBy(METRICS.refusals, 'code'),
  waitingMessages: BUS_METRICS.lagMessages,
};
