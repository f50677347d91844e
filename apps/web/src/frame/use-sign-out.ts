import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { done, useApi } from '../api/index.js';
import { useSessionStore } from '../session/index.js';

/** Nothing of the organization stays in memory. */
export function useSignOut(): (everywhere: boolean) => Promise<void> {
  const api = useApi();
  const session = useSessionStore();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (everywhere) => {
    if (everywhere) await done(api.DELETE('/api/v1/auth/sessions', {}));
    await session.signOut();
    queryClient.clear();
    await navigate({ to: '/sign-in', search: {} });
  };
}
