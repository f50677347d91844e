import assert from 'node:assert/strict';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { REFUSALS_EVERY_MS } from '../audit/refusals.js';
import { RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { TestSocket } from '../fixtures/socket-client.fixture.js';

const entriesSchema = z.object({
  items: z.array(
    z.object({
      actorId: z.string().nullable(),
      target: z.string(),
      details: z.object({ action: z.string(), code: z.string(), count: z.number() }),
    }),
  ),
});
type Entry = z.infer<typeof entriesSchema>['items'][number];
const TRIES = 20;

describe('refusals at sockets', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let platform: string;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '100', SOCKETS_PER_USER_MAX: '2' });
    [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
    platform = (await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password)).accessToken;
  });
  afterAll(() => gateway.close());

  const audited = async (path: string, token: string): Promise<Entry[]> =>
    (await gateway.ok(entriesSchema, 'GET', `/api/v1/audit${path}`, { token })).items;
  const ofPerson = (action: string, tenant: Tenant, userId: string): Promise<Entry[]> =>
    audited(`?action=${action}&actorId=${userId}`, tenant.admin.accessToken);
  const refused = (auth: Readonly<Record<string, unknown>>): Promise<void> =>
    assert.rejects(TestSocket.connect(gateway.url, auth));

  /**
   * Many tries, then one more a minute later. The first entry stands for the first try, the second
   * for all others.
   */
  async function holdsTwoEntries(attempt: () => Promise<void>, read: () => Promise<Entry[]>): Promise<Entry> {
    for (let n = 0; n < TRIES; n += 1) await attempt();
    gateway.advance(REFUSALS_EVERY_MS);
    await attempt();
    const entries = await eventually(async () => {
      const found = await read();
      assert.equal(found.length, 2);
      return found;
    });
    const [summed, first] = entries;
    assert.ok(summed !== undefined && first !== undefined);
    // The ledger writes every few seconds: it may have written before the last try came.
    assert.ok([TRIES - 1, TRIES].includes(summed.details.count), String(summed.details.count));
    assert.equal(first.details.count, 1);
    return summed;
  }

  test('are recorded under the organization of the person who named another one, once a minute', async () => {
    const { accessToken: token, userId } = north.operator;
    const entry = await holdsTwoEntries(
      () => refused({ token, organizationId: south.id }),
      () => ofPerson('ORGANIZATION.REFUSED', north, userId),
    );
    assert.deepEqual(
      [entry.details.action, entry.details.code],
      ['socket /alerts connect', 'TENANCY.OTHER_ORGANIZATION'],
    );
    assert.deepEqual(await ofPerson('ORGANIZATION.REFUSED', south, userId), []);
  });

  test('are recorded for unreadable cursors, once a minute for each person', async () => {
    const { accessToken: token, userId } = north.admin;
    const entry = await holdsTwoEntries(
      () => refused({ token, cursor: -1 }),
      () => ofPerson('SOCKET.REFUSED', north, userId),
    );
    assert.equal(entry.details.code, 'REQUEST.INVALID');
  });

  test('are recorded for messages of connected clients, once a minute for each person', async () => {
    const { accessToken: token, userId } = south.admin;
    const client = await TestSocket.connect(gateway.url, { token });
    const entry = await holdsTwoEntries(
      async () => {
        await client.socket.timeout(5_000).emitWithAck('resume', { cursor: 'x' });
      },
      () => ofPerson('SOCKET.REFUSED', south, userId),
    );
    assert.equal(entry.details.action, 'socket /alerts resume');
    client.close();
  });

  test('are recorded for sockets beyond the limit of one person, once a minute', async () => {
    const { accessToken: token, userId } = south.operator;
    const open = [
      await TestSocket.connect(gateway.url, { token }),
      await TestSocket.connect(gateway.url, { token }),
    ];
    const entry = await holdsTwoEntries(
      () => refused({ token }),
      () => ofPerson('SOCKET.REFUSED', south, userId),
    );
    assert.equal(entry.details.code, 'PUSH.TOO_MANY_OF_USER');
    for (const client of open) client.close();
  });

  test('are recorded under the platform for unknown callers, all of them together', async () => {
    let n = 0;
    const entry = await holdsTwoEntries(
      () => refused({ token: `nonsense-${(n += 1)}` }),
      async () =>
        (await audited('/platform?action=ACCESS.REFUSED', platform)).filter((each) => each.actorId === null),
    );
    assert.deepEqual([entry.target, entry.details.code], ['user/unknown', 'AUTH.TOKEN_INVALID']);
  });

  test('are recorded for a user with withdrawn access, under the organization of that user', async () => {
    const gone = await gateway.signIn(south.operator.email, south.operator.password);
    await gateway.request('POST', '/api/v1/auth/logout', { token: gone.accessToken });
    await refused({ token: gone.accessToken });
    await eventually(async () => {
      const [entry] = await ofPerson('ACCESS.REFUSED', south, south.operator.userId);
      assert.equal(entry?.details.code, 'AUTH.ACCESS_WITHDRAWN');
    });
  });
});
