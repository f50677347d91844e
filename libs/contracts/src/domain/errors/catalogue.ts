import { ACCESS_ERRORS } from './access-errors.js';
import { ALERTING_ERRORS } from './alerting-errors.js';
import { BUS_ERRORS } from './bus-errors.js';
import { COMMAND_LINE_ERRORS } from './command-line-errors.js';
import { DATABASE_ERRORS } from './database-errors.js';
import { EXPORT_ERRORS } from './export-errors.js';
import { FEED_ERRORS } from './feed-errors.js';
import { HTTP_ERRORS } from './http-errors.js';
import { KEY_ERRORS } from './key-errors.js';
import { MODEL_ERRORS } from './model-errors.js';
import { PREDICTION_ERRORS } from './prediction-errors.js';
import { SERVICE_ERRORS } from './service-errors.js';
import { TELEMETRY_ERRORS } from './telemetry-errors.js';
import { TRAINING_ERRORS } from './training-errors.js';
import type { ErrorDeclaration, ErrorKind } from './error-declaration.js';

/** All error codes, by area. */
export const ERROR_AREAS = {
  access: ACCESS_ERRORS,
  alerting: ALERTING_ERRORS,
  bus: BUS_ERRORS,
  'command-line': COMMAND_LINE_ERRORS,
  database: DATABASE_ERRORS,
  exports: EXPORT_ERRORS,
  feeds: FEED_ERRORS,
  http: HTTP_ERRORS,
  keys: KEY_ERRORS,
  models: MODEL_ERRORS,
  prediction: PREDICTION_ERRORS,
  service: SERVICE_ERRORS,
  telemetry: TELEMETRY_ERRORS,
  training: TRAINING_ERRORS,
} as const;

const DECLARED = {
  ...ACCESS_ERRORS,
  ...ALERTING_ERRORS,
  ...BUS_ERRORS,
  ...COMMAND_LINE_ERRORS,
  ...DATABASE_ERRORS,
  ...EXPORT_ERRORS,
  ...FEED_ERRORS,
  ...HTTP_ERRORS,
  ...KEY_ERRORS,
  ...MODEL_ERRORS,
  ...PREDICTION_ERRORS,
  ...SERVICE_ERRORS,
  ...TELEMETRY_ERRORS,
  ...TRAINING_ERRORS,
} as const;

/** The type of a declared code; any other does not compile. */
export type AppErrorCode = keyof typeof DECLARED;

/** All error codes. */
export const ERRORS: Readonly<Record<AppErrorCode, ErrorDeclaration>> = DECLARED;

/** For codes from outside: another service may know codes that this one does not. */
export const isErrorCode = (text: string): text is AppErrorCode => Object.hasOwn(ERRORS, text);

const RETRYABLE: Record<ErrorKind, boolean> = {
  invalid: false,
  'not-found': false,
  conflict: false,
  unauthenticated: false,
  forbidden: false,
  unavailable: true,
  timeout: true,
  exhausted: true,
  bug: false,
};

/** Whether a retry may succeed after a failure with this code. */
export const isRetryable = ({ kind, retryable }: ErrorDeclaration): boolean => retryable ?? RETRYABLE[kind];
