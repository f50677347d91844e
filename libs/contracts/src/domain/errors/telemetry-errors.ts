import type { ErrorDeclarations } from './error-declaration.js';

/** Errors of the telemetry history. */
export const TELEMETRY_ERRORS = {
  'TELEMETRY.ANSWER_TOO_LARGE': {
    kind: 'invalid',
    meaning: 'The answer would be larger than a message may be.',
    action: 'Ask for fewer points or tags.',
  },
  'TELEMETRY.ASSET_UNKNOWN': {
    kind: 'not-found',
    meaning: 'No such asset is configured, and nothing of it is stored.',
    action: 'Name an asset of the configuration.',
  },
  'TELEMETRY.BUSY': {
    kind: 'exhausted',
    meaning: 'Too many requests wait for the telemetry history.',
    action: 'Ask again in a moment.',
  },
  'TELEMETRY.DELETION_PENDING': {
    kind: 'unavailable',
    meaning: 'The deletion is recorded, and could not be carried out yet.',
    action: 'Nothing: the historian tries again every minute, and after a restart.',
  },
  'TELEMETRY.POINTS_INVALID': {
    kind: 'invalid',
    meaning: 'No answer has so many or so few points.',
    action: 'Ask for 2 to 20 000 points.',
  },
  'TELEMETRY.RANGE_BEFORE_RECORD': {
    kind: 'not-found',
    meaning: 'The range ends before the first row that is stored of the asset.',
    action: 'Ask for a later range; `recordedFromMs` says from when on there are rows.',
  },
  'TELEMETRY.RANGE_INVALID': {
    kind: 'invalid',
    meaning: 'The range ends before it begins.',
    action: 'Give a `from` that lies before `to`.',
  },
  'TELEMETRY.READER_TOO_SLOW': {
    kind: 'timeout',
    meaning:
      'A reader of the telemetry history did not ask for the next rows in time, and its read was ended.',
    action: 'Read faster, or ask for a shorter range.',
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
  'TELEMETRY.TAG_UNKNOWN': {
    kind: 'not-found',
    meaning: 'No such tag is configured, and nothing of it is stored in the range.',
    action: 'Name tags of the configuration.',
  },
  'TELEMETRY.WRONG_TENANT': {
    kind: 'bug',
    meaning: 'The historian answered with the history of another organization.',
    action: 'Report it with the log of the service.',
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
