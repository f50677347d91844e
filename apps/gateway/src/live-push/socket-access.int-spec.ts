import assert from 'node:assert/strict';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { ListeningPlants } from '../fixtures/listening-plants.fixture.js';
import { RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { TestSocket } from '../fixtures/socket-client.fixture.js';

describe('access to sockets', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let plants: ListeningPlants;

  beforeAll(async () => {
    plants = await ListeningPlants.start();
    ({ gateway, north, south } = plants);
  });
  afterEach(() => plants.closeSockets());
  afterAll(() => plants.close());

  test('is refused without the right to listen, with the reason', async () => {
    await plants.isRefused({}, 'AUTH.TOKEN_INVALID');
    await plants.isRefused({ token: 'nonsense' }, 'AUTH.TOKEN_INVALID');
    await plants.isRefused(
      { token: north.operator.accessToken, organizationId: south.id },
      'TENANCY.OTHER_ORGANIZATION',
    );
    const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    await plants.isRefused({ token }, 'TENANCY.ORGANIZATION_REQUIRED');
    await plants.isRefused({ token, organizationId: south.id }, 'TENANCY.NOT_ENTERED');
    await gateway.enter(token, south.id);
    const named = await plants.connect({ token, organizationId: south.id });
    const cursor = await plants.publish(south);
    await plants.publish(north);
    await eventually(() => assert.deepEqual(named.cursors, [cursor]));
  });

  test('stays after a malformed message, which is answered', async () => {
    const client = await plants.operator();
    const answer: unknown = await client.socket.timeout(2_000).emitWithAck('resume', { cursor: 'x' });
    assert.equal(
      z.object({ problem: z.object({ code: z.string() }) }).parse(answer).problem.code,
      'REQUEST.INVALID',
    );
    assert.ok(client.connected);
  });

  test('ends at once for a disabled user, on every replica', async () => {
    const url = await gateway.addReplica();
    const person = await gateway.tenant('fired');
    const sockets = await Promise.all([
      plants.connect({ token: person.operator.accessToken }),
      plants.connect({ token: person.operator.accessToken }, { url }),
    ]);
    const bystander = await plants.connect({ token: person.admin.accessToken });
    const path = `/api/v1/organizations/${person.id}/users/${person.operator.userId}`;
    await gateway.ok(z.unknown(), 'PATCH', path, {
      token: person.admin.accessToken,
      body: { enabled: false },
    });
    await eventually(
      () =>
        assert.deepEqual(
          sockets.map((each) => each.connected),
          [false, false],
        ),
      {
        deadlineMs: 3_000,
      },
    );
    assert.deepEqual(
      sockets.map((each) => each.ended),
      ['access-withdrawn', 'access-withdrawn'],
    );
    assert.ok(bystander.connected);
    await plants.isRefused({ token: person.operator.accessToken }, 'AUTH.ACCESS_WITHDRAWN');
  });

  test('ends for a disabled organization, and for nobody else', async () => {
    const other = await gateway.tenant('closed');
    const [theirs, ours] = await Promise.all([
      plants.connect({ token: other.operator.accessToken }),
      plants.operator(),
    ]);
    const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    await gateway.ok(z.unknown(), 'POST', `/api/v1/organizations/${other.id}/disable`, { token });
    await eventually(() => assert.equal(theirs.ended, 'access-withdrawn'));
    assert.ok(ours.connected);
  });
});

describe('the end of a token', () => {
  test('ends its sockets, and says so', async () => {
    const gateway = await RunningGateway.start({ ACCESS_TOKEN_MS: '2000' });
    try {
      const { accessToken, refreshToken } = (await gateway.tenant('brief')).operator;
      const client = await TestSocket.connect(gateway.url, { token: accessToken });
      await eventually(() => assert.equal(client.ended, 'token-expired'), { deadlineMs: 4_000 });
      await assert.rejects(TestSocket.connect(gateway.url, { token: accessToken }));
      const renewed = await gateway.ok(
        z.object({ accessToken: z.string() }),
        'POST',
        '/api/v1/auth/refresh',
        {
          body: { refreshToken },
        },
      );
      const again = await TestSocket.connect(gateway.url, { token: renewed.accessToken });
      again.close();
    } finally {
      await gateway.close();
    }
  });
});
