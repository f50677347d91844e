import assert from 'node:assert/strict';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { RunningGateway, SUPER_ADMIN, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { REFUSALS_EVERY_MS } from './refusals.js';

const entry = z.object({
  id: z.number(),
  at: z.string(),
  actorId: z.string().nullable(),
  actorEmail: z.string().nullable(),
  action: z.string(),
  target: z.string(),
  details: z.record(z.string(), z.unknown()),
});
const page = z.object({ items: z.array(entry), nextCursor: z.string().nullable() });
const withCode = z.object({ code: z.string() });

describe('the audit log', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '200' });
    [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
  });
  afterAll(() => gateway.close());

  const read = (token: string, query = '') => gateway.ok(page, 'GET', `/api/v1/audit${query}`, { token });
  const countOf = async (action: string): Promise<number[]> =>
    (await read(north.admin.accessToken, `?action=${action}&actorId=${north.operator.userId}`)).items.map(
      (item) => Number(item.details['count']),
    );

  test('is read in pages, newest first, by admins of the organization', async () => {
    const all = await read(north.admin.accessToken, '?limit=200');
    assert.ok(all.items.length >= 6);
    const pages: z.infer<typeof entry>[] = [];
    let cursor: string | null = null;
    do {
      const next: z.infer<typeof page> = await read(
        north.admin.accessToken,
        `?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      assert.ok(next.items.length <= 2);
      pages.push(...next.items);
      cursor = next.nextCursor;
    } while (cursor !== null);
    assert.deepEqual(pages, all.items);
    const ids = all.items.map((item) => item.id);
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => b - a),
    );
  });

  test('is filtered by time, action and actor', async () => {
    const { items } = await read(north.admin.accessToken, '?limit=200');
    const begun = await read(
      north.admin.accessToken,
      `?action=SIGN_IN.BEGUN&actorId=${north.operator.userId}`,
    );
    assert.equal(begun.items.length, 1);
    assert.equal(begun.items[0]?.actorEmail, north.operator.email);
    const middle = items[Math.floor(items.length / 2)]?.at ?? '';
    const later = await read(north.admin.accessToken, `?limit=200&from=${middle}`);
    const earlier = await read(north.admin.accessToken, `?limit=200&to=${middle}`);
    assert.deepEqual(
      [...later.items, ...earlier.items].map((item) => item.id),
      items.map((item) => item.id),
    );
    assert.ok(later.items.length > 0 && earlier.items.length > 0);
  });

  test('shows an organization only its own log, and a super-admin the log of the named organization', async () => {
    const token = await gateway.superAdminWithin(south.id);
    const ofSouth = await read(token, `?organizationId=${south.id}&limit=200`);
    const ofNorth = await read(north.admin.accessToken, '?limit=200');
    assert.ok(ofSouth.items.length > 0);
    assert.ok(!ofNorth.items.some((item) => ofSouth.items.some(({ id }) => id === item.id)));
    assert.ok(!JSON.stringify(ofNorth).includes(SUPER_ADMIN.email), 'the super-admin stays anonymous');
    for (const [asker, path, status] of [
      [north.operator.accessToken, '/api/v1/audit', 403],
      [north.admin.accessToken, `/api/v1/audit?organizationId=${south.id}`, 403],
      [north.admin.accessToken, '/api/v1/audit/platform', 403],
      [token, '/api/v1/audit', 400],
      [north.admin.accessToken, '/api/v1/audit?cursor=WzBd', 400],
      [north.admin.accessToken, '/api/v1/audit?from=yesterday', 400],
    ] as const) {
      assert.equal((await gateway.request('GET', path, { token: asker })).status, status, path);
    }
    const ofPlatform = await gateway.ok(page, 'GET', '/api/v1/audit/platform?limit=200', { token });
    assert.ok(ofPlatform.items.some((item) => item.action === 'SIGN_IN.BEGUN'));
  });

  test('is described in the interface, with its filters', async () => {
    const answer = await gateway.request('GET', '/api/docs-json');
    const document = z
      .object({
        paths: z.record(
          z.string(),
          z.record(z.string(), z.object({ parameters: z.array(z.object({ name: z.string() })) }).loose()),
        ),
      })
      .loose()
      .parse(answer.body);
    const names = document.paths['/api/v1/audit']?.['get']?.parameters.map((each) => each.name) ?? [];
    for (const name of ['organizationId', 'cursor', 'limit', 'from', 'to', 'action', 'actorId']) {
      assert.ok(names.includes(name), name);
    }
  });

  test('holds refusals once a minute and user, with their count', async () => {
    const refused = (n: number, path: string) =>
      Promise.all(
        Array.from({ length: n }, () => gateway.request('GET', path, { token: north.operator.accessToken })),
      );
    await refused(60, `/api/v1/organizations/${south.id}`);
    await refused(40, '/api/v1/organizations');
    await eventually(async () => (await countOf('ORGANIZATION.REFUSED')).length === 1);
    await eventually(
      async () => (await countOf('ACCESS.REFUSED')).filter((count) => count === 1).length >= 1,
    );
    gateway.advance(REFUSALS_EVERY_MS);
    await refused(1, `/api/v1/organizations/${south.id}`);
    await eventually(async () => (await countOf('ORGANIZATION.REFUSED')).length === 2);
    const [summed, first] = await countOf('ORGANIZATION.REFUSED');
    // The ledger looks by itself every few seconds: it may have written before the last one came.
    assert.ok(summed === 59 || summed === 60, String(summed));
    assert.equal(first, 1);
  });

  test('records the use of a sign-in that had ended', async () => {
    const gone = await gateway.signIn(north.operator.email, north.operator.password);
    await gateway.request('POST', '/api/v1/auth/logout', { token: gone.accessToken });
    gateway.advance(REFUSALS_EVERY_MS);
    const answer = await gateway.request('GET', '/api/v1/alerts', { token: gone.accessToken });
    assert.equal(withCode.parse(answer.body).code, 'AUTH.ACCESS_WITHDRAWN');
    await eventually(async () => {
      const { items } = await read(
        north.admin.accessToken,
        `?action=ACCESS.REFUSED&actorId=${north.operator.userId}`,
      );
      return items.some((item) => item.details['code'] === 'AUTH.ACCESS_WITHDRAWN');
    });
  });
});
