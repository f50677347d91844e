import type { AuditAuthor, AuditEntry, OrganizationId } from '@eagle/contracts/domain';
import { correlationId } from '@eagle/messaging';
import type { Principal } from '../access/principal.js';

/** Where things are written down that changed nothing: what was refused, seen or found. A change writes its entry itself, in its own transaction. */
export abstract class AuditLog {
  /** @param organizationId  Whose log it belongs to; null: the platform's own. */
  abstract record(organizationId: OrganizationId | null, entry: AuditEntry): Promise<void>;
}

/**
 * The author of what the request that is being handled brings about.
 * @param principal  Null: nobody is signed in.
 */
export function authorOf(principal: Pick<Principal, 'userId'> | null): AuditAuthor {
  return { actorId: principal?.userId ?? null, correlationId: correlationId() ?? null };
}
