import { ApiProblem, UNREADABLE } from '../api/index.js';
import type { Series } from './series-runs.js';

/**
 * A series of an answer; the routes answer files as well, to those who ask for them.
 * @throws ApiProblem where text came that nobody asked for, as from a proxy
 */
export async function seriesIn(pending: Promise<Series | string>): Promise<Series> {
  const answered = await pending;
  if (typeof answered !== 'string') return answered;
  throw new ApiProblem({
    code: UNREADABLE,
    status: 200,
    detail: 'The platform answered text in the place of a series.',
    mistakes: [],
    retryAfterSeconds: null,
    correlationId: null,
  });
}
