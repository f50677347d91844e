import type { WorkingService } from '../domain/services.js';
import { defineVitals } from './define-vitals.js';
import { defineReplay } from './replay-dead-letter.js';
import { alertRequests } from './requests/alert-requests.js';
import { bundleRequests } from './requests/bundle-requests.js';
import { exportRequests } from './requests/export-requests.js';
import { deletionRequests } from './requests/deletion-requests.js';
import { feedRequests } from './requests/feed-requests.js';
import { modelRequests } from './requests/model-requests.js';
import { predictionRequests } from './requests/prediction-requests.js';
import { takeOverRequests } from './requests/take-over-requests.js';
import { telemetryRequests } from './requests/telemetry-requests.js';
import { trainingRequests } from './requests/training-requests.js';

/** All requests between services. */
export const RPC = {
  ...feedRequests,
  ...predictionRequests,
  ...bundleRequests,
  ...modelRequests,
  ...trainingRequests,
  ...alertRequests,
  ...takeOverRequests,
  ...telemetryRequests,
  ...exportRequests,
  ...deletionRequests,
  replayDataProcessorLetter: defineReplay('data-processor'),
  replayPredictionLetter: defineReplay('prediction'),
  replayAlertingLetter: defineReplay('alerting'),
  replayTrainingLetter: defineReplay('training'),
  gatewayVitals: defineVitals('gateway'),
  dataProcessorVitals: defineVitals('data-processor'),
  predictionVitals: defineVitals('prediction'),
  alertingVitals: defineVitals('alerting'),
  modelCacheVitals: defineVitals('model-cache'),
  trainingVitals: defineVitals('training'),
  historianVitals: defineVitals('historian'),
} as const;

/** How each service is asked how it is. */
export const VITALS_REQUESTS = {
  gateway: RPC.gatewayVitals,
  'data-processor': RPC.dataProcessorVitals,
  prediction: RPC.predictionVitals,
  alerting: RPC.alertingVitals,
  'model-cache': RPC.modelCacheVitals,
  training: RPC.trainingVitals,
  historian: RPC.historianVitals,
} as const satisfies Record<WorkingService, ReturnType<typeof defineVitals>>;
