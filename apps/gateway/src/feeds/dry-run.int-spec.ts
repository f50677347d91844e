import { RPC } from '@eagle/contracts/bus';
import type { DryRun } from '@eagle/contracts/domain';
import pg from 'pg';
import { z } from 'zod';
import {
  plantConfig,
  RunningGateway,
  type Answer,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';

const EMPTY_REPORT: DryRun = {
  ...{ rows: 0, scans: 0, rejectedRows: 0, rejected: {}, examples: [], valueExample: null },
  ...{
    from: null,
    until: null,
    newestAt: null,
    newestAheadMs: null,
    scanPeriodMs: null,
    rowsPerSecond: null,
  },
  ...{ assets: [], states: [], tags: [], lookMs: null, cost: null },
};

describe('a dry run over REST', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  const asked: { readonly organizationId: string; readonly passwordSealed: string }[] = [];

  beforeAll(async () => {
    gateway = await RunningGateway.start();
    [north, south] = [await gateway.tenant('north'), await gateway.tenant('south')];
    await gateway.bus.bus.serve(RPC.dryRunFeed, (request) => {
      asked.push(request);
      return EMPTY_REPORT;
    });
  });
  afterAll(() => gateway.close());
  beforeEach(() => asked.splice(0));

  const bodyOf = () => {
    const { feed, assets, tags, mapping } = plantConfig();
    return { feed, assets, tags, mapping };
  };
  const dryRun = (tenant: Tenant, body: unknown, token = tenant.admin.accessToken): Promise<Answer> =>
    gateway.request('POST', `/api/v1/organizations/${tenant.id}/feed/dry-run`, { token, body });

  test('is one request to data-processor, with the password sealed, and is in the audit log', async () => {
    const answer = await dryRun(north, bodyOf());
    expect([answer.status, answer.body]).toEqual([200, EMPTY_REPORT]);
    expect(asked.map(({ organizationId }) => organizationId)).toEqual([north.id]);
    expect(JSON.stringify(asked)).not.toContain(plantConfig().feed?.password ?? 'no password');
    const owner = new pg.Client({ connectionString: gateway.database.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query(`SELECT organization_id FROM audit_log WHERE action = 'FEED.DRY_RUN'`);
    await owner.end();
    expect(rows).toEqual([{ organization_id: north.id }]);
  });

  test('of a mapping with mistakes is refused before the source is asked, each with its pointer', async () => {
    const body = bodyOf();
    const answer = await dryRun(north, { ...body, tags: [] });
    expect(answer.status).toBe(400);
    const problem = z.object({ code: z.string(), errors: z.array(z.object({ pointer: z.string() })) });
    const { code, errors } = problem.parse(answer.body);
    expect(code).toBe('REQUEST.INVALID');
    expect(errors.map(({ pointer }) => pointer)).toContain('/mapping/source/columns/0/tag');
    expect(asked).toEqual([]);
  });

  test('is for admins of the organization, not for its operators nor for another one', async () => {
    expect((await dryRun(north, bodyOf(), north.operator.accessToken)).status).toBe(403);
    expect([403, 404]).toContain((await dryRun(north, bodyOf(), south.admin.accessToken)).status);
    expect(asked).toEqual([]);
  });

  test('needs a feed, and a stored one is taken where none is given', async () => {
    const answer = await dryRun(south, { ...bodyOf(), feed: undefined });
    expect(z.object({ code: z.string() }).parse(answer.body).code).toBe('CONFIG.NOT_CONFIGURED');
  });

  test('counts as a look at the source', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 11 }, async () => (await dryRun(south, bodyOf())).status),
    );
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  });
});
