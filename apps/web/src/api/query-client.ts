import { QueryClient } from '@tanstack/react-query';
import { boundKeptAnswers } from './kept-answers.js';
import { ApiProblem } from './problem.js';

const STALE_MS = 10_000;
/** A person sees grey lines meanwhile: after three seconds they read what is wrong. */
const RETRIES_MAX = 2;
const DELAY_MS_MAX = 30_000;

/** Only what may pass is tried again: after 1 and 2 s, or as long as the platform asks for. */
export function createQueryClient(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (retries, error) => error instanceof ApiProblem && error.isPassing && retries < RETRIES_MAX,
        retryDelay: (tries, error) => {
          const told = error instanceof ApiProblem ? error.retryAfterSeconds : null;
          return told === null ? Math.min(DELAY_MS_MAX, 1_000 * 2 ** tries) : told * 1_000;
        },
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  });
  boundKeptAnswers(queries.getQueryCache());
  return queries;
}
