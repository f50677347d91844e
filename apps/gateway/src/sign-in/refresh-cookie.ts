import { createHash } from 'node:crypto';
import { REFRESH_TOKEN_LIFE_MS } from './refresh-token.js';

/** Where and how a browser keeps the cookie. */
export interface CookieScope {
  /** Differs by installation: two of them on one machine share the cookies of its name. */
  readonly name: string;
  /** The browser sends it to this path alone. */
  readonly path: string;
  /** Only over TLS. */
  readonly isSecure: boolean;
}

/** A name that shows nothing of the secret, and is the same at every replica. */
export const refreshCookieName = (jwtSecretHex: string): string =>
  `eagle-sign-in-${createHash('sha256').update(`cookie ${jwtSecretHex}`).digest('hex').slice(0, 8)}`;

/** The header `Set-Cookie` that gives a browser its refresh token; null takes the token away. */
export function refreshCookie({ name, path, isSecure }: CookieScope, token: string | null): string {
  const ageSeconds = token === null ? 0 : REFRESH_TOKEN_LIFE_MS / 1_000;
  const attributes = [
    `${name}=${token ?? ''}`,
    `Path=${path}`,
    `Max-Age=${ageSeconds}`,
    'HttpOnly',
    'SameSite=Strict',
    ...(isSecure ? ['Secure'] : []),
  ];
  return attributes.join('; ');
}

/** A token that a browser could have got; anything else is no token. */
const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

/** The refresh token in the header `Cookie` of a request; null where there is none. */
export function refreshTokenIn(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() !== name) continue;
    const value = pair.slice(at + 1).trim();
    return TOKEN.test(value) ? value : null;
  }
  return null;
}

/**
 * Whether a page of this site sent the request, or no page at all. Browsers set the header and let
 * no page change it; those that do not know it keep the cookie to this site by `SameSite`.
 */
export const isOfOwnSite = (secFetchSite: string | undefined): boolean =>
  secFetchSite === undefined || secFetchSite === 'same-origin' || secFetchSite === 'none';
