export { openDatabase, Database, type DatabaseOptions } from './database.js';
export { databaseError } from './database-error.js';
export { audit } from './audit/audit.js';
export { recordModelStep } from './audit/model-step.js';
export {
  DATABASE_SERVICES,
  hasDatabaseRole,
  GRANTS,
  grantStatements,
  roleOf,
  SEQUENCES,
  type DatabaseService,
} from './grants.js';
export { type DatabasePasswords } from './roles.js';
export { LeaderTerms, TermDatabase, type OrganizationDatabase, type WritingTerm } from './leader-terms.js';
export type {
  Edit,
  OrganizationEdit,
  OrganizationTransaction,
  PlatformEdit,
  PlatformTransaction,
  Statements,
  Transaction,
} from './transaction.js';
export {
  defaultMigrationsDir,
  migrate,
  prepareDatabase,
  serviceUrlsOf,
  withDatabase,
  withRole,
  type MigrateOptions,
  type PreparedDatabase,
  type PrepareDatabaseOptions,
} from './migrate.js';
