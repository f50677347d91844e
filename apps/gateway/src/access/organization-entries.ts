import type { OrganizationId } from '@eagle/contracts/domain';
import type { Principal } from './principal.js';

/** Is notified before somebody acts on an organization. */
export abstract class OrganizationEntries {
  /**
   * @param through  What they use, for example `GET /api/v1/alerts`. @throws AppError where an
   *   audit entry is required and cannot be written.
   */
  abstract note(principal: Principal, organizationId: OrganizationId, through: string): Promise<void>;
}
