import type { ErrorDeclarations } from './error-declaration.js';

/** Errors of the telemetry history. */
export const TELEMETRY_ERRORS = {
  'TELEMETRY.BUSY': {
    kind: 'exhausted',
    meaning: 'Too many requests wait for the telemetry history.',
    action: 'Ask again in a moment.',
  },
  'TELEMETRY.POINTS_INVALID': {
    kind: 'invalid',
    meaning: 'No answer has so many or so few points.',
    action: 'Ask for 2 to 20 000 points.',
  },
  'TELEMETRY.RANGE_INVALID': {
    kind: 'invalid',
    meaning: 'The range ends before it begins.',
    action: 'Give a `from` that lies before `to`.',
  },
  'TELEMETRY.ROWS_UNORDERED': {
    kind: 'bug',
    meaning: 'Stored rows do not ascend by time and sequence.',
    action: 'Report it with the log of the service.',
  },
  'TELEMETRY.SEGMENT_DAMAGED': {
    kind: 'unavailable',
    meaning: 'Files of the telemetry history are not what was written.',
    action: 'They are set aside and named; restore them from a backup.',
  },
  'TELEMETRY.SEGMENTS_CHANGED': {
    kind: 'conflict',
    retryable: true,
    meaning: 'Something else replaced the same files of the telemetry history meanwhile.',
    action: 'Do it again.',
  },
  'TELEMETRY.STORE_UNREADABLE': {
    kind: 'unavailable',
    meaning: 'The telemetry history cannot be read.',
    action: 'Check its place and the credentials.',
  },
  'TELEMETRY.STORE_UNWRITABLE': {
    kind: 'unavailable',
    meaning: 'The telemetry history cannot be written.',
    action: 'Check its place, the room there and the credentials.',
  },
} as const satisfies ErrorDeclarations;
