import type { OrganizationId, Role, UserId } from '@eagle/contracts/domain';

/** Who asks: as the database knows them at this moment, not as the token remembers them. */
export interface Principal {
  readonly userId: UserId;
  readonly role: Role;
  /** Null for super-admins only. */
  readonly organizationId: OrganizationId | null;
  /** The sign-in (family of refresh tokens) that the access token came from. */
  readonly sessionId: string;
  /** When the access token ends. */
  readonly expiresAtMs: number;
}
