import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RPC } from '@eagle/contracts/bus';
import { SERVICES, type ServiceName } from '@eagle/contracts/domain';
import { newOrganization, testNats, type TestNats } from './bus.fixture.js';
import type { Bus } from './bus.types.js';
import { hashPasswords, natsServerConfig } from './index.js';

const passwordOf = (service: ServiceName): string => `p-${service}`;

describe('an absent service', () => {
  let nats: TestNats;
  let storeDir = '';
  const as = (user: ServiceName): Promise<Bus> =>
    nats.connect({ user, password: passwordOf(user), publishDeadlineMs: 2_000 });

  beforeAll(async () => {
    storeDir = await mkdtemp(path.join(tmpdir(), 'eagle-store-'));
    const others = SERVICES.filter((service) => service !== 'training');
    const passwordHashes = await hashPasswords(others, passwordOf);
    nats = await testNats((port) => natsServerConfig({ port, storeDir, passwordHashes }));
    await (await as('cli')).keepStreams();
  });
  afterAll(async () => {
    await nats.close();
    await rm(storeDir, { recursive: true, force: true });
  });

  test('has no user, while the others work', async () => {
    await expect(as('training')).rejects.toMatchObject({ code: 'BUS.WRONG_CREDENTIALS' });
    await expect((await as('gateway')).health()).resolves.toEqual({ ok: true });
  });

  test('gets no requests: the server carries none to it', async () => {
    const asked = { organizationId: newOrganization(), runId: null, actorId: null, reason: 'no need' };
    const { request } = RPC.cancelTraining;
    await expect((await as('gateway')).ask(RPC.cancelTraining, request.parse(asked))).rejects.toMatchObject({
      code: 'BUS.FORBIDDEN',
    });
  });
});
