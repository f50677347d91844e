import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { freePort, startNats, type LocalServer } from './index.js';

let dir: string;
let server: LocalServer;

before(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'eagle-nats-'));
  server = await startNats({ dir });
});

after(async () => {
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
