import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, type Body, done, readPages, type Reply, useApi } from '../../api/index.js';

const READ_EVERY_MS = 30_000;

export type Invitation = Reply<'/api/v1/organizations/{organizationId}/invitations', 'get'>['items'][number];
export type NewMember = Body<'/api/v1/organizations/{organizationId}/users', 'post'>;
/** With the token, which the platform gives this once. */
export type Invited = Reply<'/api/v1/organizations/{organizationId}/users', 'post'>;

const keyOf = (organizationId: string) => ['people', 'invitations', organizationId] as const;

/** Who was asked to join and has not answered yet. */
export function useInvitations(organizationId: string) {
  const api = useApi();
  return useQuery({
    queryKey: keyOf(organizationId),
    refetchInterval: READ_EVERY_MS,
    queryFn: ({ signal }) =>
      readPages<Invitation>((query) =>
        answer(
          api.GET('/api/v1/organizations/{organizationId}/invitations', {
            params: { path: { organizationId }, query },
            signal,
          }),
        ),
      ),
  });
}

export function useInvite(organizationId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (person: NewMember): Promise<Invited> =>
      answer(
        api.POST('/api/v1/organizations/{organizationId}/users', {
          params: { path: { organizationId } },
          body: person,
        }),
      ),
    // Nothing keeps the token once its dialog is closed.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyOf(organizationId) }),
  });
}

export function useWithdraw(organizationId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (invitationId: string): Promise<void> =>
      done(
        api.DELETE('/api/v1/organizations/{organizationId}/invitations/{invitationId}', {
          params: { path: { organizationId, invitationId } },
        }),
      ),
    // Also after a refusal: it may have been accepted meanwhile.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(organizationId) }),
  });
}
