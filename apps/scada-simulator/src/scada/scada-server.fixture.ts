import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startPostgres } from '@eagle/local-services';
import pg from 'pg';
import type { DemoPlant } from '../plants/demo-plant.js';
import { prepareScada, type PreparedPlant } from './prepare-scada.js';

/**
 * A real SCADA server for tests: the one of `EAGLE_TEST_PG_URL` where there is one, else its own.
 */
export interface ScadaServer {
  readonly folder: string;
  /** Makes the plant's database under names that no other test uses. */
  prepare(plant: DemoPlant): Promise<{ plant: DemoPlant; prepared: PreparedPlant }>;
  query<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]>;
  adminOf(prepared: PreparedPlant): string;
  close(): Promise<void>;
}

export async function scadaServer(): Promise<ScadaServer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'scada-test-'));
  const given = process.env['EAGLE_TEST_PG_URL'];
  const own =
    given === undefined
      ? await startPostgres({
          dataDir: path.join(folder, 'data'),
          user: 'postgres',
          password: 'postgres',
          durable: false,
        })
      : null;
  const adminUrl = given ?? own?.url ?? '';
  const made: DemoPlant[] = [];
  return {
    folder,
    async prepare(plant) {
      const suffix = randomUUID().slice(0, 8);
      const renamed: DemoPlant = {
        ...plant,
        database: `${plant.database}_${suffix}`,
        writerUser: `${plant.writerUser}_${suffix}`,
        readerUser: `${plant.readerUser}_${suffix}`,
      };
      made.push(renamed);
      const passwords = { [plant.plant]: `pass/word ${suffix}` };
      const options = { adminUrl, plants: [renamed], writerPasswords: passwords, readerPasswords: passwords };
      await prepareScada(options);
      const [prepared] = await prepareScada(options);
      if (prepared === undefined) throw new Error('nothing was prepared');
      return { plant: renamed, prepared };
    },
    query: (url, sql) => query(url, sql),
    adminOf(prepared) {
      const url = new URL(adminUrl);
      url.pathname = `/${prepared.database}`;
      return url.toString();
    },
    async close() {
      for (const plant of made) {
        await query(adminUrl, `DROP DATABASE IF EXISTS "${plant.database}" WITH (FORCE)`);
        await query(adminUrl, `DROP ROLE IF EXISTS "${plant.writerUser}", "${plant.readerUser}"`);
      }
      await own?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function query<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}
