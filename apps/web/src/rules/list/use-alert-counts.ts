import { useQuery } from '@tanstack/react-query';
import { answer, type Reply, useApi } from '../../api/index.js';
import { useOrganizationId } from '../../session/index.js';
import { serverClock } from '../../time/index.js';

const READ_EVERY_MS = 60_000;
export const COUNTED_DAYS = 7;
const DAY_MS = 86_400_000;

export type RuleAlerts = Reply<'/api/v1/organizations/{organizationId}/rules/alerts', 'get'>['items'][number];

/** Alerts of the last seven days by rule. */
export function useAlertCounts() {
  const api = useApi();
  const organizationId = useOrganizationId();
  return useQuery({
    queryKey: ['rules', 'alerts', organizationId],
    refetchInterval: READ_EVERY_MS,
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, RuleAlerts>> => {
      const now = serverClock.now();
      const from = new Date(now - COUNTED_DAYS * DAY_MS).toISOString();
      const to = new Date(now).toISOString();
      const { items } = await answer(
        api.GET('/api/v1/organizations/{organizationId}/rules/alerts', {
          params: { path: { organizationId }, query: { from, to } },
          signal,
        }),
      );
      return new Map(items.map((item) => [item.ruleId, item]));
    },
  });
}
