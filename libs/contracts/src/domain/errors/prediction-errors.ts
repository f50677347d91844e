import type { ErrorDeclarations } from './error-declaration.js';

/** Models in service. */
export const PREDICTION_ERRORS = {
  'PREDICTION.COMPONENT_UNKNOWN': {
    kind: 'bug',
    meaning: 'The model has fewer components than outputs.',
    action: 'Train a new model.',
  },
  'PREDICTION.FRAME_INVALID': {
    kind: 'invalid',
    meaning: 'A feature frame contradicts itself.',
    action: 'Check that data-processor and prediction are of the same version.',
  },
  'PREDICTION.MODEL_FAILED': {
    kind: 'unavailable',
    retryable: false,
    meaning: 'The model gives answers that are not numbers.',
    action: 'Train a new model; the organization is on rules.',
  },
  'PREDICTION.MODEL_LOADING': {
    kind: 'unavailable',
    meaning: 'The model is still being loaded.',
    action: 'Try again in a moment.',
  },
  'PREDICTION.MODEL_TOO_LARGE': {
    kind: 'invalid',
    meaning: 'The model takes more memory than one organization may have.',
    action: 'Train a smaller model, or raise `MODEL_BYTES_PER_ORGANIZATION_MAX`.',
  },
  'PREDICTION.NONE': {
    kind: 'bug',
    meaning: 'A row was sent to be predicted, and no prediction came back.',
    action: 'Report it with the log of prediction.',
  },
  'PREDICTION.NO_MODEL': {
    kind: 'conflict',
    meaning: 'The organization has no live model; its alerts come from rules only.',
    action: 'Deploy a model.',
  },
  'PREDICTION.NO_ROOM': {
    kind: 'exhausted',
    meaning: 'The models that serve leave no memory for this one.',
    action: 'Raise `MODEL_BYTES_MAX`, or add a replica.',
  },
  'PREDICTION.WRONG_TENANT': {
    kind: 'bug',
    meaning: 'A prediction of another organization came back.',
    action: 'Report it with the logs of gateway and prediction.',
  },
} as const satisfies ErrorDeclarations;
