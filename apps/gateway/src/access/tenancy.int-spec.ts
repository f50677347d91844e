import assert from 'node:assert/strict';
import { BUCKETS, STREAMS } from '@eagle/contracts/bus';
import { ALL_ROUTES, pathWith, type RouteDeclaration } from '@eagle/contracts/rest';
import type { Database } from '@eagle/persistence';
import { z } from 'zod';
import { answerEverything } from '../fixtures/answered-requests.fixture.js';
import {
  plantConfig,
  RunningGateway,
  SUPER_ADMIN,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';
import { seed, servingStatusOf, type Seeded } from '../fixtures/seed.fixture.js';

/** Open to everybody; a new route in this list is a decision, not an accident. */
const PUBLIC = [
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/browser',
  'PUT /api/v1/auth/browser',
  'GET /api/v1/auth/demonstration',
  'POST /api/v1/auth/invitations/accept',
  'GET /api/v1/health/:service',
  'GET /api/v1/exports/:exportId/file',
];
/** Served by every service to its operators. */
const OF_THE_SERVICE = ['GET /health/live', 'GET /health/ready', 'GET /metrics'];
/** Would end the sign-in that tries the others. */
const SIGN_OUTS: readonly string[] = ['POST /api/v1/auth/logout', 'DELETE /api/v1/auth/browser'];
/** Valid bodies, so that a request passes validation and reaches the data. */
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /api/v1/alerts/:alertId/acknowledge': {},
  'POST /api/v1/alerts/:alertId/resolve': { message: 'done' },
  'POST /api/v1/alerts/:alertId/dismiss': {},
  'POST /api/v1/alerts/:alertId/notes': { note: 'seen' },
  'POST /api/v1/auth/password': { currentPassword: 'not known', newPassword: 'seven kettles orbit' },
  'POST /api/v1/ml/deploy': { version: '7.7.7', mode: 'champion' },
  'POST /api/v1/ml/models/:version/tags': { add: ['stolen'] },
  'POST /api/v1/ml/predict': { assetId: 'pump-1', features: { flow: 1 } },
  'POST /api/v1/ml/predict/batch': { rows: [{ assetId: 'pump-1', features: { flow: 1 } }] },
  'POST /api/v1/organizations': { slug: 'stolen', name: 'Stolen' },
  'POST /api/v1/organizations/:organizationId/event-logs': {
    kind: 'error',
    events: [{ assetId: 'pump-1', code: 'e1', at: '2026-01-01T00:00:00Z' }],
  },
  'POST /api/v1/organizations/:organizationId/enter': { reason: 'stolen' },
  'POST /api/v1/super-admins': { email: 'x@y.example', password: 'seven kettles orbit' },
  'PATCH /api/v1/super-admins/:userId': { name: 'x' },
};

const withCode = z.object({ code: z.string() });

describe('tenancy', () => {
  let gateway: RunningGateway;
  let database: Database;
  let north: Tenant;
  let south: Tenant;
  let northern: Seeded;
  /** A sign-in of the northern admin. */
  let northernSession: string;
  /** A dead letter of the north. */
  let northernLetter: number;
  /** A person with an invitation to the north. */
  let northernInvitation: string;
  const asked: string[] = [];

  beforeAll(async () => {
    gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '100' });
    database = gateway.database.open();
    [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
    northern = await seed(database, north.id, '7.7.7', north.admin.userId);
    await seed(database, south.id, '1.0.0', south.admin.userId);
    const sessions = await gateway.ok(
      z.object({ items: z.tuple([z.object({ id: z.string() })]) }),
      ...(['GET', '/api/v1/auth/sessions', { token: north.admin.accessToken }] as const),
    );
    northernSession = sessions.items[0].id;
    const invited = await gateway.ok(
      z.object({ id: z.string() }),
      ...(['POST', `/api/v1/organizations/${north.id}/users`] as const),
      { token: north.admin.accessToken, body: { email: 'invited@north.example', role: 'OPERATOR' } },
    );
    northernInvitation = invited.id;
    const letter = await gateway.bus.bus.publish(
      STREAMS.deadLetters.subject(north.id, 'scans'),
      'a letter of the north',
      new TextEncoder().encode(`"${northern.alertId}"`),
      { 'Eagle-Dead-Subject': `scans.${north.id}.line`, 'Eagle-Dead-Reason': 'north' },
    );
    northernLetter = letter.sequence;
    for (const tenant of [north, south]) {
      await gateway.ok(z.unknown(), 'PUT', `/api/v1/organizations/${tenant.id}/config`, {
        token: tenant.admin.accessToken,
        body: plantConfig(),
      });
    }
    await gateway.bus.bus.bucket(BUCKETS.servingStatus).put(north.id, servingStatusOf(north.id, '7.7.7'));
    await answerEverything(gateway.bus.bus, asked);
  });
  afterAll(() => gateway.close());

  const nameOf = ({ method, path }: RouteDeclaration): string => `${method} ${path}`;
  /** Every route that requires a sign-in. */
  const routes = (): string[] => ALL_ROUTES.filter(({ access }) => access !== 'public').map(nameOf);

  /**
   * A route's address, filled with ids of the north. @throws RangeError for a parameter that this
   * test does not know.
   */
  const northernPath = (route: string): string => {
    const values = new Map([
      ['organizationId', north.id],
      ['alertId', northern.alertId],
      ['runId', northern.runId],
      ['version', northern.version],
      ['sessionId', northernSession],
      ['sequence', String(northernLetter)],
      ['invitationId', northernInvitation],
      ['exportId', northern.runId],
      ['revision', '1'],
      ['userId', north.operator.userId],
    ]);
    return pathWith(route.split(' ')[1] ?? '', (name) => values.get(name));
  };

  const call = (route: string, path: string, token: string | undefined) => {
    const method = route.split(' ')[0] ?? 'GET';
    const body = method === 'GET' ? undefined : (BODIES[route] ?? {});
    return gateway.request(method, path, {
      ...(token === undefined ? {} : { token }),
      ...(body === undefined ? {} : { body }),
    });
  };

  const assertNothingOfTheNorth = (text: string, route: string): void => {
    for (const secret of [
      north.id,
      northernSession,
      'north',
      northern.alertId,
      northern.runId,
      '7.7.7',
      north.admin.userId,
    ]) {
      assert.ok(!text.includes(secret), `${route} gave away ${secret}: ${text}`);
    }
  };

  test('serves exactly the declared routes', () => {
    const served = gateway.routes.filter(
      (route) => !/^(HEAD|OPTIONS) /.test(route) && !route.includes(' /api/docs'),
    );
    const declared = ALL_ROUTES.flatMap((route) => [
      nameOf(route),
      ...(route.alias === undefined ? [] : [`${route.method} ${route.alias}`]),
    ]);
    assert.deepEqual([...new Set(served)].sort(), [...declared, ...OF_THE_SERVICE].sort());
    assert.deepEqual(
      ALL_ROUTES.filter(({ access }) => access === 'public')
        .map(nameOf)
        .sort(),
      PUBLIC.toSorted(),
    );
  });

  test('requires a sign-in on all routes that are not public', async () => {
    for (const route of routes()) {
      const answer = await call(route, northernPath(route), undefined);
      assert.equal(answer.status, 401, route);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, route);
    }
  });

  for (const role of ['admin', 'operator'] as const) {
    test(`gives an ${role} of the south nothing of the north, on any route`, async () => {
      const token = south[role].accessToken;
      for (const route of routes().filter((each) => !SIGN_OUTS.includes(each))) {
        const answer = await call(route, northernPath(route), token);
        assertNothingOfTheNorth(answer.text.replaceAll(northernPath(route), ''), route);
        if (route.includes(':organizationId')) assert.equal(answer.status, 403, route);
        else if (/:(alertId|runId|version|userId|sessionId)/.test(route)) {
          assert.ok([403, 404].includes(answer.status), `${route} ${answer.status}`);
        } else if (answer.status !== 403)
          assert.ok(answer.status < 500 || answer.status === 503, `${route} ${answer.text}`);
      }
      assert.ok(!asked.includes(north.id), 'no other service got a request about the north');
    });

    test(`refuses an ${role} of the south who names the north in the query, the body or a header`, async () => {
      const token = south[role].accessToken;
      for (const route of routes().filter((each) => isOfOne(each))) {
        const [method = '', path = ''] = [route.split(' ')[0], northernPath(route)];
        const body = method === 'GET' ? {} : { body: { organizationId: north.id } };
        const attempts = [
          gateway.request(method, `${path}?organizationId=${north.id}`, {
            token,
            ...(method === 'GET' ? {} : { body: {} }),
          }),
          gateway.request(method, `${path}?organizationId=${south.id}&organizationId=${north.id}`, {
            token,
            ...(method === 'GET' ? {} : { body: {} }),
          }),
          gateway.request(method, path, {
            token,
            headers: { 'x-organization-id': north.id },
            ...(method === 'GET' ? {} : { body: {} }),
          }),
          ...(method === 'GET' ? [] : [gateway.request(method, path, { token, ...body })]),
        ];
        for (const answer of await Promise.all(attempts)) {
          assert.equal(answer.status, 403, route);
          assertNothingOfTheNorth(answer.text.replaceAll(path, ''), route);
        }
      }
    });
  }

  /** Routes that act on one organization, where a request can name one. */
  const isOfOne = (route: string): boolean =>
    !route.includes('/api/v1/auth/') &&
    !route.includes('/super-admins') &&
    !route.endsWith('/audit/platform') &&
    !route.endsWith('/api/v1/dead-letters') &&
    !route.includes('/api/v1/platform/') &&
    !/ \/api\/v1\/organizations\/?$/.test(route);

  test('gives the north its own data', async () => {
    const token = north.operator.accessToken;
    for (const [path, expected] of [
      ['/api/v1/alerts', northern.alertId],
      [`/api/v1/alerts/${northern.alertId}`, northern.alertId],
      [`/api/v1/alerts/${northern.alertId}/notes`, 'a note'],
      ['/api/v1/predictive-alerts', northern.alertId],
      [`/api/v1/predictive-alerts/${northern.alertId}`, northern.alertId],
      ['/api/v1/ml/models', '7.7.7'],
      ['/api/v1/ml/status', `watched in ${north.id}`],
      ['/api/v1/ml/models/7.7.7', 'digest'],
      ['/api/v1/ml/models/history', `best of ${north.id}`],
      ['/api/v1/ml/models/7.7.7', `best of ${north.id}`],
      ['/api/v1/ml/models/compare?a=7.7.7&b=7.7.7', 'warnedShare'],
      [`/api/v1/ml/trainings/${northern.runId}`, `a line of ${north.id}`],
      ['/api/v1/ml/models/7.7.7/shadow', '"warnedInTime":1'],
      ['/api/v1/ml/models/7.7.7/card', `card of ${north.id}`],
      ['/api/v1/ml/trainings', northern.runId],
      [`/api/v1/ml/trainings/${northern.runId}`, northern.runId],
      [`/api/v1/organizations/${north.id}`, 'north'],
      [`/api/v1/organizations/${north.id}/rules`, 'flow-deviation'],
      [`/api/v1/organizations/${north.id}/failure-records`, 'impeller'],
      [`/api/v1/organizations/${north.id}/event-logs`, `logged-by-${north.id}`],
    ] as const) {
      const answer = await gateway.request('GET', path, { token });
      assert.equal(answer.status, 200, `${path} ${answer.text}`);
      assert.ok(answer.text.includes(expected), `${path} ${answer.text}`);
    }
  });

  test('lets a super-admin name the organization, and only once', async () => {
    const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    const none = await gateway.request('GET', '/api/v1/alerts', { token });
    assert.equal(none.status, 400);
    assert.equal(withCode.parse(none.body).code, 'TENANCY.ORGANIZATION_REQUIRED');
    await gateway.enter(token, north.id);
    const named = await gateway.request('GET', `/api/v1/alerts?organizationId=${north.id}`, { token });
    assert.ok(named.text.includes(northern.alertId));
    const both = await gateway.request(
      'GET',
      `/api/v1/organizations/${north.id}/rules?organizationId=${south.id}`,
      {
        token,
      },
    );
    assert.equal(both.status, 403);
  });

  test('gives a super-admin who has not entered the north nothing of it, on any route', async () => {
    const { accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    asked.length = 0;
    const within = ALL_ROUTES.filter(({ access }) => access === 'members' || access === 'admins').map(nameOf);
    for (const route of within) {
      const path = northernPath(route);
      const named = path.includes(north.id) ? path : `${path}?organizationId=${north.id}`;
      const answer = await call(route, named, token);
      assert.deepEqual(
        [answer.status, withCode.parse(answer.body).code],
        [403, 'TENANCY.NOT_ENTERED'],
        route,
      );
      assert.match(answer.text, new RegExp(`POST /api/v1/organizations/${north.id}/enter`), route);
      assert.ok(!answer.text.replaceAll(path, '').includes(northern.alertId), route);
    }
    assert.deepEqual(asked, []);
  });

  test('audits who entered, who tried, and which changes were made', async () => {
    const audit = async (tenant: Tenant): Promise<string[]> => {
      const { rows } = await database.forOrganization(
        z.uuid().brand<'OrganizationId'>().parse(tenant.id),
        (tx) => tx.query<{ action: string }>('SELECT DISTINCT action FROM audit_log'),
      );
      return rows.map((row) => row.action);
    };
    const northern = await audit(north);
    for (const action of [
      'ORGANIZATION.CREATED',
      'ORGANIZATION.ENTERED',
      'USER.CREATED',
      'CONFIG.CHANGED',
      'SIGN_IN.BEGUN',
    ]) {
      assert.ok(northern.includes(action), `${action} among ${northern.join()}`);
    }
    assert.ok((await audit(south)).includes('ORGANIZATION.REFUSED'));
  });
});
