import { AppError, organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';

/**
 * Sets the organization or platform scope of a transaction. Both settings end with the transaction
 * (`true`).
 */
export const scopeSql = (organization: OrganizationId | '', scope: 'platform' | ''): string =>
  `SELECT set_config('app.organization_id', '${organization}', true), set_config('app.scope', '${scope}', true)`;

/** It becomes part of a statement, so it is checked even though its type says that it was. */
export function checkedId(organizationId: OrganizationId): OrganizationId {
  const checked = organizationIdSchema.safeParse(organizationId);
  if (checked.success) return checked.data;
  throw new AppError('DATABASE.ORGANIZATION_INVALID', 'Not the id of an organization.');
}
