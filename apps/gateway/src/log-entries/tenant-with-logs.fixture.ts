import { z } from 'zod';
import { plantConfig, type RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

/** An organization whose features count the error code `e1`. */
export async function tenantWithLogs(gateway: RunningGateway, slug: string): Promise<Tenant> {
  const tenant = await gateway.tenant(slug);
  await gateway.ok(z.unknown(), 'PUT', `/api/v1/organizations/${tenant.id}/config`, {
    token: tenant.admin.accessToken,
    body: plantConfig({ settings: { features: { events: { codes: ['e1'], windowsMs: [60_000] } } } }),
  });
  return tenant;
}

export const logsPathOf = ({ id }: Tenant): string => `/api/v1/organizations/${id}/event-logs`;
