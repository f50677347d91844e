import type { AuditAuthor, AuditEntry, OrganizationId } from '@eagle/contracts/domain';
import { correlationId } from '@eagle/messaging';
import type { Principal } from '../access/principal.js';

/**
 * Records events that changed nothing: refusals, reads and findings. A change writes its entry
 * itself, in its own transaction.
 */
export abstract class AuditLog {
  /** @param organizationId  The organization of the log; null: the log of the platform. */
  abstract record(organizationId: OrganizationId | null, entry: AuditEntry): Promise<void>;
}

/**
 * The author of all changes that the current request makes.
 * @param principal  Null: nobody is signed in.
 */
export function authorOf(principal: Pick<Principal, 'userId'> | null): AuditAuthor {
  return { actorId: principal?.userId ?? null, correlationId: correlationId() ?? null };
}
