import assert from 'node:assert/strict';
import { z } from 'zod';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  instance: z.string(),
});
const document = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
  ),
});
const page = z.object({ items: z.array(z.object({ id: z.string() })), nextCursor: z.string().nullable() });

describe('the HTTP surface', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let token: string;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
    tenant = await gateway.tenant('north');
    token = tenant.operator.accessToken;
  });
  afterAll(() => gateway.close());

  test('answers every kind of failure with problem details', async () => {
    const raw = (path: string, init: RequestInit): Promise<Response> =>
      fetch(`${gateway.url}${path}`, { method: 'POST', ...init });
    const json = { 'content-type': 'application/json' };
    const failures: [Promise<Response>, number, string][] = [
      [raw('/api/v1/nowhere', {}), 404, 'HTTP.NOT_FOUND'],
      [raw('/nowhere', {}), 404, 'HTTP.NOT_FOUND'],
      [raw('/api/v1/auth/login', { headers: json, body: '{' }), 400, 'HTTP.BAD_REQUEST'],
      [raw('/api/v1/auth/login', { headers: json, body: '[]' }), 400, 'REQUEST.INVALID'],
      [
        raw('/api/v1/auth/login', { headers: { 'content-type': 'text/xml' }, body: '<a/>' }),
        415,
        'HTTP.UNSUPPORTED_MEDIA_TYPE',
      ],
      [
        raw('/api/v1/auth/login', { headers: json, body: `"${'x'.repeat(2_000_000)}"` }),
        413,
        'HTTP.PAYLOAD_TOO_LARGE',
      ],
      [raw('/api/v1/alerts', { method: 'GET', headers: {} }), 401, 'AUTH.TOKEN_INVALID'],
    ];
    for (const [answer, status, code] of failures) {
      const response = await answer;
      const reported = problem.parse(await response.json());
      assert.deepEqual([response.status, reported.status, reported.code], [status, status, code]);
      assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8');
    }
  });

  test('describes every route, with its answers', async () => {
    const described = await gateway.ok(document, 'GET', '/api/docs-json');
    for (const route of gateway.routes) {
      const [method = '', url = ''] = route.split(' ');
      if (!url.startsWith('/api/v1/') || method === 'HEAD' || method === 'OPTIONS') continue;
      const path = url.replaceAll(/:(\w+)/g, '{$1}');
      const operation = described.paths[path]?.[method.toLowerCase()];
      assert.ok(operation !== undefined, `${route} is not described`);
      assert.ok(
        Object.keys(operation.responses).some((status) => /^2/.test(status)),
        `${route} does not describe its answer`,
      );
      assert.ok('default' in operation.responses, `${route} does not describe its problems`);
    }
    const text = JSON.stringify(described);
    assert.match(text, /"timeToFailureInterval"/, 'schemas are those of the contracts');
    assert.equal((await gateway.request('GET', '/api/docs')).status, 200);
  });

  test('allows no other origin, and no caching of data', async () => {
    const answer = await gateway.request('GET', '/api/v1/alerts', {
      token,
      headers: { origin: 'https://evil.example' },
    });
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    const socket = await gateway.request('GET', '/socket.io/?EIO=4&transport=polling', {
      headers: { origin: 'https://evil.example' },
    });
    assert.equal(socket.headers.get('access-control-allow-origin'), null);
  });

  test('lists alerts in pages, newest first, each once, also where many were raised at one instant', async () => {
    const database = gateway.database.open();
    const alerts = Array.from({ length: 25 }, (_, n) =>
      alertOf(tenant.id, {
        raisedAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(n / 5))).toISOString(),
        origin: n % 2 === 0 ? 'rule' : 'both',
        severity: n < 5 ? 'critical' : 'low',
        component: n < 10 ? 'bearing' : 'impeller',
      }),
    );
    for (const alert of alerts) await storeAlert(database, alert);
    const read = async (query: string): Promise<string[]> => {
      const ids: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const next: z.infer<typeof page> = await gateway.ok(page, 'GET', `/api/v1${query}&limit=4${cursor}`, {
          token,
        });
        assert.ok(next.items.length <= 4);
        ids.push(...next.items.map((item) => item.id));
        cursor = next.nextCursor === null ? null : `&cursor=${next.nextCursor}`;
      }
      return ids;
    };
    const sorted = (kept: typeof alerts): string[] =>
      kept
        .toSorted((a, b) =>
          a.raisedAt === b.raisedAt ? (a.id < b.id ? 1 : -1) : a.raisedAt < b.raisedAt ? 1 : -1,
        )
        .map((alert) => alert.id);
    assert.deepEqual(await read('/alerts?'), sorted(alerts));
    assert.deepEqual(await read('/alerts?severity=critical'), sorted(alerts.slice(0, 5)));
    assert.deepEqual(await read('/alerts?component=bearing&active=true'), sorted(alerts.slice(0, 10)));
    assert.deepEqual(await read('/alerts?active=false'), []);
    assert.deepEqual(
      await read('/predictive-alerts?'),
      sorted(alerts.filter((alert) => alert.origin === 'both')),
    );
    assert.deepEqual(
      await read('/alerts?from=2026-01-01T00:01:00.000Z&to=2026-01-01T00:02:00.000Z'),
      sorted(alerts.slice(5, 10)),
    );
    const broken = await gateway.request('GET', '/api/v1/alerts?cursor=x', { token });
    assert.equal(problem.parse(broken.body).code, 'REQUEST.CURSOR_UNREADABLE');
  });

  test('reports the health of the services', async () => {
    for (const path of ['/health/gateway', '/api/v1/health/gateway', '/health/live', '/health/ready']) {
      assert.equal((await gateway.request('GET', path)).status, 200, path);
    }
    assert.equal(
      (await gateway.request('GET', '/health/alerting')).status,
      503,
      'no address is configured for it',
    );
    assert.equal((await gateway.request('GET', '/health/nothing')).status, 404);
    assert.match((await gateway.request('GET', '/metrics')).text, /eagle_gateway_sockets/);
  });
});
