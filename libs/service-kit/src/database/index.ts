export { electLeader, type ElectLeaderParts } from './elect-leader.js';
export {
  DATABASE,
  DatabaseModule,
  type DatabaseConfig,
  type DatabaseModuleOptions,
} from './database.module.js';
