import { BUS_METRICS, countedBy, type Vitals } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** The figures by which a super-admin judges this service. */
export const VITALS: Vitals<'prediction'> = {
  rowsPredicted: METRICS.rows,
  readToPredicted: METRICS.readToPredictedSeconds,
  modelRuns: METRICS.runSeconds,
  liveModels: METRICS.liveModels,
  modelBytes: METRICS.modelBytes,
  rowsNotPredicted: countedBy(METRICS.dropped, 'reason'),
  waitingMessages: BUS_METRICS.lagMessages,
};
