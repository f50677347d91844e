import { Module, type DynamicModule } from '@nestjs/common';
import { openDatabase, type Database, type DatabaseOptions } from '@eagle/persistence';
import type { Secret } from '../config/secret.js';
import type { ProcessConfig } from '../config/service-config.js';
import { HealthRegistry } from '../health.js';
import { OpenConnections } from '../open-connections.js';

/** The injection token of the platform's database; its type is `Database`. */
export const DATABASE = Symbol('DATABASE');

/** What a service with a database takes from its environment for it. */
export interface DatabaseConfig extends Pick<ProcessConfig, 'REPLICA'> {
  readonly DATABASE_URL: Secret;
}

export interface DatabaseModuleOptions extends Pick<DatabaseOptions, 'poolMax' | 'waitingMax'> {
  /**
   * Whether the service can do nothing while the database is away, and is not ready then. Default
   * false: a service that can continue without the database reports its state by a separate check.
   */
  readonly neededToBeReady?: boolean;
  /**
   * Whether the typed client for what people edit is loaded at the start, and not with the first
   * edit. Default false.
   */
  readonly edits?: boolean;
}

/**
 * Gives `DATABASE` to every module. The server need not be there at the start; connections come as
 * needed, bear the replica's name, and are closed after the bus (see `OpenConnections`).
 */
@Module({})
export class DatabaseModule {
  /** Import once, in the service's root module. */
  static forRoot(config: DatabaseConfig, options: DatabaseModuleOptions = {}): DynamicModule {
    const { neededToBeReady = false, edits = false, ...limits } = options;
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        {
          provide: DATABASE,
          inject: [HealthRegistry, OpenConnections],
          useFactory: async (health: HealthRegistry, connections: OpenConnections): Promise<Database> => {
            const url = config.DATABASE_URL.reveal();
            const database = openDatabase({ url, applicationName: config.REPLICA, ...limits });
            connections.add('database', database);
            if (edits) await database.prepareEdits();
            if (neededToBeReady) {
              health.register('database', async () => {
                await database.ping();
                return { ok: true };
              });
            }
            return database;
          },
        },
      ],
      exports: [DATABASE],
    };
  }
}
