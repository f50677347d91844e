export {
  DATABASE,
  DatabaseModule,
  type DatabaseConfig,
  type DatabaseModuleOptions,
} from './database.module.js';
