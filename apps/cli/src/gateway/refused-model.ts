import {
  modelStateSchema,
  modelVersionSchema,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { z } from 'zod';
import type { GatewayClient } from './gateway-client.js';

const newestSchema = z.object({
  items: z.array(z.object({ version: modelVersionSchema, state: modelStateSchema, stateReason: z.string() })),
});

/** The newest version of an organization, where the gate refused it, and why; null where it did not. */
export async function refusedModel(
  client: GatewayClient,
  id: OrganizationId,
): Promise<{ readonly version: ModelVersion; readonly reason: string } | null> {
  const { items } = await client.get(`/ml/models?organizationId=${id}&limit=1`, newestSchema);
  const [newest] = items;
  return newest?.state === 'refused' ? { version: newest.version, reason: newest.stateReason } : null;
}
