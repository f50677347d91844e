import { BUS_METRICS, countedBy, type Vitals } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** The figures by which a super-admin judges this service. */
export const VITALS: Vitals<'training'> = {
  lastTraining: METRICS.lastDurationSeconds,
  trainings: countedBy(METRICS.attempts, 'outcome'),
  waitingMessages: BUS_METRICS.lagMessages,
};
