import { AppError } from '@eagle/contracts/domain';
import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/nats-core';

/**
 * Server error numbers that the code handles;
 * https://github.com/nats-io/nats-server/blob/main/server/errors.json
 */
export const JS_ERROR = {
  insufficientResources: 10023,
  temporarilyUnavailable: 10008,
  noLeader: 10009,
  consumerNotFound: 10014,
  noMessageFound: 10037,
  streamNotFound: 10059,
  wrongLastSequence: 10071,
  storeFailed: 10077,
} as const;

const TRANSIENT = new Set<number>([
  JS_ERROR.insufficientResources,
  JS_ERROR.temporarilyUnavailable,
  JS_ERROR.noLeader,
]);

/** One line for people about any thrown value. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The server's error number, or null for another kind of error. */
export const jsErrorCode = (error: unknown): number | null =>
  error instanceof JetStreamApiError ? error.code : null;

/**
 * Maps an error of the client library to an AppError.
 * @param action  The attempted action, for people: "create consumer x".
 */
export function toAppError(error: unknown, action: string): AppError {
  if (error instanceof AppError) return error;
  const options = { cause: error };
  const reason = messageOf(error);
  const permission = permissionErrorOf(error);
  if (permission !== null) {
    const { operation, subject } = permission;
    return new AppError(
      'BUS.FORBIDDEN',
      `Not allowed to ${action}: ${reason}`,
      { operation, subject },
      options,
    );
  }
  if (error instanceof errors.TimeoutError || error instanceof errors.RequestError) {
    return new AppError('BUS.NO_ANSWER', `NATS does not answer (${action}): ${reason}`, {}, options);
  }
  if (error instanceof errors.ClosedConnectionError || error instanceof errors.DrainingConnectionError) {
    return new AppError('BUS.CLOSED', `The connection is closed (${action})`, {}, options);
  }
  const code = jsErrorCode(error);
  if (code === JS_ERROR.streamNotFound) {
    return new AppError('BUS.STREAM_MISSING', `The stream does not exist yet (${action})`, {}, options);
  }
  if (
    code !== null &&
    (TRANSIENT.has(code) || (error instanceof JetStreamApiError && error.status === 503))
  ) {
    return new AppError('BUS.NO_ANSWER', `JetStream is not ready (${action}): ${reason}`, {}, options);
  }
  return new AppError('BUS.REFUSED', `NATS refused to ${action}: ${reason}`, { code }, options);
}

function permissionErrorOf(error: unknown): InstanceType<typeof errors.PermissionViolationError> | null {
  if (error instanceof errors.PermissionViolationError) return error;
  if (error instanceof Error && error.cause instanceof errors.PermissionViolationError) return error.cause;
  return null;
}
