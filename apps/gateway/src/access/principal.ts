import type { OrganizationId, Role, UserId } from '@eagle/contracts/domain';

/** The caller, as the database has them at this moment, not as the token was issued. */
export interface Principal {
  readonly userId: UserId;
  readonly role: Role;
  /** Null for super-admins only. */
  readonly organizationId: OrganizationId | null;
  /** The sign-in (family of refresh tokens) that issued the access token. */
  readonly sessionId: string;
  /** When the access token ends. */
  readonly expiresAtMs: number;
  /**
   * The organizations that this sign-in of a super-admin has entered, and when each visit ends (epoch
   * milliseconds). Empty for everybody else.
   */
  readonly visits: ReadonlyMap<OrganizationId, number>;
}
