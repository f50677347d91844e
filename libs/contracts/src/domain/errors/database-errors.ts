import type { ErrorDeclarations } from './error-declaration.js';

/** The platform's database. */
export const DATABASE_ERRORS = {
  'DATABASE.BUSY': {
    kind: 'exhausted',
    meaning: 'No connection of the pool became free in time, or too many wait for one.',
    action: 'Try again; if it stays, raise `DATABASE_POOL_MAX` or look for slow statements.',
  },
  'DATABASE.DUPLICATE': {
    kind: 'conflict',
    meaning: 'A row with this unique key exists; `details.constraint` names it.',
    action: 'Choose another value.',
  },
  'DATABASE.FAILED': {
    kind: 'bug',
    meaning: 'The database failed in a way that is not expected.',
    action: 'Read the log of the service.',
  },
  'DATABASE.MIGRATION_CHANGED': {
    kind: 'bug',
    meaning: 'A migration was changed after it was applied.',
    action: 'Restore it and add a new one.',
  },
  'DATABASE.MIGRATION_FAILED': {
    kind: 'bug',
    meaning: 'A migration failed and was undone.',
    action: 'Correct it and start again.',
  },
  'DATABASE.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'The row does not exist.',
    action: 'Read the list again.',
  },
  'DATABASE.NO_ROLE': {
    kind: 'bug',
    meaning: 'A service has no role in the database.',
    action: 'Name its tables in its manifest, `src/service.ts`.',
  },
  'DATABASE.NO_ROOM': {
    kind: 'unavailable',
    meaning: 'The disk of the database is full or fails, or it has no memory left.',
    action: 'Free space; pending writes are then stored.',
  },
  'DATABASE.NUMBER_TOO_LARGE': {
    kind: 'bug',
    meaning: 'A number of the database is too large to be exact.',
    action: 'Report it with the log of the service.',
  },
  'DATABASE.ORGANIZATION_INVALID': {
    kind: 'bug',
    meaning: 'A transaction was opened with an id that is not an organization’s.',
    action: 'Report it with the log of the service.',
  },
  'DATABASE.REFERENCE_MISSING': {
    kind: 'conflict',
    meaning: 'A referenced row is missing, or the row is still referenced; `details.constraint` names it.',
    action: 'Remove the rows that refer to it, or create the row that it refers to.',
  },
  'DATABASE.ROLLED_BACK': {
    kind: 'bug',
    meaning: 'A statement of the transaction failed and its error was not handled: nothing was written.',
    action: 'Report it with the log of the service.',
  },
  'DATABASE.ROW_FORBIDDEN': {
    kind: 'forbidden',
    meaning: 'The row belongs to another organization, or the role lacks the right.',
    action: 'Check `libs/persistence/src/grants.ts`.',
  },
  'DATABASE.SERIALIZATION': {
    kind: 'conflict',
    retryable: true,
    meaning: 'Another transaction was in the way (deadlock or serialization failure).',
    action: 'Run the transaction again.',
  },
  'DATABASE.STATEMENT_TIMEOUT': {
    kind: 'timeout',
    meaning: 'A statement or a lock took too long.',
    action: 'Try again; if it stays, look for locks.',
  },
  'DATABASE.TRANSACTION_OVER': {
    kind: 'bug',
    meaning: 'A transaction was used after its end.',
    action: 'Report it with the log of the service.',
  },
  'DATABASE.UNAVAILABLE': {
    kind: 'unavailable',
    meaning:
      'There is no connection to the database, or it broke; after a broken COMMIT the outcome is unknown.',
    action: 'Start the database; try again.',
  },
  'DATABASE.VALUE_REFUSED': {
    kind: 'invalid',
    meaning: 'A check, a type or a not-null constraint refuses the value; `details.constraint` names it.',
    action: 'Correct the value.',
  },
} as const satisfies ErrorDeclarations;
