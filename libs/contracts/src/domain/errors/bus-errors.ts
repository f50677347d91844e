import type { ErrorDeclarations } from './error-declaration.js';

/** The message server, requests over it, and buckets. */
export const BUS_ERRORS = {
  'BUS.ANSWERED_TWICE': {
    kind: 'bug',
    meaning: 'A service registers two handlers for one request.',
    action: 'Remove one.',
  },
  'BUS.BUCKET_VALUE_FORGED': {
    kind: 'forbidden',
    meaning: 'A configuration or a sealed password lacks the gateway’s signature.',
    action:
      'The gateway replaces it within a second; find out who wrote it. Where it stays, compare `CONFIG_PUBLIC_KEY` with the gateway’s `CONFIG_SIGNING_KEY`.',
  },
  'BUS.BUCKET_VALUE_INVALID': {
    kind: 'invalid',
    meaning: 'A value of a bucket does not fit its declaration.',
    action: 'Check that writer and reader are of the same version.',
  },
  'BUS.CLOSED': {
    kind: 'unavailable',
    meaning: 'The connection to the message server is closed.',
    action: 'The process is stopping, or starts again.',
  },
  'BUS.CONFIG_PASSWORD_CLEAR': {
    kind: 'bug',
    meaning: 'The configuration of the message server would contain a password that is not hashed.',
    action: 'Hash it first.',
  },
  'BUS.CONFIG_TEXT_INVALID': {
    kind: 'invalid',
    meaning: 'A text of the message server’s configuration holds quotes or line breaks.',
    action: 'Choose another text.',
  },
  'BUS.DEAD_LETTER_NOT_FOUND': {
    kind: 'not-found',
    meaning: 'There is no such dead letter.',
    action: 'Read the list again; letters are kept for seven days.',
  },
  'BUS.DEAD_LETTER_NO_MESSAGE': {
    kind: 'conflict',
    meaning: 'The dead letter is not a message that can be sent again.',
    action: 'Correct the mapping of the feed; the row is read again.',
  },
  'BUS.DELIVERIES_EXCEEDED': {
    kind: 'bug',
    meaning: 'A message was delivered the maximum number of times and was never acknowledged.',
    action: 'Look for the cause in the log of its reader, then replay the dead letter.',
  },
  'BUS.FORBIDDEN': {
    kind: 'forbidden',
    meaning: 'The service has no permission for this on the message server.',
    action: 'Declare it in the stream, bucket or request.',
  },
  'BUS.HANDLER_FAILED': {
    kind: 'bug',
    meaning: 'A handler failed with an unexpected error.',
    action: 'Look into the log of the service, then replay the dead letter.',
  },
  'BUS.KEY_INVALID': {
    kind: 'invalid',
    meaning: 'The text cannot be a key of a bucket.',
    action: 'Use letters, digits, `-`, `_` and dots.',
  },
  'BUS.KEY_UNUSABLE': {
    kind: 'invalid',
    meaning: 'The keys that sign configurations cannot be used.',
    action: 'Correct `CONFIG_PUBLIC_KEY` and `CONFIG_SIGNING_KEY`.',
  },
  'BUS.MESSAGE_INVALID': {
    kind: 'invalid',
    meaning: 'The message cannot be published as it is.',
    action: 'Read the reason.',
  },
  'BUS.NOT_FOLLOWED_YET': {
    kind: 'bug',
    meaning: 'The identity of a stream was asked for before its reader started.',
    action: 'Start the reader first.',
  },
  'BUS.NO_ANSWER': {
    kind: 'unavailable',
    meaning: 'The message server does not answer, or is not ready.',
    action: 'Wait; if it stays, look at the message server.',
  },
  'BUS.PAYLOAD_INVALID': {
    kind: 'invalid',
    meaning: 'The message cannot be decoded.',
    action: 'Check that writer and reader are of the same version, then replay the dead letter.',
  },
  'BUS.PUBLISHER_FULL': {
    kind: 'exhausted',
    meaning: 'Too many messages wait to be published.',
    action: 'Wait; if it stays, look at the message server.',
  },
  'BUS.PUBLISH_REFUSED': {
    kind: 'bug',
    meaning: 'The message server refused a message.',
    action: 'Read the reason.',
  },
  'BUS.PUBLISH_TIMEOUT': {
    kind: 'timeout',
    meaning: 'The message server did not confirm a message in time.',
    action: 'Wait; the message is published again under the same id.',
  },
  'BUS.REFUSED': {
    kind: 'bug',
    meaning: 'The message server refused a request.',
    action: 'Read the reason.',
  },
  'BUS.STREAM_DIFFERS': {
    kind: 'conflict',
    meaning: 'A stream differs from its declaration and cannot be changed.',
    action: 'Delete the stream if its messages may be lost, or undo the change of the declaration.',
  },
  'BUS.STREAM_FULL': {
    kind: 'exhausted',
    meaning: 'The stream is full.',
    action: 'Look for a reader that makes no progress.',
  },
  'BUS.STREAM_MISSING': {
    kind: 'unavailable',
    meaning: 'The stream does not exist yet.',
    action: 'Wait for the launcher or `stream-supervisor`.',
  },
  'BUS.SUBJECT_FULL': {
    kind: 'exhausted',
    meaning: 'Too many messages wait on one subject.',
    action: 'Look for a reader that makes no progress.',
  },
  'BUS.SUBJECT_INVALID': {
    kind: 'invalid',
    meaning: 'The subject names no organization.',
    action: 'Correct the subject.',
  },
  'BUS.UNDECLARED': {
    kind: 'bug',
    meaning: 'A service handles something that is not declared.',
    action: 'Declare it, or remove the handler.',
  },
  'BUS.UNHANDLED': {
    kind: 'bug',
    meaning: 'A service lacks a handler that its declarations require.',
    action: 'Add the handler, or remove the declaration.',
  },
  'BUS.UNREACHABLE': {
    kind: 'unavailable',
    meaning: 'The message server cannot be reached.',
    action: 'Check `NATS_URL` and whether the server runs.',
  },
  'BUS.VERSION_UNKNOWN': {
    kind: 'invalid',
    meaning: 'The message is of a version that this service does not read.',
    action: 'Update the service, then replay the dead letter.',
  },
  'BUS.WRONG_CREDENTIALS': {
    kind: 'unauthenticated',
    meaning: 'The message server refused user or password.',
    action: 'Correct `NATS_USER` and `NATS_PASSWORD`.',
  },
  'BUS.WRONG_REVISION': {
    kind: 'conflict',
    meaning: 'A value was changed by somebody else meanwhile.',
    action: 'Read it again and repeat the change.',
  },
  'BUS.WRONG_TENANT': {
    kind: 'forbidden',
    meaning: 'The payload belongs to another organization than its subject.',
    action: 'Find out who wrote it.',
  },
  'FRAME.UNREADABLE': {
    kind: 'invalid',
    meaning: 'The message is not a readable frame.',
    action: 'Check that writer and reader are of the same version.',
  },
  'RPC.BUSY': {
    kind: 'exhausted',
    meaning: 'The service handles too many requests of this kind.',
    action: 'Try again in a moment.',
  },
  'RPC.FORBIDDEN': {
    kind: 'forbidden',
    meaning: 'A guard of the service refused the request.',
    action: 'Look at the guards of its handler.',
  },
  'RPC.HANDLER_FAILED': {
    kind: 'bug',
    meaning: 'The service failed to answer.',
    action: 'Look into its log.',
  },
  'RPC.NOT_FOR_ASKER': {
    kind: 'forbidden',
    meaning: 'This service may not send that request.',
    action: 'Name it in `askedBy` of the request.',
  },
  'RPC.NO_RESPONDER': {
    kind: 'unavailable',
    meaning: 'No replica of the service answers.',
    action: 'Start it; try again.',
  },
  'RPC.REPLY_INVALID': {
    kind: 'bug',
    meaning: 'The reply does not fit its declaration.',
    action: 'Check that both services are of the same version.',
  },
  'RPC.REPLY_TOO_LARGE': {
    kind: 'bug',
    meaning: 'The reply is too large to be sent.',
    action: 'Ask for less.',
  },
  'RPC.REQUEST_INVALID': {
    kind: 'invalid',
    meaning: 'The request does not fit its declaration.',
    action: 'Correct it, or check that both services are of the same version.',
  },
  'RPC.TIMEOUT': {
    kind: 'timeout',
    meaning: 'The service did not answer in time.',
    action: 'Try again; if it stays, look into its log.',
  },
  'RPC.UNKNOWN_ERROR': {
    kind: 'unavailable',
    meaning: 'Another service answered with an error code that this one does not know.',
    action: 'Update this service.',
  },
} as const satisfies ErrorDeclarations;
