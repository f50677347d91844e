import type { ErrorDeclarations } from './error-declaration.js';

/** The REST interface and sockets. */
export const HTTP_ERRORS = {
  'BODY.ITEM_TOO_LARGE': {
    kind: 'invalid',
    meaning: 'One value of the body is larger than any route takes.',
    action: 'Send less at once.',
  },
  'BODY.NOT_UTF8': {
    kind: 'invalid',
    meaning: 'The body is not in UTF-8.',
    action: 'Send it in UTF-8.',
  },
  'BODY.TOO_DEEP': {
    kind: 'invalid',
    meaning: 'The body is nested more deeply than any route takes.',
    action: 'Send a flatter body.',
  },
  'BODY.TOO_MANY_AT_ONCE': {
    kind: 'exhausted',
    meaning: 'Too many large bodies wait.',
    action: 'Try again; send them one after the other.',
  },
  'BODY.TOO_MANY_VALUES': {
    kind: 'invalid',
    meaning: 'The body has more values than any route takes.',
    action: 'Send less at once.',
  },
  'HEALTH.ADDRESS_UNKNOWN': {
    kind: 'unavailable',
    meaning: 'The gateway does not know where the service answers.',
    action: 'Set `SERVICE_URLS` of the gateway.',
  },
  'HEALTH.NO_SUCH_SERVICE': {
    kind: 'not-found',
    meaning: 'There is no such service.',
    action: 'Check its name.',
  },
  'HTTP.BAD_REQUEST': {
    kind: 'invalid',
    meaning: 'The request could not be read.',
    action: 'Check that the body is valid JSON.',
  },
  'HTTP.FORBIDDEN': {
    kind: 'forbidden',
    meaning: 'This is not allowed.',
    action: 'Check the address.',
  },
  'HTTP.METHOD_NOT_ALLOWED': {
    kind: 'invalid',
    meaning: 'The address does not take this method.',
    action: 'Check method and address.',
  },
  'HTTP.NOT_ACCEPTABLE': {
    kind: 'invalid',
    meaning: 'The address answers none of the types that `Accept` names.',
    action: 'Name one of those in the text, or `*/*`.',
  },
  'HTTP.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'There is nothing at this address.',
    action: 'Check the address.',
  },
  'HTTP.PAYLOAD_TOO_LARGE': {
    kind: 'invalid',
    meaning: 'The request is larger than the address takes.',
    action: 'Send less at once.',
  },
  'HTTP.REQUEST_HEADER_FIELDS_TOO_LARGE': {
    kind: 'invalid',
    meaning: 'The header of the request is too large.',
    action: 'Send fewer or shorter header fields.',
  },
  'HTTP.REQUEST_TIMEOUT': {
    kind: 'timeout',
    meaning: 'The request did not arrive in time.',
    action: 'Try again.',
  },
  'HTTP.TOO_MANY_REQUESTS': {
    kind: 'exhausted',
    meaning: 'Too many requests came from this network address.',
    action: 'Wait for `Retry-After`.',
  },
  'HTTP.UNAUTHORIZED': {
    kind: 'unauthenticated',
    meaning: 'The caller is not signed in.',
    action: 'Sign in first.',
  },
  'HTTP.UNSUPPORTED_MEDIA_TYPE': {
    kind: 'invalid',
    meaning: 'The address does not take this type of body.',
    action: 'Send `application/json`.',
  },
  'INTERNAL.UNEXPECTED': {
    kind: 'bug',
    meaning: 'Something went wrong in the platform; it was recorded.',
    action: 'Try again later; if it stays, look into the log of the gateway.',
  },
  'PUSH.CLIENT_GONE': {
    kind: 'unavailable',
    meaning: 'The client of a socket is gone or too slow.',
    action: 'Connect again and resume.',
  },
  'PUSH.FULL': {
    kind: 'exhausted',
    meaning: 'The replica holds as many sockets as it may.',
    action: 'Try again later.',
  },
  'PUSH.REPLAY_STUCK': {
    kind: 'timeout',
    meaning: 'The events after the cursor could not be read in time.',
    action: 'Connect again and resume.',
  },
  'PUSH.STREAM_RESTARTED': {
    kind: 'unavailable',
    meaning: 'The alert stream started again.',
    action: 'Connect again and resume.',
  },
  'PUSH.SUBSCRIBED_TOO_OFTEN': {
    kind: 'exhausted',
    meaning: 'The socket changed what it listens to too often.',
    action: 'Wait for some seconds; keep a subscription while it is shown.',
  },
  'PUSH.TAILS_FULL': {
    kind: 'exhausted',
    meaning: 'The replica follows as many assets as it may.',
    action: 'Try again later, or read the range.',
  },
  'PUSH.TOO_MANY_OF_ORGANIZATION': {
    kind: 'exhausted',
    meaning: 'The organization has as many sockets on this replica as it may.',
    action: 'Close one, or try again later.',
  },
  'PUSH.TOO_MANY_OF_USER': {
    kind: 'exhausted',
    meaning: 'The user has as many sockets on this replica as they may.',
    action: 'Close one; share one among tabs.',
  },
  'PUSH.TOO_MANY_TAILS': {
    kind: 'exhausted',
    meaning: 'The socket follows as many assets as it may.',
    action: 'Unsubscribe one first.',
  },
  'REQUEST.CURSOR_UNREADABLE': {
    kind: 'invalid',
    meaning: 'The cursor is not one of this list.',
    action: 'Begin at the first page.',
  },
  'REQUEST.INVALID': {
    kind: 'invalid',
    meaning: 'The request does not fit the route; `errors` names each mistake.',
    action: 'Correct it.',
  },
  'SOCKET.NO_SUCH_NAMESPACE': {
    kind: 'not-found',
    meaning: 'Nothing answers in this namespace of Socket.IO.',
    action: 'Connect to `/alerts`.',
  },
} as const satisfies ErrorDeclarations;
