import { type Alert, answer, type ApiClient, type Query } from '../api/index.js';

const PAGE_SIZE = 200;

type Filter = Pick<Query<'/api/v1/alerts', 'get'>, 'active' | 'acknowledged' | 'organizationId'>;

async function readPages(api: ApiClient, filter: Filter): Promise<Alert[]> {
  const alerts: Alert[] = [];
  let cursor: string | null = null;
  do {
    const at = cursor === null ? {} : { cursor };
    const page: { items: Alert[]; nextCursor: string | null } = await answer(
      api.GET('/api/v1/alerts', { params: { query: { ...filter, ...at, limit: PAGE_SIZE } } }),
    );
    alerts.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return alerts;
}

/** Every alert that is not over: the active ones, and those that nobody acknowledged. */
export async function readAlerts(
  api: ApiClient,
  organization: { readonly organizationId?: string },
): Promise<readonly Alert[]> {
  const [active, unacknowledged] = await Promise.all([
    readPages(api, { active: 'true', ...organization }),
    readPages(api, { active: 'false', acknowledged: 'false', ...organization }),
  ]);
  return [...active, ...unacknowledged];
}
