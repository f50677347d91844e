import { BUS_METRICS, countedBy, type Vitals } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** The figures by which a super-admin judges this service. */
export const VITALS: Vitals<'historian'> = {
  rowsTaken: METRICS.rowsTaken,
  stores: METRICS.storeSeconds,
  waitingValues: METRICS.waitingValues,
  unstored: METRICS.unstoredSeconds,
  historyBytes: METRICS.historyBytes,
  storeFailures: countedBy(METRICS.storeFailures, 'code'),
  waitingMessages: BUS_METRICS.lagMessages,
};
