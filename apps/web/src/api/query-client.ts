import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.js';

const STALE_MS = 10_000;
const TRIES_MAX = 5;
const DELAY_MS_MAX = 30_000;

/** Only what may pass is tried again: 1, 2, 4 … 30 s, or as long as the platform asks for. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (tries, error) => error instanceof ApiProblem && error.isPassing && tries < TRIES_MAX,
        retryDelay: (tries, error) => {
          const told = error instanceof ApiProblem ? error.retryAfterSeconds : null;
          return told === null ? Math.min(DELAY_MS_MAX, 1_000 * 2 ** tries) : told * 1_000;
        },
        refetchOnWindowFocus: false,
      },
      mutations: { retry: false },
    },
  });
}
