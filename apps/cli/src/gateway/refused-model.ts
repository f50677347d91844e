import type { ModelVersion, OrganizationId } from '@eagle/contracts/domain';
import { ROUTES } from '@eagle/contracts/rest';
import type { GatewayClient } from './gateway-client.js';

/**
 * The newest version of an organization and the reason, where the gate refused it; otherwise null.
 */
export async function refusedModel(
  client: GatewayClient,
  id: OrganizationId,
): Promise<{ readonly version: ModelVersion; readonly reason: string } | null> {
  const { items } = await client.ask(ROUTES.models.list, { query: { organizationId: id, limit: 1 } });
  const [newest] = items;
  return newest?.state === 'refused' ? { version: newest.version, reason: newest.stateReason } : null;
}
