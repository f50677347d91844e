import type { Role } from '@eagle/contracts/domain';
import type { RouteAccess } from '@eagle/contracts/rest';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { routeFact } from './route-facts.js';

/**
 * Who may use a route. Every request to a route without a rule is refused, so a forgotten
 * declaration opens nothing. `organization`: acts on one organization, see `organizationOf`.
 * `platform`: acts on none, or on several.
 */
export type AccessRule =
  | { readonly scope: 'public' }
  | {
      readonly scope: 'organization';
      readonly roles: readonly Role[];
      /** Super-admins must have entered the organization: see `checkVisit`. */
      readonly isWithin: boolean;
    }
  | { readonly scope: 'platform'; readonly roles: readonly Role[] };

export const ACCESS_RULE = 'eagle:access-rule';

const EVERYBODY: readonly Role[] = ['SUPER_ADMIN', 'ADMIN', 'OPERATOR'];
const ADMINS: readonly Role[] = ['SUPER_ADMIN', 'ADMIN'];

const RULES: Readonly<Record<RouteAccess, AccessRule>> = {
  public: { scope: 'public' },
  'signed-in': { scope: 'platform', roles: EVERYBODY },
  members: { scope: 'organization', roles: EVERYBODY, isWithin: true },
  admins: { scope: 'organization', roles: ADMINS, isWithin: true },
  'super-admins-of-one': { scope: 'organization', roles: ['SUPER_ADMIN'], isWithin: false },
  'super-admins': { scope: 'platform', roles: ['SUPER_ADMIN'] },
};

/** Sets who may use the handler. The rule is known before the body of the request is read. */
export const accessRule = (access: RouteAccess) =>
  applyDecorators(
    SetMetadata(ACCESS_RULE, RULES[access]),
    routeFact(),
    ...(access === 'public' ? [] : [ApiBearerAuth()]),
  );
