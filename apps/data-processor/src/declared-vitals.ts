import { BUS_METRICS, countedBy, type Vitals } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** The figures by which a super-admin judges this service. */
export const VITALS: Vitals<'data-processor'> = {
  rowsRead: METRICS.rowsRead,
  readToFeatures: METRICS.readToPublishedSeconds,
  polls: METRICS.pollSeconds,
  feedFailures: countedBy(METRICS.feedFailures, 'reason'),
  rowsRejected: countedBy(METRICS.rejected, 'reason'),
  featureRowsDropped: countedBy(METRICS.featureRowsDropped, 'cause'),
  waitingMessages: BUS_METRICS.lagMessages,
};
