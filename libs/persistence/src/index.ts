export { openDatabase, Database, type DatabaseOptions } from './database.js';
export { databaseError } from './database-error.js';
export { recordAudit, type AuditRecord } from './audit-entry.js';
export { recordModelStep } from './model-step.js';
export type { OrganizationTransaction, PlatformTransaction, Transaction } from './transaction.js';
export {
  appUrlOf,
  defaultMigrationsDir,
  migrate,
  prepareDatabase,
  withDatabase,
  type MigrateOptions,
  type PreparedDatabase,
  type PrepareDatabaseOptions,
} from './migrate.js';
