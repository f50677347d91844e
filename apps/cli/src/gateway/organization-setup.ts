import {
  AppError,
  organizationIdSchema,
  type OrganizationId,
  type Role,
  platformText,
  type RunFile,
} from '@eagle/contracts/domain';
import type { OrganizationConfigInput } from '@eagle/contracts/rest';
import { z } from 'zod';
import type { GatewayClient } from './gateway-client.js';

const organizationSchema = z.object({ id: organizationIdSchema, slug: z.string() });
const invitedSchema = z.object({ token: platformText });
const pageSchema = z.object({ items: z.array(organizationSchema), nextCursor: z.string().nullable() });

/** The organization of that slug with that configuration, whether it was there already or not. */
export async function ensureOrganization(
  superAdmin: GatewayClient,
  organization: { readonly slug: string; readonly name: string; readonly config: OrganizationConfigInput },
): Promise<OrganizationId> {
  const id =
    (await findOrganization(superAdmin, organization.slug)) ?? (await create(superAdmin, organization));
  await superAdmin.put(`/organizations/${id}/config`, z.unknown(), organization.config);
  return id;
}

async function create(
  superAdmin: GatewayClient,
  { slug, name }: { slug: string; name: string },
): Promise<OrganizationId> {
  return (await superAdmin.post('/organizations', organizationSchema, { slug, name })).id;
}

async function findOrganization(superAdmin: GatewayClient, slug: string): Promise<OrganizationId | null> {
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const page: z.infer<typeof pageSchema> = await superAdmin.get(`/organizations${query}`, pageSchema);
    const found = page.items.find((item) => item.slug === slug);
    if (found) return found.id;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return null;
}

/** An admin and an operator of the organization with the given password; those who exist already keep theirs. */
export async function ensurePeople(
  superAdmin: GatewayClient,
  organizationId: OrganizationId,
  slug: string,
  password: string,
): Promise<RunFile['users']> {
  const roles: Role[] = ['ADMIN', 'OPERATOR'];
  const people = roles.map((role) => ({
    email: `${role.toLowerCase()}@${slug}.example`,
    name: `${role === 'ADMIN' ? 'Admin' : 'Operator'} of ${slug}`,
    role,
    password,
  }));
  for (const person of people) {
    const { password: own, ...invited } = person;
    try {
      const { token } = await superAdmin.post(
        `/organizations/${organizationId}/users`,
        invitedSchema,
        invited,
      );
      await superAdmin.post('/auth/invitations/accept', z.unknown(), { token, password: own });
    } catch (error) {
      if (!(error instanceof AppError && error.kind === 'conflict')) throw error;
    }
  }
  return people.map(({ email, role }) => ({ email, password, role, organizationId }));
}
