import { BUS_METRICS, countedBy, type Vitals } from '@eagle/service-kit';
import { METRICS } from './declared-metrics.js';

/** The figures by which a super-admin judges this service. */
export const VITALS: Vitals<'gateway'> = {
  decidedToSocket: METRICS.decidedToSocketSeconds,
  sockets: METRICS.sockets,
  alertPushes: METRICS.alertPushes,
  tails: METRICS.tails,
  passwordHashesPending: METRICS.passwordHashesPending,
  socketEnds: countedBy(METRICS.socketEnds, 'reason'),
  waitingMessages: BUS_METRICS.lagMessages,
};
