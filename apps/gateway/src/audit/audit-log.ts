import type { OrganizationId } from '@eagle/contracts/domain';
import type { Principal } from '../tenancy/principal.js';

/** One thing that somebody did, or tried. `details` never hold a secret. */
export interface AuditEntry {
  /** Null: nobody was signed in. */
  readonly principal: Pick<Principal, 'userId'> | null;
  readonly organizationId: OrganizationId | null;
  /** What was done, for example `RULES.CHANGED`. */
  readonly action: `${Uppercase<string>}.${Uppercase<string>}`;
  /** What it was done to, for example `alert/<id>`. */
  readonly target: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Where every change is written down. */
export abstract class AuditLog {
  abstract record(entry: AuditEntry): Promise<void>;
}
