import type { OrganizationId } from '@eagle/contracts/domain';
import type { Failure } from '@eagle/models';
import type { ShadowMinute } from './shadow-minutes.js';

/** What versions in shadow said and what then happened, each call for one organization and no other. Doing it again changes nothing. */
export interface ShadowRecords {
  save(
    organizationId: OrganizationId,
    minutes: readonly ShadowMinute[],
    failures: readonly Failure[],
  ): Promise<void>;
  /** Forgets what is older than so many days before the newest, and what versions said that are no more. */
  retain(organizationId: OrganizationId, keepDays: number): Promise<void>;
}
