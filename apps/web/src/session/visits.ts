import { answer, type ApiClient, done, type Reply } from '../api/index.js';
import type { Acting } from './session-state.js';

type Visit = Reply<'/api/v1/organizations/{organizationId}/enter', 'post'>;

const actingOf = ({ enteredAt, endsAt, ...visit }: Visit): Acting => ({
  ...visit,
  enteredAt: Date.parse(enteredAt),
  endsAt: Date.parse(endsAt),
});

/** Enters an organization for an hour; its audit log keeps the reason. @throws ApiProblem */
export async function enterOrganization(
  api: ApiClient,
  organizationId: string,
  reason: string,
): Promise<Acting> {
  const params = { path: { organizationId } };
  const body = { reason };
  return actingOf(await answer(api.POST('/api/v1/organizations/{organizationId}/enter', { params, body })));
}

/** @throws ApiProblem */
export const leaveOrganization = (api: ApiClient, organizationId: string): Promise<void> =>
  done(api.POST('/api/v1/organizations/{organizationId}/leave', { params: { path: { organizationId } } }));

/** The organization that this sign-in entered last; null: it is within none. @throws ApiProblem */
export async function lastEntered(api: ApiClient): Promise<Acting | null> {
  const [last] = (await answer(api.GET('/api/v1/platform/visits', {}))).items;
  return last === undefined ? null : actingOf(last);
}
