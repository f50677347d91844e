import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres, type LocalServer } from './index.js';
import { pollUntil } from './poll-until.js';

const settings = { shared_buffers: '16MB' };
let folder: string;
let server: LocalServer;
const dataDir = (): string => path.join(folder, 'closed', 'data');
const start = (port?: number): Promise<LocalServer> =>
  startPostgres({
    dataDir: dataDir(),
    user: 'eagle',
    password: 'p@ss word',
    durable: false,
    settings,
    ...(port === undefined ? {} : { port }),
  });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'eagle-postgres-'));
  // As root, PostgreSQL runs as somebody else, who may not enter a folder like /root.
  await chmod(folder, 0o700);
  server = await start();
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a started server accepts connections and names itself in its address', async () => {
  assert.ok(await accepts(server.port));
  assert.equal(server.url, `postgresql://eagle:p%40ss%20word@127.0.0.1:${server.port}/postgres`);
});

test('a server killed at once comes back on the same port', async () => {
  const { port, pid } = server;
  const ended = server.exited;
  process.kill(pid, 'SIGKILL');
  assert.equal((await ended).signal, 'SIGKILL');
  assert.equal(server.running, false);
  await server.restart();
  assert.equal(server.port, port);
  assert.notEqual(server.pid, pid);
  assert.ok(await accepts(port));
});

test('a killed server comes back as soon as its last child has let go of its memory', async () => {
  const { pid } = server;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const child = Number(children.trim().split(' ')[0]);
  const ended = server.exited;
  process.kill(child, 'SIGSTOP');
  process.kill(pid, 'SIGKILL');
  await ended;
  const restarted = server.restart();
  const held = await pollUntil(
    async () => ((await readFile(`${dataDir()}.log`, 'utf8')).includes('shared memory block') ? true : null),
    { deadlineMs: 5_000, everyMs: 20 },
  );
  process.kill(child, 'SIGCONT');
  await restarted;
  assert.equal(held, true, 'the first start was refused');
  assert.ok(await accepts(server.port));
});

test('a lock file that names a foreign process does not stop the start', async () => {
  await server.stop();
  assert.equal(await accepts(server.port), false);
  await writeFile(path.join(dataDir(), 'postmaster.pid'), `${process.pid}\n${dataDir()}\n1\n`);
  await server.restart();
  assert.ok(await accepts(server.port));
});

test('a server whose parent was killed is stopped, and the folder can be served again', async () => {
  await server.stop();
  const script = `import { startPostgres } from ${JSON.stringify(fileURLToPath(new URL('./index.js', import.meta.url)))};
    const server = await startPostgres(${JSON.stringify({ dataDir: dataDir(), user: 'eagle', password: 'x', durable: false, settings })});
    console.log(server.pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed] = (await once(parent.stdout, 'data')) as unknown[];
  const orphan = Number(String(printed));
  assert.ok(isAlive(orphan));
  parent.kill('SIGKILL');
  // Started again at once, while the orphan may still be there.
  server = await start();
  assert.ok(await accepts(server.port));
  assert.ok(await pollUntil(() => (isAlive(orphan) ? null : true), { deadlineMs: 15_000, everyMs: 50 }));
});

test('a failed start says why', async () => {
  await assert.rejects(
    startPostgres({
      dataDir: path.join(folder, 'wrong'),
      user: 'eagle',
      password: 'x',
      durable: false,
      settings: { shared_buffers: 'plenty' },
      port: server.port,
    }),
    (error: Error) => error.message.includes('shared_buffers'),
  );
});

test('the password is nowhere in the folder', async () => {
  const log = await readFile(`${dataDir()}.log`, 'utf8');
  assert.ok(!log.includes('p@ss word'));
});
