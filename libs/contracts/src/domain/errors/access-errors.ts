import type { ErrorDeclarations } from './error-declaration.js';

/** Sign-in, users, organizations and what a caller may see. */
export const ACCESS_ERRORS = {
  'ACCESS.ROLE_REFUSED': {
    kind: 'forbidden',
    meaning: 'The caller’s role does not allow this.',
    action: 'Ask somebody with that role.',
  },
  'AUTH.ACCESS_WITHDRAWN': {
    kind: 'unauthenticated',
    meaning: 'The sign-in has ended, or the user or the organization was disabled.',
    action: 'Sign in again.',
  },
  'AUTH.DECISION_WITHOUT_TOKEN': {
    kind: 'bug',
    meaning: 'The gateway was to rotate a refresh token that the request did not contain.',
    action: 'Report it with the log of the gateway.',
  },
  'AUTH.OTHER_SITE': {
    kind: 'forbidden',
    meaning: 'A page of another site sent a request that goes by the cookie of a browser.',
    action: 'Open the control room at its own address.',
  },
  'AUTH.PASSWORD_CHANGED': {
    kind: 'conflict',
    meaning: 'The password was changed from somewhere else at the same time.',
    action: 'Sign in with the new password.',
  },
  'AUTH.PASSWORD_COMMON': {
    kind: 'invalid',
    meaning: 'The password is too easy to guess.',
    action: 'Choose another one.',
  },
  'AUTH.PASSWORD_NOT_JUDGED': {
    kind: 'unavailable',
    meaning: 'The password could not be checked just now.',
    action: 'Try again.',
  },
  'AUTH.REFRESH_REFUSED': {
    kind: 'unauthenticated',
    meaning: 'The refresh token is not valid.',
    action: 'Sign in again.',
  },
  'AUTH.REFRESH_REUSED': {
    kind: 'unauthenticated',
    meaning: 'The refresh token was used before; all tokens of its sign-in are revoked.',
    action: 'Sign in again. If the person did not use it, change the password.',
  },
  'AUTH.REFRESH_TOO_OFTEN': {
    kind: 'exhausted',
    meaning: 'The sign-in was refreshed too often within a minute.',
    action: 'Refresh once per token; share it among tabs.',
  },
  'AUTH.SESSION_NOT_FOUND': {
    kind: 'not-found',
    meaning: 'The user has no such sign-in that is still open.',
    action: 'Read the list of sign-ins again.',
  },
  'AUTH.TOKEN_INVALID': {
    kind: 'unauthenticated',
    meaning: 'The access token is missing, wrong or expired.',
    action: 'Refresh it, or sign in again.',
  },
  'AUTH.TOO_MANY_AT_ONCE': {
    kind: 'unavailable',
    meaning: 'Too many passwords are being checked just now.',
    action: 'Wait for `Retry-After`, then try again.',
  },
  'AUTH.TRY_LATER': {
    kind: 'exhausted',
    meaning: 'Too many wrong passwords were tried for the account.',
    action: 'Wait for `Retry-After`; or sign in from a usual network, or have an admin give a new password.',
  },
  'AUTH.WRONG_CREDENTIALS': {
    kind: 'unauthenticated',
    meaning: 'E-mail address or password is wrong.',
    action: 'Correct them.',
  },
  'AUTH.WRONG_PASSWORD': {
    kind: 'forbidden',
    meaning: 'The current password is wrong.',
    action: 'Correct it.',
  },
  'INVITATION.NOT_ACCEPTABLE': {
    kind: 'not-found',
    meaning: 'The invitation is unknown, used, withdrawn or expired, or its address cannot be used.',
    action: 'Ask for a new one.',
  },
  'INVITATION.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'There is no such open invitation.',
    action: 'Read the list again.',
  },
  'INVITATION.TOO_MANY': {
    kind: 'exhausted',
    meaning: 'The organization has sent as many invitations as it may in a day.',
    action: 'Go on tomorrow.',
  },
  'ORGANIZATION.NAME_DIFFERS': {
    kind: 'conflict',
    meaning: 'The organization to delete has another name than the request.',
    action: 'Check that it is the right one, and give its name as it is shown.',
  },
  'ORGANIZATION.NOT_CONFIGURED': {
    kind: 'conflict',
    meaning: 'The organization has no configuration yet.',
    action: 'Configure it first.',
  },
  'ORGANIZATION.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'There is no such organization.',
    action: 'Check its id.',
  },
  'ORGANIZATION.SLUG_TAKEN': {
    kind: 'conflict',
    meaning: 'Another organization has this slug.',
    action: 'Choose another slug.',
  },
  'TENANCY.NOT_ENTERED': {
    kind: 'forbidden',
    meaning:
      'A super-admin asks for what belongs to an organization, and has not entered it, or the hour is over.',
    action:
      'Enter it with a reason: `POST /api/v1/organizations/{organizationId}/enter`. It holds for an hour, for this sign-in.',
  },
  'TENANCY.NO_CONTEXT': {
    kind: 'bug',
    meaning: 'A route asked who is signed in, but is open to everybody.',
    action: 'Report it with the log of the gateway.',
  },
  'TENANCY.NO_ORGANIZATION': {
    kind: 'bug',
    meaning: 'A route of the platform asked for an organization.',
    action: 'Report it with the log of the gateway.',
  },
  'TENANCY.ORGANIZATION_REQUIRED': {
    kind: 'invalid',
    meaning: 'The request of a super-admin names no organization.',
    action: 'Name it with `?organizationId=`.',
  },
  'TENANCY.ORGANIZATION_UNREADABLE': {
    kind: 'invalid',
    meaning: '`organizationId` is not a UUID.',
    action: 'Correct it.',
  },
  'TENANCY.OTHER_ORGANIZATION': {
    kind: 'forbidden',
    meaning: 'The request names a different organization from that of the sign-in.',
    action: 'Leave the organization out.',
  },
  'USER.EMAIL_TAKEN': {
    kind: 'conflict',
    meaning: 'Another user has this e-mail address.',
    action: 'Give another address.',
  },
  'USER.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'There is no such user.',
    action: 'Read the list of users again.',
  },
  'USER.OWN_ACCOUNT': {
    kind: 'conflict',
    meaning: 'Users may not disable themselves, change their own role or reset their own password.',
    action: 'Have another admin do it; change the own password by `POST /api/v1/auth/password`.',
  },
} as const satisfies ErrorDeclarations;
