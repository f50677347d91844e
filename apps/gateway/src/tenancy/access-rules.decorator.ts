import type { Role } from '@eagle/contracts/domain';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { routeFact } from '../http/route-facts.js';

/**
 * Who may use a route. A route without one of these is refused to everybody, so that a forgotten decorator opens nothing.
 * `organization`: acts on one organization, see `organizationOf`. `platform`: acts on none, or on several.
 */
export type AccessRule =
  | { readonly scope: 'public' }
  | { readonly scope: 'organization'; readonly roles: readonly Role[] }
  | { readonly scope: 'platform'; readonly roles: readonly Role[] };

export const ACCESS_RULE = 'eagle:access-rule';

const EVERYBODY: readonly Role[] = ['SUPER_ADMIN', 'ADMIN', 'OPERATOR'];
const ADMINS: readonly Role[] = ['SUPER_ADMIN', 'ADMIN'];

/** The fact makes the route known before its body is read. */
const rule = (access: AccessRule) => applyDecorators(SetMetadata(ACCESS_RULE, access), routeFact());
const signedIn = (access: AccessRule) => applyDecorators(rule(access), ApiBearerAuth());

/** No sign-in needed. */
export const Public = () => rule({ scope: 'public' });
/** Everybody, within one organization. */
export const ForMembers = () => signedIn({ scope: 'organization', roles: EVERYBODY });
/** Admins of the organization, and super-admins. */
export const ForAdmins = () => signedIn({ scope: 'organization', roles: ADMINS });
/** Super-admins, acting on one organization that they name. */
export const ForSuperAdminsOfOne = () => signedIn({ scope: 'organization', roles: ['SUPER_ADMIN'] });
/** Super-admins, acting on the platform. */
export const ForSuperAdmins = () => signedIn({ scope: 'platform', roles: ['SUPER_ADMIN'] });
/** Everybody, about themselves. */
export const ForSignedIn = () => signedIn({ scope: 'platform', roles: EVERYBODY });
