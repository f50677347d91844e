import { type Alert, answer, type ApiClient, type Query } from '../api/index.js';

const PAGE_SIZE = 200;

type Filter = Pick<Query<'/api/v1/alerts', 'get'>, 'active' | 'acknowledged' | 'organizationId'>;
type Organization = Pick<Filter, 'organizationId'>;

type TakePage = (alerts: readonly Alert[]) => void;

interface Page {
  readonly items: readonly Alert[];
  readonly nextCursor: string | null;
}

const readPage = (api: ApiClient, filter: Filter, cursor: string | null): Promise<Page> => {
  const query = { ...filter, ...(cursor === null ? {} : { cursor }), limit: PAGE_SIZE };
  return answer(api.GET('/api/v1/alerts', { params: { query } }));
};

async function readPages(api: ApiClient, filter: Filter, onPage: TakePage): Promise<Alert[]> {
  const alerts: Alert[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await readPage(api, filter, cursor);
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
  organization: Organization,
  onPage: TakePage,
): Promise<readonly Alert[]> {
  const [active, unacknowledged] = await Promise.all([
    readPages(api, { active: 'true', ...organization }, onPage),
    readPages(api, { active: 'false', acknowledged: 'false', ...organization }, onPage),
  ]);
  return [...active, ...unacknowledged];
}

/** The first page of the active ones: what is seen of a list before it is scrolled. */
export const readFirstAlerts = async (
  api: ApiClient,
  organization: Organization,
): Promise<readonly Alert[]> => (await readPage(api, { active: 'true', ...organization }, null)).items;
