import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { STREAMS } from '@eagle/contracts/bus';
import { SERVICES } from '@eagle/contracts/domain';
import { startNats, type LocalServer } from '@eagle/local-services';
import { connectBus, hashPasswords, natsServerConfig } from '@eagle/messaging';
import { RoundTrips } from './round-trips.js';

const PASSWORD = 'only-for-this-test-0';

describe('empty round trips', () => {
  let dir: string;
  let server: LocalServer;

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'eagle-round-trips-'));
    const passwordHashes = await hashPasswords(SERVICES, () => PASSWORD);
    server = await startNats({
      dir,
      configText: (port) => natsServerConfig({ port, storeDir: path.join(dir, 'store'), passwordHashes }),
    });
    const bus = await connectBus({ url: server.url, user: 'cli', password: PASSWORD, name: 'test' });
    await bus.ensureStreams(STREAMS.shadow);
    await bus.close();
  });
  afterAll(async () => {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  });

  test('are sent, stored and received across the accounts of a real server, and none is lost', async () => {
    const trips = await RoundTrips.start({ natsUrl: server.url, password: PASSWORD });
    const { count, p50, max } = await trips.end();
    expect(count).toBeGreaterThanOrEqual(1);
    expect(p50).toBeGreaterThan(0);
    expect(max).toBeGreaterThanOrEqual(p50 ?? Infinity);
  });

  test('are refused with a wrong password: the bench does not wait for them', async () => {
    await expect(RoundTrips.start({ natsUrl: server.url, password: 'another' })).rejects.toThrow(/ended/);
  });
});
