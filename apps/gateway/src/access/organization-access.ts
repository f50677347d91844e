import { AppError, organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import type { Principal } from './principal.js';

/** Every place of a request that could name an organization; undefined where it does not. */
export interface NamedOrganizations {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly header: unknown;
}

/**
 * The organization that a request acts on. It comes from the token. A super-admin has none and
 * names it in the path or by `?organizationId=`. A request that names another organization anywhere
 * is refused, whether that organization exists or not.
 * @throws AppError `TENANCY.OTHER_ORGANIZATION` (forbidden), `TENANCY.ORGANIZATION_REQUIRED`,
 * `TENANCY.ORGANIZATION_UNREADABLE` (invalid).
 */
export function organizationOf(principal: Principal, named: NamedOrganizations): OrganizationId {
  const own = principal.organizationId ?? (principal.role === 'SUPER_ADMIN' ? chosen(named) : null);
  if (own === null) throw otherOrganization();
  for (const name of [named.path, named.query, named.body, named.header]) {
    if (name !== undefined && !isSame(name, own)) throw otherOrganization();
  }
  return own;
}

/**
 * A super-admin acts within an organization only after entering it with a reason, until the hour is over.
 * Everybody else is within their own.
 * @throws AppError `TENANCY.NOT_ENTERED` (forbidden).
 */
export function checkVisit(principal: Principal, organizationId: OrganizationId, nowMs: number): void {
  if (principal.organizationId !== null) return;
  if ((principal.visits.get(organizationId) ?? -Infinity) > nowMs) return;
  throw new AppError(
    'TENANCY.NOT_ENTERED',
    `Enter the organization with a reason first: POST /api/v1/organizations/${organizationId}/enter. It holds for an hour, for this sign-in.`,
  );
}

export function otherOrganization(): AppError {
  return new AppError(
    'TENANCY.OTHER_ORGANIZATION',
    'Your organization comes from your sign-in: do not name another one.',
  );
}

function chosen(named: NamedOrganizations): OrganizationId {
  const name = named.path ?? named.query;
  if (name === undefined) {
    throw new AppError('TENANCY.ORGANIZATION_REQUIRED', 'Name the organization with ?organizationId=.', {
      errors: [{ pointer: '/organizationId', detail: 'required for a super-admin' }],
    });
  }
  const parsed = organizationIdSchema.safeParse(name);
  if (!parsed.success) {
    throw new AppError('TENANCY.ORGANIZATION_UNREADABLE', 'organizationId must be a UUID.', {
      errors: [{ pointer: '/organizationId', detail: 'must be one UUID' }],
    });
  }
  return lowerCase(parsed.data);
}

/**
 * UUIDs are compared and used in one spelling only: subjects, keys and rooms are case-sensitive.
 */
function lowerCase(id: OrganizationId): OrganizationId {
  return organizationIdSchema.parse(id.toLowerCase());
}

function isSame(name: unknown, own: OrganizationId): boolean {
  return typeof name === 'string' && name.toLowerCase() === own;
}
