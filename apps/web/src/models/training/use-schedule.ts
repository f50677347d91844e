import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../../api/index.js';
import { useOrganizationId } from '../../session/index.js';

const STALE_MS = 60_000;

/** The schedule of trainings; null: there is none; undefined: it is not known yet. */
export function useSchedule(): string | null | undefined {
  const api = useApi();
  const organizationId = useOrganizationId();
  const { data } = useQuery({
    queryKey: ['models', 'schedule', organizationId],
    staleTime: STALE_MS,
    queryFn: async ({ signal }) => {
      const params = { path: { organizationId } };
      const settings = await answer(
        api.GET('/api/v1/organizations/{organizationId}/settings', { params, signal }),
      );
      return settings.training.schedule;
    },
  });
  return data;
}
