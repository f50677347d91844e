/** A local server could not be had or started. `code` is stable; the message says what to do. */
export class LocalServiceError extends Error {
  override readonly name = 'LocalServiceError';

  constructor(
    readonly code:
      | 'PLATFORM_UNSUPPORTED'
      | 'BINARY_MISSING'
      | 'START_FAILED'
      | 'START_TIMEOUT'
      | 'STATE_UNREACHABLE'
      | 'PORT_EXHAUSTED'
      | 'ENGINE_MISSING'
      | 'CONTAINER_COMMAND_FAILED'
      | 'BASE_IMAGE_UNAVAILABLE',
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
  }
}
