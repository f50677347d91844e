import { AppError, type AppErrorCode, type RunFile } from '@eagle/contracts/domain';
import { GatewayClient } from './gateway-client.js';

/** What a command needs to know of a running platform. */
export type PlatformAccess = Pick<RunFile, 'gatewayUrl' | 'users' | 'organizations'>;

/**
 * The gateway of a running platform, as its super-admin.
 * @param purpose  Why it enters organizations: their audit logs keep it.
 * @param code  Of the error where there is none, which is not-found.
 * @throws AppError with that code.
 */
export function superAdminOf(
  { gatewayUrl, users }: PlatformAccess,
  purpose: string,
  code: AppErrorCode,
): GatewayClient {
  const user = users.find(({ role }) => role === 'SUPER_ADMIN');
  if (user === undefined) throw new AppError(code, 'run.json names no super-admin to sign in as.');
  return new GatewayClient(gatewayUrl, user.email, user.password, purpose);
}

/** @param organization  Its slug or its id. */
export function organizationIdOf({ organizations }: PlatformAccess, organization: string): string {
  const found = organizations.find(({ id, slug }) => id === organization || slug === organization);
  return found?.id ?? organization;
}
