import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { natsServerCacheDir, startPostgres, type LocalServer } from '@eagle/local-services';
import { areContainersChosen, testServers } from './servers/chosen-servers.js';
import { ensureTemplate, schemaDigest } from './template-database.js';

const execute = promisify(execFile);
const CLUSTER = 'test-cluster-';
/** Of one file of tests. */
const SETTINGS = { shared_buffers: '24MB', max_connections: 60, autovacuum: 'off' };

/** A database server that test databases stand on. */
export interface BorrowedServer {
  readonly adminUrl: string;
  /** The last one to give it back stops it, where this process started it. */
  giveBack(): Promise<void>;
}

interface OwnServer {
  readonly url: string;
  close(): Promise<void>;
}

let own: Promise<OwnServer> | null = null;
let borrowers = 0;

export async function borrowServer(): Promise<BorrowedServer> {
  const given = process.env['EAGLE_TEST_PG_URL'];
  if (given !== undefined && given !== '') return { adminUrl: given, giveBack: async () => undefined };
  borrowers += 1;
  own ??= areContainersChosen() ? testServers().startPostgres() : startFromPrepared();
  const { url } = await own;
  return { adminUrl: url, giveBack };
}

async function giveBack(): Promise<void> {
  borrowers -= 1;
  if (borrowers > 0 || own === null) return;
  const server = await own;
  own = null;
  await server.close();
}

/** Copying a prepared cluster takes a fraction of making and migrating one. */
async function startFromPrepared(): Promise<OwnServer> {
  const prepared = await preparedCluster();
  const folder = await mkdtemp(path.join(tmpdir(), 'eagle-postgres-'));
  const dataDir = path.join(folder, 'data');
  await execute('cp', ['-a', prepared, dataDir]);
  const server = await start(dataDir);
  return {
    url: server.url,
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function start(dataDir: string): Promise<LocalServer> {
  return startPostgres({
    dataDir,
    user: 'postgres',
    password: 'postgres',
    durable: false,
    settings: SETTINGS,
    logFile: `${dataDir}.log`,
  });
}

/** A stopped cluster with the migrated template, kept between test runs; made anew when a migration changes. */
async function preparedCluster(): Promise<string> {
  const cache = natsServerCacheDir();
  const name = `${CLUSTER}${await schemaDigest()}`;
  const cluster = path.join(cache, name);
  if (await exists(cluster)) return cluster;
  await mkdir(cache, { recursive: true });
  const draft = path.join(cache, `draft-${randomBytes(4).toString('hex')}`);
  const server = await start(draft);
  await ensureTemplate(server.url);
  await server.stop();
  await rm(`${draft}.log`, { force: true });
  // Where another process was faster, its cluster is as good.
  await rename(draft, cluster).catch(() => rm(draft, { recursive: true, force: true }));
  const outdated = (await readdir(cache)).filter((entry) => entry.startsWith(CLUSTER) && entry !== name);
  await Promise.all(outdated.map((entry) => rm(path.join(cache, entry), { recursive: true, force: true })));
  return cluster;
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
