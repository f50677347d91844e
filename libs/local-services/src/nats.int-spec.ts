import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findNatsServer, freePort, startNats, type LocalServer } from './index.js';
import { pollUntil } from './poll-until.js';

let dir: string;
let server: LocalServer;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'eagle-nats-'));
  server = await startNats({ dir });
});

afterAll(async () => {
  await server.stop();
  await rm(dir, { recursive: true, force: true });
});

test('a server killed at once comes back on the same port', async () => {
  const { port, pid } = server;
  const ended = server.exited;
  process.kill(pid, 'SIGKILL');
  await ended;
  await server.restart();
  assert.equal(server.url, `nats://127.0.0.1:${port}`);
  assert.notEqual(server.pid, pid);
});

test('a port in use is not given as free', async () => {
  assert.notEqual(await freePort(server.port), server.port);
});

test('a wrong configuration is reported with the reason', async () => {
  await assert.rejects(
    startNats({ dir: path.join(dir, 'wrong'), configText: 'jetstream {{{' }),
    (error: Error) => error.message.includes('Parse error'),
  );
});

test('a server that outlived its parent is ended before another serves the same streams', async () => {
  await server.stop();
  const orphan = spawn(
    await findNatsServer(),
    ['-c', path.join(dir, 'nats.conf'), '-p', '-1', '-P', path.join(dir, 'nats.pid')],
    {
      stdio: 'ignore',
    },
  );
  const ended = new Promise((resolve) => orphan.once('exit', resolve));
  await pollUntil(
    async () =>
      (await readFile(path.join(dir, 'nats.pid'), 'utf8').catch(() => '')) === String(orphan.pid)
        ? true
        : null,
    {
      deadlineMs: 5_000,
      everyMs: 20,
    },
  );
  await server.restart();
  await ended;
  assert.ok(server.running);
});
