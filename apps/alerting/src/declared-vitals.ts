import { BUS_METRICS, counted, countedBy, type Vitals } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** The figures by which a super-admin judges this service. */
export const VITALS: Vitals<'alerting'> = {
  scansDecided: METRICS.scansDecided,
  scanDecisions: METRICS.scanLatencySeconds,
  alertPublications: METRICS.publishLatencySeconds,
  alertChanges: METRICS.changes,
  commitFailures: counted(METRICS.commitFailures),
  rowsSetAside: countedBy(METRICS.rowsSetAside, 'reason'),
  waitingMessages: BUS_METRICS.lagMessages,
};
