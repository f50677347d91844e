import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, done, type Reply, useApi } from '../api/index.js';

const PAGE_SIZE = 20;
const READ_EVERY_MS = 30_000;
const FIRST_PAGE = '';

export const SIGN_INS_KEY = ['account', 'sign-ins'] as const;
export type SignIn = Reply<'/api/v1/auth/sessions', 'get'>['items'][number];

/** The person's own sign-ins that are open, the last used first. */
export function useSignIns() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: SIGN_INS_KEY,
    refetchInterval: READ_EVERY_MS,
    initialPageParam: FIRST_PAGE,
    queryFn: ({ pageParam, signal }) => {
      const at = pageParam === FIRST_PAGE ? {} : { cursor: pageParam };
      return answer(
        api.GET('/api/v1/auth/sessions', { params: { query: { ...at, limit: PAGE_SIZE } }, signal }),
      );
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Ends one sign-in, or (null) all but this one. */
export function useEndSignIn() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (sessionId: string | null): Promise<number> => {
      if (sessionId === null) return (await answer(api.DELETE('/api/v1/auth/sessions', {}))).ended;
      await done(api.DELETE('/api/v1/auth/sessions/{sessionId}', { params: { path: { sessionId } } }));
      return 1;
    },
    // Also after a refusal: it may have ended by itself.
    onSettled: () => queryClient.invalidateQueries({ queryKey: SIGN_INS_KEY }),
  });
}
