import * as z from 'zod';
import { platformText } from '../domain/text.js';
import { roleSchema, userSchema } from '../domain/user.js';
import { route } from './route.js';
import { failedTriesSchema, loginSchema, tokensSchema } from './sign-in.js';

/** The access token of a browser. Its refresh token is in a cookie that scripts cannot read. */
export const browserTokenSchema = tokensSchema.omit({ refreshToken: true });

/** The result of a renewal in a browser. */
export const browserRenewalSchema = z.object({
  /** Null: this browser has no sign-in. */
  token: browserTokenSchema.nullable(),
  /** Who is signed in: a page that opens need not ask for it. Null without a token. */
  user: userSchema.nullable(),
  /**
   * Why there is none. `expired`: it is too old. `ended`: somebody ended it, or its cookie was used
   * twice. `withdrawn`: the user or the organization was disabled.
   */
  ended: z.enum(['never-begun', 'expired', 'ended', 'withdrawn']).nullable(),
});

const demonstrationAccountSchema = z.object({
  email: platformText,
  password: platformText,
  role: roleSchema,
  /** Name of the organization; null for a super-admin. */
  organization: platformText.nullable(),
});

/** Path of the cookie too: a browser sends it to no other route. */
const PATH = '/api/v1/auth/browser';

export const browserSignInRoutes = {
  begin: route({
    method: 'POST',
    path: PATH,
    access: 'public',
    tag: 'sign-in',
    summary: 'Signs a browser in',
    description:
      'The refresh token is set as a cookie: `HttpOnly`, `SameSite=Strict`, for this path alone. Requests of other sites are refused.',
    body: loginSchema,
    status: 200,
    reply: z.object({ token: browserTokenSchema, user: userSchema, failedTriesBefore: failedTriesSchema }),
    errors: [
      'AUTH.WRONG_CREDENTIALS',
      'AUTH.TRY_LATER',
      'AUTH.TOO_MANY_AT_ONCE',
      'AUTH.OTHER_SITE',
      'HTTP.TOO_MANY_REQUESTS',
    ],
  }),
  renew: route({
    method: 'PUT',
    path: PATH,
    access: 'public',
    tag: 'sign-in',
    summary: 'Gives the browser a new access token',
    description:
      'It exchanges the refresh token of the cookie. A browser that lost the answer, and has not used the new cookie, gets the same answer again for ten minutes.',
    status: 200,
    reply: browserRenewalSchema,
    errors: ['AUTH.REFRESH_TOO_OFTEN', 'AUTH.OTHER_SITE'],
  }),
  end: route({
    method: 'DELETE',
    path: PATH,
    access: 'signed-in',
    tag: 'sign-in',
    summary: 'Ends the sign-in of the browser',
    description: 'Its access tokens, open sockets and cookie end.',
    status: 204,
    reply: null,
  }),
  /** Empty everywhere but on a demonstration. */
  demonstration: route({
    method: 'GET',
    path: '/api/v1/auth/demonstration',
    access: 'public',
    tag: 'sign-in',
    summary: 'Accounts that a demonstration offers',
    status: 200,
    reply: z.object({ accounts: z.array(demonstrationAccountSchema) }),
  }),
} as const;
