import type { Role, User } from '../api/index.js';

/** Why nobody is signed in; the sign-in page says it. */
export type EndOfSignIn = 'never-begun' | 'expired' | 'ended' | 'withdrawn' | 'signed-out';

/** A super-admin acts in an organization for a while, and says why: the gateway keeps it for this sign-in. */
export interface Acting {
  readonly organizationId: string;
  readonly organizationName: string;
  readonly reason: string;
  /** Both in milliseconds since 1970, by the platform's clock. Once it is over, the page stays and asks. */
  readonly enteredAt: number;
  readonly endsAt: number;
}

export type SessionState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signed-out'; readonly why: EndOfSignIn }
  /** The platform does not answer: the person of the last time, until it says who is signed in. */
  | { readonly kind: 'remembered'; readonly user: User; readonly acting: null }
  | { readonly kind: 'signed-in'; readonly user: User; readonly acting: Acting | null }
  /** The sign-in ended while somebody works: the page stays, and asks for the password again. */
  | { readonly kind: 'ended'; readonly user: User; readonly acting: Acting | null };

/** What pages read of the person who is signed in. */
export interface Session {
  readonly user: User;
  readonly role: Role;
  /** The organization that pages show; null for a super-admin who acts in none. */
  readonly organizationId: string | null;
  readonly acting: Acting | null;
}

/**
 * How a request names the organization: a super-admin names the one that they act in, for everybody
 * else it comes from the token.
 */
export const organizationQueryOf = ({
  role,
  organizationId,
}: Pick<Session, 'role' | 'organizationId'>): { readonly organizationId?: string } =>
  role === 'SUPER_ADMIN' && organizationId !== null ? { organizationId } : {};

export function sessionOf(state: SessionState): Session | null {
  if (state.kind === 'starting' || state.kind === 'signed-out') return null;
  const { user, acting } = state;
  return {
    user,
    role: user.role,
    organizationId: user.organizationId ?? acting?.organizationId ?? null,
    acting,
  };
}
