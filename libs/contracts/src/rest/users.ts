import * as z from 'zod';
import { instantSchema, userIdSchema } from '../domain/ids.js';
import { emailSchema, text } from '../domain/text.js';
import { userSchema, memberRoleSchema } from '../domain/user.js';
import { invitedSchema } from './invitations.js';
import { pageOf, pageQuerySchema } from './page.js';
import { newPasswordSchema } from './passwords.js';
import { route } from './route.js';

const nameSchema = text(120);

/** A user as admins see one. */
export const personSchema = userSchema.extend({
  /** Null: this person has never signed in. */
  lastSignInAt: instantSchema.nullable(),
});
export type Person = z.infer<typeof personSchema>;

export const newMemberSchema = z.object({
  email: emailSchema,
  name: nameSchema.default(''),
  role: memberRoleSchema,
});

export const memberChangeSchema = z.object({
  name: nameSchema.optional(),
  role: memberRoleSchema.optional(),
  enabled: z.boolean().optional(),
  password: newPasswordSchema.optional(),
});

export const newSuperAdminSchema = newMemberSchema
  .omit({ role: true })
  .extend({ password: newPasswordSchema });

export const membersRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/users',
    access: 'admins',
    tag: 'users',
    query: pageQuerySchema,
    status: 200,
    reply: pageOf(personSchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  /**
   * Invites a person. The answer is the same whether the address is known in another organization
   * or not. Its token is for that person, who accepts the invitation and chooses a password.
   */
  invite: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/users',
    access: 'admins',
    tag: 'users',
    body: newMemberSchema,
    status: 202,
    reply: invitedSchema,
    errors: ['INVITATION.TOO_MANY', 'USER.EMAIL_TAKEN'],
  }),
  change: route({
    method: 'PATCH',
    path: '/api/v1/organizations/:organizationId/users/:userId',
    access: 'admins',
    tag: 'users',
    body: memberChangeSchema,
    params: { userId: userIdSchema },
    status: 200,
    reply: personSchema,
    errors: ['USER.NOT_FOUND', 'USER.OWN_ACCOUNT', 'AUTH.PASSWORD_COMMON'],
  }),
} as const;

export const superAdminsRoutes = {
  list: route({
    method: 'GET',
    path: '/api/v1/super-admins',
    access: 'super-admins',
    tag: 'users',
    query: pageQuerySchema,
    status: 200,
    reply: pageOf(personSchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/super-admins',
    access: 'super-admins',
    tag: 'users',
    body: newSuperAdminSchema,
    status: 201,
    reply: personSchema,
    errors: ['USER.EMAIL_TAKEN', 'AUTH.PASSWORD_COMMON'],
  }),
  change: route({
    method: 'PATCH',
    path: '/api/v1/super-admins/:userId',
    access: 'super-admins',
    tag: 'users',
    body: memberChangeSchema.omit({ role: true }),
    params: { userId: userIdSchema },
    status: 200,
    reply: personSchema,
    errors: ['USER.NOT_FOUND', 'USER.OWN_ACCOUNT', 'AUTH.PASSWORD_COMMON'],
  }),
} as const;
