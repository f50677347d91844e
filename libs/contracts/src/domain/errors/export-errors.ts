import type { ErrorDeclarations } from './error-declaration.js';

/** Errors of exports. */
export const EXPORT_ERRORS = {
  'EXPORT.ENDED': {
    kind: 'conflict',
    meaning: 'The export has ended already.',
    action: 'Look at its state.',
  },
  'EXPORT.FAILED': {
    kind: 'unavailable',
    meaning: 'The export failed or was cancelled, so there is no file.',
    action: 'Read its reason and request it again.',
  },
  'EXPORT.FILE_GONE': {
    kind: 'not-found',
    meaning: 'The file of the export was removed.',
    action: 'Request the export again.',
  },
  'EXPORT.FILE_UNREADABLE': {
    kind: 'unavailable',
    meaning: 'The file of the export cannot be read.',
    action: 'Check `EXPORT_STORE` and its credentials.',
  },
  'EXPORT.FILE_UNWRITABLE': {
    kind: 'unavailable',
    meaning: 'The file of the export cannot be written.',
    action: 'Check `EXPORT_STORE`, the room there and its credentials.',
  },
  'EXPORT.GAVE_UP': {
    kind: 'unavailable',
    retryable: false,
    meaning: 'The historian ended several times while it worked on the export.',
    action: 'Read the log of the historian, and request a smaller range.',
  },
  'EXPORT.LINK_EXPIRED': {
    kind: 'forbidden',
    meaning: 'The time of the link is over.',
    action: 'Read the export again; the answer has a new link.',
  },
  'EXPORT.LINK_INVALID': {
    kind: 'forbidden',
    meaning: 'The link was not signed by this platform, or was changed.',
    action: 'Use the link exactly as it was given.',
  },
  'EXPORT.NOT_DONE': {
    kind: 'conflict',
    meaning: 'The export has no file yet, or will have none.',
    action: 'Wait until its state is `done`.',
  },
  'EXPORT.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'The organization has no such export.',
    action: 'List the exports.',
  },
  'EXPORT.QUEUE_FULL': {
    kind: 'exhausted',
    meaning: 'Too many exports of the organization wait for their turn.',
    action: 'Wait for one, or cancel one.',
  },
  'EXPORT.ROOM_FULL': {
    kind: 'exhausted',
    meaning: 'The files of earlier exports take the room that the organization has.',
    action: 'Delete earlier exports.',
  },
  'EXPORT.TOO_LARGE': {
    kind: 'invalid',
    meaning: 'The file would be larger than an export may be.',
    action: 'Request a shorter range, or fewer assets or tags, or Parquet.',
  },
  'EXPORT.WRONG_TENANT': {
    kind: 'bug',
    meaning: 'The historian answered with an export of another organization.',
    action: 'Report it with the log of the service.',
  },
} as const satisfies ErrorDeclarations;
