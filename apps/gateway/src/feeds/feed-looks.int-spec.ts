import assert from 'node:assert/strict';
import { RPC } from '@eagle/contracts/bus';
import pg from 'pg';
import { z } from 'zod';
import {
  plantConfig,
  RunningGateway,
  type Answer,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';

describe('inspections of a source', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let second: string;
  let looks = 0;

  beforeAll(async () => {
    gateway = await RunningGateway.start();
    [north, south] = [await gateway.tenant('north'), await gateway.tenant('south')];
    second = await gateway.addReplica();
    await gateway.bus.bus.serve(RPC.testFeed, () => {
      looks += 1;
      return { ok: false, problem: 'unreachable' as const, reason: 'no', latencyMs: 1 };
    });
    await gateway.bus.bus.serve(RPC.discoverFeed, () => {
      looks += 1;
      return { tables: [], columns: [] };
    });
  });
  afterAll(() => gateway.close());

  const look = (tenant: Tenant, what: 'test' | 'discover', url: string): Promise<Answer> =>
    gateway.request('POST', `/api/v1/organizations/${tenant.id}/feed/${what}`, {
      token: tenant.admin.accessToken,
      body: { feed: plantConfig().feed },
      url,
    });
  const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort();

  test('are at most ten a minute for each organization, for both kinds and all replicas together, also at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 14 }, (_, n) =>
        look(north, n % 2 === 0 ? 'test' : 'discover', n % 3 === 0 ? second : gateway.url),
      ),
    );
    assert.deepEqual(statuses(answers), [...Array<number>(10).fill(200), ...Array<number>(4).fill(429)]);
    assert.equal(looks, 10);
    const refused = answers.find(({ status }) => status === 429);
    const reported = z.object({ code: z.string(), retryAfterSeconds: z.number() }).parse(refused?.body);
    assert.equal(reported.code, 'FEED.LOOKED_AT_TOO_OFTEN');
    assert.ok(reported.retryAfterSeconds >= 1 && reported.retryAfterSeconds <= 60);
    assert.equal(refused?.headers.get('retry-after'), `${reported.retryAfterSeconds}`);
  });

  test('of one organization take nothing from another', async () => {
    assert.equal((await look(south, 'test', gateway.url)).status, 200);
    assert.equal((await look(north, 'test', gateway.url)).status, 429);
  });

  test('are free again after a minute', async () => {
    const owner = new pg.Client({ connectionString: gateway.database.ownerUrl });
    await owner.connect();
    await owner.query(`UPDATE audit_log SET at = at - interval '61 seconds'`);
    await owner.end();
    assert.equal((await look(north, 'test', gateway.url)).status, 200);
  });
});
