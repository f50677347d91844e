import type { Mistake } from './types.js';

interface ProblemParts {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly mistakes: readonly Mistake[];
  readonly retryAfterSeconds: number | null;
  /** The header `request-id`: the audit log and the logs of the platform name the request by it. */
  readonly correlationId: string | null;
}

/** No answer came: the network, or the platform, is away. */
export const UNREACHABLE = 'NETWORK.UNREACHABLE';
/** An answer came that is no answer of the interface, for example the page of a proxy. */
export const UNREADABLE = 'NETWORK.UNREADABLE';

/** A refusal of the platform (RFC 9457), or no answer at all. `code` is stable, `detail` is not. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly mistakes: readonly Mistake[];
  readonly retryAfterSeconds: number | null;
  readonly correlationId: string | null;

  constructor(parts: ProblemParts, options?: ErrorOptions) {
    super(`${parts.code}: ${parts.detail}`, options);
    this.name = 'ApiProblem';
    this.code = parts.code;
    this.status = parts.status;
    this.detail = parts.detail;
    this.mistakes = parts.mistakes;
    this.retryAfterSeconds = parts.retryAfterSeconds;
    this.correlationId = parts.correlationId;
  }

  /** The same request may succeed later, unchanged. */
  get isPassing(): boolean {
    return this.code === UNREACHABLE || this.code === UNREADABLE || this.status === 429 || this.status >= 500;
  }

  /** The same refusal, with its mistakes in other words. */
  withMistakes(mistakes: readonly Mistake[]): ApiProblem {
    const { code, status, detail, retryAfterSeconds, correlationId } = this;
    return new ApiProblem(
      { code, status, detail, mistakes, retryAfterSeconds, correlationId },
      { cause: this },
    );
  }

  /** What is wrong at one place of the body. */
  mistakeAt(pointer: string): Mistake | undefined {
    return this.mistakes.find((mistake) => mistake.pointer === pointer);
  }
}

const withoutAnswer =
  (code: string, detail: string) =>
  (cause: unknown): ApiProblem =>
    new ApiProblem(
      { code, status: 0, detail, mistakes: [], retryAfterSeconds: null, correlationId: null },
      { cause },
    );

export const unreachable = withoutAnswer(UNREACHABLE, 'The platform does not answer.');
export const unreadable = withoutAnswer(UNREADABLE, 'The answer of the platform could not be read.');

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** @param body  What the answer held: problem details, or anything at all from a proxy. */
export function problemOf(response: Response, body: unknown): ApiProblem {
  const correlationId = response.headers.get('request-id');
  const told = isObject(body) ? body : {};
  const { code, detail, errors, retryAfterSeconds } = told;
  return new ApiProblem({
    code: typeof code === 'string' ? code : UNREADABLE,
    status: response.status,
    detail: typeof detail === 'string' ? detail : `The platform answered ${response.status}.`,
    mistakes: Array.isArray(errors) ? errors.filter(isMistake) : [],
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null,
    correlationId,
  });
}

function isMistake(value: unknown): value is Mistake {
  return isObject(value) && typeof value['pointer'] === 'string' && typeof value['detail'] === 'string';
}
