import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, type Organization, useApi } from '../../api/index.js';
import type { Glance } from './glance.js';
import { ORGANIZATIONS_KEY } from './use-overview.js';

export type Enabling = 'enable' | 'disable';

interface EnableRequest {
  readonly kind: Enabling;
  readonly organizationId: string;
}

/** Enables or disables an organization; the list shows the answer at once. */
export function useEnable() {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, organizationId }: EnableRequest): Promise<Organization> => {
      const request = { params: { path: { organizationId } } };
      return answer(
        kind === 'enable'
          ? api.POST('/api/v1/organizations/{organizationId}/enable', request)
          : api.POST('/api/v1/organizations/{organizationId}/disable', request),
      );
    },
    onSuccess: (changed) => {
      queryClient.setQueryData<readonly Glance[]>(ORGANIZATIONS_KEY, (known) =>
        known?.map((each) =>
          each.organization.id === changed.id ? { ...each, organization: changed } : each,
        ),
      );
    },
  });
}
