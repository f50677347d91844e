export { openDatabase, Database, type DatabaseOptions } from './database.js';
export { databaseError } from './database-error.js';
export { audit } from './audit/audit.js';
export { recordModelStep } from './audit/model-step.js';
export {
  databaseUsers,
  grantStatements,
  privilegesOn,
  roleOf,
  sequencesOf,
  type DatabaseUser,
  type Privilege,
} from './grants.js';
export { type PasswordOf } from './roles.js';
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
  urlsOf,
  withDatabase,
  withRole,
  type MigrateOptions,
  type PreparedDatabase,
  type PrepareDatabaseOptions,
  type UrlOf,
} from './migrate.js';
