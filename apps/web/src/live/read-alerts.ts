import { type Alert, answer, type ApiClient, type Query } from '../api/index.js';

const PAGE_SIZE = 200;

type Filter = Pick<Query<'/api/v1/alerts', 'get'>, 'active' | 'acknowledged' | 'organizationId'>;

type TakePage = (alerts: readonly Alert[]) => void;

async function readPages(api: ApiClient, filter: Filter, onPage: TakePage): Promise<Alert[]> {
  const alerts: Alert[] = [];
  let cursor: string | null = null;
  do {
    const at = cursor === null ? {} : { cursor };
    const page: { items: Alert[]; nextCursor: string | null } = await answer(
      api.GET('/api/v1/alerts', { params: { query: { ...filter, ...at, limit: PAGE_SIZE } } }),
    );
    alerts.push(...page.items);
    onPage(page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return alerts;
}

/**
 * Every alert that is not over: the active ones, and those that nobody acknowledged.
 * @param onPage  Takes the alerts of each page as it comes: a long list is seen before it is whole.
 */
export async function readAlerts(
  api: ApiClient,
  organization: { readonly organizationId?: string },
  onPage: TakePage,
): Promise<readonly Alert[]> {
  const [active, unacknowledged] = await Promise.all([
    readPages(api, { active: 'true', ...organization }, onPage),
    readPages(api, { active: 'false', acknowledged: 'false', ...organization }, onPage),
  ]);
  return [...active, ...unacknowledged];
}
