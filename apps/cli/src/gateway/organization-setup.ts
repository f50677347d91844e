import { AppError, type OrganizationId, type RunFile } from '@eagle/contracts/domain';
import { ROUTES, type OrganizationConfigInput, type ReplyOf } from '@eagle/contracts/rest';
import type { GatewayClient } from './gateway-client.js';

/** The organization of that slug with that configuration; it is made where it is missing. */
export async function ensureOrganization(
  superAdmin: GatewayClient,
  organization: { readonly slug: string; readonly name: string; readonly config: OrganizationConfigInput },
): Promise<OrganizationId> {
  const id =
    (await findOrganization(superAdmin, organization.slug)) ?? (await create(superAdmin, organization));
  await superAdmin.ask(ROUTES.configuration.putConfig, {
    params: { organizationId: id },
    body: organization.config,
  });
  return id;
}

async function create(
  superAdmin: GatewayClient,
  { slug, name }: { slug: string; name: string },
): Promise<OrganizationId> {
  return (await superAdmin.ask(ROUTES.organizations.create, { body: { slug, name } })).id;
}

async function findOrganization(superAdmin: GatewayClient, slug: string): Promise<OrganizationId | null> {
  let cursor: string | undefined;
  do {
    const page: ReplyOf<typeof ROUTES.organizations.list> = await superAdmin.ask(ROUTES.organizations.list, {
      query: { cursor },
    });
    const found = page.items.find((item) => item.slug === slug);
    if (found) return found.id;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return null;
}

/**
 * An admin and an operator of the organization with the given password; those who exist already
 * keep theirs.
 */
export async function ensurePeople(
  superAdmin: GatewayClient,
  organizationId: OrganizationId,
  slug: string,
  password: string,
): Promise<RunFile['users']> {
  const roles = ['ADMIN', 'OPERATOR'] as const;
  const people = roles.map((role) => ({
    email: `${role.toLowerCase()}@${slug}.example`,
    name: `${role === 'ADMIN' ? 'Admin' : 'Operator'} of ${slug}`,
    role,
    password,
  }));
  for (const person of people) {
    const { password: own, ...invited } = person;
    try {
      const { token } = await superAdmin.ask(ROUTES.members.invite, {
        params: { organizationId },
        body: invited,
      });
      await superAdmin.ask(ROUTES.acceptInvitation.accept, { body: { token, password: own } });
    } catch (error) {
      if (!(error instanceof AppError && error.kind === 'conflict')) throw error;
    }
  }
  return people.map(({ email, role }) => ({ email, password, role, organizationId }));
}
