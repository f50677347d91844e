import type { User } from '../api/index.js';
import type { EndOfSignIn } from './session-state.js';

/** An access token, and when it ends. It lives in memory alone. */
export interface AccessToken {
  readonly text: string;
  /** Milliseconds since 1970, by the platform's clock. */
  readonly endsAt: number;
}

/** A token, and whom it belongs to. */
export interface SignedIn {
  readonly token: AccessToken;
  readonly user: User;
}

export interface BegunSignIn extends SignedIn {
  /** Wrong passwords that somebody tried since the sign-in before. */
  readonly failedTriesBefore: number;
}

/** A new access token, or why there is none. */
export type Renewal = SignedIn | { readonly ended: Exclude<EndOfSignIn, 'signed-out'> };

/** Sign-ins at the gateway; the refresh token is out of the reach of scripts. */
export interface SignIns {
  /** @throws ApiProblem */
  begin(email: string, password: string): Promise<BegunSignIn>;
  /** @throws ApiProblem where the platform gave no such answer: the sign-in may stand. */
  renew(): Promise<Renewal>;
  /** Ends the sign-in of this browser. @throws ApiProblem */
  end(token: AccessToken): Promise<void>;
}
