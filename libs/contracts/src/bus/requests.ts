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
} as const;
