import type { OrganizationId } from '@eagle/contracts/domain';
import type { Principal } from './principal.js';

/** Told whenever somebody acts on an organization, before they do. */
export abstract class OrganizationEntries {
  /** @param through  What they use, for example `GET /api/v1/alerts`. @throws AppError where it has to be written down and cannot be. */
  abstract note(principal: Principal, organizationId: OrganizationId, through: string): Promise<void>;
}
