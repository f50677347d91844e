import { randomBytes } from 'node:crypto';
import type { ServiceName } from '@eagle/contracts/domain';
import { openDatabase, type Database, type DatabaseOptions, type UrlOf } from '@eagle/persistence';
import { borrowServer } from './database-server.js';
import { testServers } from './servers/chosen-servers.js';
import type { TestServer } from './servers/test-server.js';
import { databaseFromTemplate, dropDatabase } from './template-database.js';

/** A fresh, migrated database that no other test sees. */
export interface TestDatabase {
  /** As the owner (a superuser, whom row-level security does not bind): to prepare and to look behind the curtain. */
  readonly ownerUrl: string;
  /** As a service connects, with no more rights than it has. */
  readonly urlOf: UrlOf;
  /** Opens it to prepare and to look: bound by row-level security, with rights on all tables. `close` of this object closes it too. */
  open(options?: Omit<DatabaseOptions, 'url'>): Database;
  /** Opens it as a service does; `close` of this object closes it too. */
  openAs(service: ServiceName, options?: Omit<DatabaseOptions, 'url'>): Database;
  close(): Promise<void>;
}

/** A database server of its own, for tests that kill and stop it. A killed one loses nothing that it has confirmed. */
export const testPostgres = (): Promise<TestServer> => testServers().startPostgres();

/**
 * Makes a database from a migrated template. It stands on the server that the environment variable EAGLE_TEST_PG_URL names (a
 * superuser's address; the whole test run shares it), else on a server that this process starts from a prepared cluster and stops with
 * the last `close`.
 * @param options  `on`: the server for it, for tests that kill it; the caller closes it.
 */
export async function testDatabase(options: { readonly on?: TestServer } = {}): Promise<TestDatabase> {
  const server =
    options.on === undefined
      ? await borrowServer()
      : { adminUrl: options.on.url, giveBack: async () => undefined };
  const name = `eagle_test_${randomBytes(8).toString('hex')}`;
  try {
    const urls = await databaseFromTemplate(server.adminUrl, name);
    const opened: Database[] = [];
    const open = (url: string, options: Omit<DatabaseOptions, 'url'>): Database => {
      const database = openDatabase({ poolMax: 4, ...options, url });
      opened.push(database);
      return database;
    };
    return {
      ownerUrl: urls.ownerUrl,
      urlOf: urls.urlOf,
      open: (options = {}) => open(urls.testUrl, options),
      openAs: (service, options = {}) => open(urls.urlOf(service), options),
      close: async () => {
        await Promise.all(opened.map((database) => database.close()));
        await dropDatabase(server.adminUrl, name);
        await server.giveBack();
      },
    };
  } catch (error) {
    await server.giveBack();
    throw error;
  }
}
