import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';
import { onSomePort, superviseServer, type LocalServer } from './local-server.js';
import { LocalServiceError } from './local-service-error.js';
import { endLeftover } from './leftover.js';
import { OwnedProcess } from './owned-process.js';
import { untilUp } from './until-up.js';
import { findPostgres, type PostgresBinaries } from './postgres-binaries.js';
import { launchAs, unprivilegedUser, type UnprivilegedUser } from './unprivileged-user.js';

const execute = promisify(execFile);
const STOP_MS_MAX = 20_000;
/**
 * Children of a killed server hold its shared memory until they notice its end, usually for a few
 * milliseconds.
 */
const ORPHANS_MS_MAX = 10_000;
const HELD_BY_ORPHANS = 'pre-existing shared memory block';
const HOST = '127.0.0.1';

export interface PostgresOptions {
  /** Folder of the cluster; made (with its parents) at the first start. */
  readonly dataDir: string;
  /** A free one where it is not given. */
  readonly port?: number;
  /**
   * Superuser of the cluster, made at the first start. Both are ignored by a cluster that already
   * exists.
   */
  readonly user: string;
  readonly password: string;
  /**
   * `postgresql.conf` settings, for example `{ shared_buffers: '32MB' }`; they win over the
   * defaults here.
   */
  readonly settings?: Readonly<Record<string, string | number>>;
  /**
   * False is faster, but a power cut can lose commits; killed processes still lose nothing. Default
   * true.
   */
  readonly durable?: boolean;
  /** Where the server writes; default `<dataDir>.log`. Bounded to 8 MiB. */
  readonly logFile?: string;
}

/** Small enough to run beside a dozen other processes on a laptop. */
const DEFAULT_SETTINGS = {
  shared_buffers: '64MB',
  max_connections: 100,
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: 0,
  jit: 'off',
  autovacuum_max_workers: 2,
  log_min_messages: 'warning',
  timezone: 'UTC',
};
// Commits still reach the operating system before they are confirmed: a killed process loses
// nothing.
const UNSAFE_AT_POWER_CUT = { fsync: 'off', full_page_writes: 'off' };

/**
 * Starts PostgreSQL 18 on 127.0.0.1, creating its cluster at the first start (about 4 s; a later
 * start takes 0.1 to 0.3 s). Remains of a killed server or a killed parent are removed.
 * As root it runs as an unprivileged user who owns `dataDir`.
 * @returns the server; `url` is `postgresql://user:password@127.0.0.1:port/postgres`.
 * @throws LocalServiceError with the end of the server's log when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalServer> {
  const dataDir = path.resolve(options.dataDir);
  const binaries = await findPostgres();
  const user = await unprivilegedUser();
  await ensureCluster(dataDir, options, binaries, user);
  return onSomePort(options.port, freePort, (port) =>
    superviseServer({ url: urlOf(options, port), port }, () =>
      launch(dataDir, port, options, binaries, user),
    ),
  );
}

function urlOf(options: PostgresOptions, port: number): string {
  return `postgresql://${encodeURIComponent(options.user)}:${encodeURIComponent(options.password)}@${HOST}:${port}/postgres`;
}

/**
 * A cluster gets its name only when it is complete: an interrupted first start leaves nothing that
 * looks like a cluster.
 */
async function ensureCluster(
  dataDir: string,
  options: PostgresOptions,
  binaries: PostgresBinaries,
  user: UnprivilegedUser | null,
): Promise<void> {
  if (await exists(path.join(dataDir, 'PG_VERSION'))) return;
  const parent = path.dirname(dataDir);
  await mkdir(parent, { recursive: true });
  await removeInterrupted(parent, path.basename(dataDir));
  const draft = `${dataDir}.initializing-${randomBytes(4).toString('hex')}`;
  await mkdir(draft, { mode: 0o700 });
  const passwordFile = path.join(parent, `.${path.basename(draft)}`);
  await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
  try {
    if (user !== null)
      await Promise.all([draft, passwordFile].map((file) => chown(file, user.uid, user.gid)));
    const args = [
      `--pgdata=${draft}`,
      `--username=${options.user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(options.durable === false ? ['--no-sync'] : []),
    ];
    const { command, args: full, ...identity } = await launchAs(user, binaries.initdb, args, [draft]);
    await execute(command, [...full], { cwd: '/', ...identity, maxBuffer: 4 * 1024 * 1024 });
    // A folder made by hand beforehand is fine as long as it is empty; rename refuses any other.
    await rename(draft, dataDir);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw new LocalServiceError(
      'START_FAILED',
      `The database cluster ${dataDir} could not be made: ${messageOf(cause)}`,
      {
        cause,
      },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function removeInterrupted(parent: string, name: string): Promise<void> {
  const entries = await readdir(parent);
  const left = entries.filter((entry) => entry.replace(/^\./, '').startsWith(`${name}.initializing-`));
  await Promise.all(left.map((entry) => rm(path.join(parent, entry), { recursive: true, force: true })));
}

async function launch(
  dataDir: string,
  port: number,
  options: PostgresOptions,
  binaries: PostgresBinaries,
  user: UnprivilegedUser | null,
): Promise<OwnedProcess> {
  await clearLeftovers(dataDir);
  const settings = {
    ...DEFAULT_SETTINGS,
    ...(options.durable === false ? UNSAFE_AT_POWER_CUT : {}),
    ...options.settings,
    // TCP on this machine only; Unix sockets would need a folder with a short path.
    listen_addresses: HOST,
    unix_socket_directories: '',
    port,
  };
  const args = [
    '-D',
    dataDir,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const command = await launchAs(user, binaries.postgres, args, [path.join(dataDir, 'PG_VERSION')]);
  const until = performance.now() + ORPHANS_MS_MAX;
  for (;;) {
    const server = await OwnedProcess.start({
      ...command,
      logFile: options.logFile ?? `${dataDir}.log`,
      // "Fast shutdown": clients are cut off, the state is written.
      stopSignal: 'SIGINT',
      stopMsMax: STOP_MS_MAX,
    });
    try {
      await untilReady(server, dataDir, port);
      return server;
    } catch (error) {
      if (!messageOf(error).includes(HELD_BY_ORPHANS) || performance.now() >= until) throw error;
      await delay(100);
    }
  }
}

async function untilReady(server: OwnedProcess, dataDir: string, port: number): Promise<void> {
  const state = await untilUp(server, async () => {
    const lock = await readLock(dataDir);
    return lock?.pid === server.pid && lock.status === 'ready';
  });
  if (state === 'ready') return;
  const tail = server.logTail();
  await server.stop();
  throw new LocalServiceError(
    state === 'ended' ? 'START_FAILED' : 'START_TIMEOUT',
    `PostgreSQL in ${dataDir} did not come up on port ${port}: ${tail}`,
  );
}

/** `postmaster.pid`: the first line is the process id, the eighth the state. */
async function readLock(dataDir: string): Promise<{ pid: number; status: string } | null> {
  const text = await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() };
}

/**
 * After kill -9, `postmaster.pid` names a process that is gone, that is another program by now
 * (then PostgreSQL would refuse to start), or that still serves this very folder because its parent
 * was killed: the last is stopped, the file of the others removed.
 */
async function clearLeftovers(dataDir: string): Promise<void> {
  const lock = await readLock(dataDir);
  if (lock === null || !Number.isInteger(lock.pid) || lock.pid <= 1) return;
  const file = path.join(dataDir, 'postmaster.pid');
  if (!(await endLeftover(lock.pid, 'postgres', dataDir, 'SIGINT', STOP_MS_MAX))) {
    await rm(file, { force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
