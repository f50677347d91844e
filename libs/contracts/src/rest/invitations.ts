import * as z from 'zod';
import { organizationIdSchema, userIdSchema } from '../domain/ids.js';
import { emailSchema, platformText, text } from '../domain/text.js';
import { memberRoleSchema, userSchema } from '../domain/user.js';
import { pageOf, pageQuerySchema } from './page.js';
import { newPasswordSchema } from './passwords.js';
import { route } from './route.js';

const acceptSchema = z.object({ token: text(200).min(20), password: newPasswordSchema });
const invitationSchema = z.object({
  /** The id that the user will have. */
  id: userIdSchema,
  organizationId: organizationIdSchema,
  email: emailSchema,
  name: platformText,
  role: memberRoleSchema,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export const invitedSchema = invitationSchema.extend({
  /**
   * The token for `POST /api/v1/auth/invitations/accept`. It is shown only once: pass it to the
   * person.
   */
  token: platformText,
});

export const invitationsRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/invitations',
    access: 'admins',
    tag: 'users',
    query: pageQuerySchema,
    status: 200,
    reply: pageOf(invitationSchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  /** Withdraws an invitation: its token is no longer accepted. */
  withdraw: route({
    method: 'DELETE',
    path: '/api/v1/organizations/:organizationId/invitations/:invitationId',
    access: 'admins',
    tag: 'users',
    params: { invitationId: userIdSchema },
    status: 204,
    reply: null,
    errors: ['INVITATION.NOT_FOUND'],
  }),
} as const;

export const acceptInvitationRoutes = {
  /**
   * Joins an organization: the token of the invitation, and a password that the person chooses.
   * Sign in afterwards.
   */
  accept: route({
    method: 'POST',
    path: '/api/v1/auth/invitations/accept',
    access: 'public',
    tag: 'sign-in',
    body: acceptSchema,
    status: 201,
    reply: userSchema,
    errors: ['INVITATION.NOT_ACCEPTABLE', 'AUTH.PASSWORD_COMMON', 'USER.EMAIL_TAKEN'],
  }),
} as const;
