import * as z from 'zod';
import { emailSchema, platformText, text } from '../domain/text.js';
import { userSchema } from '../domain/user.js';
import { pageOf, pageQuerySchema } from './page.js';
import { PASSWORD_CHARACTERS_MAX, newPasswordSchema } from './passwords.js';
import { route } from './route.js';

/** Wrong passwords that were tried at an account. */
export const failedTriesSchema = z.object({ count: z.number().int(), lastAt: z.iso.datetime().nullable() });

export const tokensSchema = z.object({
  accessToken: platformText,
  refreshToken: platformText,
  tokenType: z.literal('Bearer'),
  /** Seconds until the access token ends. */
  expiresIn: z.number().int(),
});

export const signedInSchema = tokensSchema.extend({
  /** Wrong passwords since the previous sign-in: if they were not yours, somebody is guessing. */
  failedTriesBefore: failedTriesSchema,
});

export const loginSchema = z.object({ email: emailSchema, password: text(PASSWORD_CHARACTERS_MAX).min(1) });
const refreshSchema = z.object({ refreshToken: text(200).min(20) });
const changeSchema = z.object({
  currentPassword: text(PASSWORD_CHARACTERS_MAX).min(1),
  newPassword: newPasswordSchema,
});
const sessionSchema = z.object({
  id: z.uuid(),
  begunAt: z.iso.datetime(),
  /** When it last refreshed its tokens, which it does every few minutes while in use. */
  lastUsedAt: z.iso.datetime(),
  address: platformText,
  /** The name that the client gives itself. */
  client: platformText,
  isCurrent: z.boolean(),
  /** Wrong passwords between the previous sign-in and this one. */
  failedTriesBefore: failedTriesSchema,
  /** The person's sign-in before this one; null: this is the first. */
  previous: z.object({ at: z.iso.datetime(), address: platformText }).nullable(),
});
const sessionsSchema = pageOf(sessionSchema).extend({
  /** Wrong passwords since the last sign-in. */
  failedTries: failedTriesSchema,
});
const endedSchema = z.object({ ended: z.number().int() });

export const signInRoutes = {
  /** Exchanges e-mail and password for a pair of tokens. */
  login: route({
    method: 'POST',
    path: '/api/v1/auth/login',
    access: 'public',
    tag: 'sign-in',
    body: loginSchema,
    status: 200,
    reply: signedInSchema,
    errors: ['AUTH.WRONG_CREDENTIALS', 'AUTH.TRY_LATER', 'AUTH.TOO_MANY_AT_ONCE', 'HTTP.TOO_MANY_REQUESTS'],
  }),
  /**
   * Exchanges a refresh token for a new pair. Within 30 s the same token gets the same successor; a
   * later second use revokes all tokens of that sign-in.
   */
  refresh: route({
    method: 'POST',
    path: '/api/v1/auth/refresh',
    access: 'public',
    tag: 'sign-in',
    body: refreshSchema,
    status: 200,
    reply: tokensSchema,
    errors: ['AUTH.REFRESH_REFUSED', 'AUTH.REFRESH_REUSED', 'AUTH.REFRESH_TOO_OFTEN'],
  }),
  /** Ends the sign-in: its access tokens, refresh tokens and open sockets. */
  logout: route({
    method: 'POST',
    path: '/api/v1/auth/logout',
    access: 'signed-in',
    tag: 'sign-in',
    status: 204,
    reply: null,
  }),
  me: route({
    method: 'GET',
    path: '/api/v1/auth/me',
    access: 'signed-in',
    tag: 'sign-in',
    status: 200,
    reply: userSchema,
  }),
} as const;

export const ownAccountRoutes = {
  /** Changes the caller's password and ends all other sign-ins. */
  changePassword: route({
    method: 'POST',
    path: '/api/v1/auth/password',
    access: 'signed-in',
    tag: 'sign-in',
    body: changeSchema,
    status: 204,
    reply: null,
    errors: ['AUTH.WRONG_PASSWORD', 'AUTH.PASSWORD_COMMON', 'AUTH.TRY_LATER'],
  }),
  /** The caller's open sign-ins, the last used first. */
  list: route({
    method: 'GET',
    path: '/api/v1/auth/sessions',
    access: 'signed-in',
    tag: 'sign-in',
    query: pageQuerySchema,
    status: 200,
    reply: sessionsSchema,
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  /** Ends one of the caller's sign-ins: its tokens and open sockets. */
  end: route({
    method: 'DELETE',
    path: '/api/v1/auth/sessions/:sessionId',
    access: 'signed-in',
    tag: 'sign-in',
    params: { sessionId: z.uuid() },
    status: 204,
    reply: null,
    errors: ['AUTH.SESSION_NOT_FOUND'],
  }),
  /** Ends all of the caller's sign-ins except the present one. */
  endOthers: route({
    method: 'DELETE',
    path: '/api/v1/auth/sessions',
    access: 'signed-in',
    tag: 'sign-in',
    status: 200,
    reply: endedSchema,
  }),
} as const;
