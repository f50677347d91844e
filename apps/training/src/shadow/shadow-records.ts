import type { OrganizationId } from '@eagle/contracts/domain';
import type { Failure } from '@eagle/models';
import type { ShadowMinute } from './shadow-minutes.js';

/**
 * The predictions of versions in shadow and the failures that followed; each call is for one
 * organization. Repeated writes change nothing.
 */
export interface ShadowRecords {
  save(
    organizationId: OrganizationId,
    minutes: readonly ShadowMinute[],
    failures: readonly Failure[],
  ): Promise<void>;
  /** Deletes records older than this many days before the newest, and those of deleted versions. */
  retain(organizationId: OrganizationId, keepDays: number): Promise<void>;
}
