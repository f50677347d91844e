import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RPC, STREAMS, type RpcContract } from '@eagle/contracts/bus';
import { SERVICES, type ServiceName } from '@eagle/contracts/domain';
import { startNats, type LocalServer } from '@eagle/local-services';
import { connectBus, hashPasswords, natsServerConfig, type RequestBus } from '@eagle/messaging';
import { z } from 'zod';
import { attackBus } from './bus-attack.js';

const passwordOf = (service: ServiceName): string => `p-${service}`;

describe('an attacking service', () => {
  let dir = '';
  let server: LocalServer;
  const buses: RequestBus[] = [];
  const heard: string[] = [];

  const as = async (user: ServiceName): Promise<RequestBus> => {
    const bus = await connectBus({ url: server.url, user, password: passwordOf(user), name: `${user}-0` });
    buses.push(bus);
    return bus;
  };

  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'eagle-attack-'));
    const storeDir = path.join(dir, 'streams');
    const passwordHashes = await hashPasswords(SERVICES, passwordOf);
    server = await startNats({
      dir,
      configText: (port) => natsServerConfig({ port, storeDir, passwordHashes }),
    });
    await (await as('cli')).keepStreams();
    await (
      await as('prediction')
    ).durableConsumer(STREAMS.features, {
      durable: 'prediction',
      filterSubject: STREAMS.features.subjects[0],
      pendingMax: 8,
      onMessage: () => Promise.resolve(),
    });
    await (await as('alerting')).follow(STREAMS.scans, { from: 'new', onMessage: () => undefined });
    // Victims that answer every request.
    const contracts: RpcContract[] = Object.values(RPC);
    for (const service of new Set(contracts.map((contract) => contract.service))) {
      const bus = await as(service);
      for (const contract of contracts.filter((one) => one.service === service)) {
        const open = { ...contract, request: z.unknown(), reply: z.unknown() };
        await bus.serve(open, (request) => {
          heard.push(JSON.stringify(request));
          return {};
        });
      }
    }
  });
  afterAll(async () => {
    await Promise.all(buses.map((bus) => bus.close()));
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  });

  test('can write, read, request, receive and command nothing beyond its declarations', async () => {
    const counts = new Map<string, number>();
    const successes: string[] = [];
    await attackBus({
      url: server.url,
      password: passwordOf,
      cliPassword: passwordOf('cli'),
      heard: (mark) => heard.some((request) => request.includes(mark)),
      tried: (attack, success) => {
        counts.set(attack, (counts.get(attack) ?? 0) + 1);
        if (success !== null) successes.push(`${attack}: ${success}`);
      },
    });
    assert.deepEqual(successes, []);
    assert.ok((counts.get('pause a consumer of a known name') ?? 0) > 0);
    assert.ok([...counts.values()].reduce((sum, count) => sum + count, 0) > 3_000);
  });
});
