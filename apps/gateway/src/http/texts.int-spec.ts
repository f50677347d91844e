import assert from 'node:assert/strict';
import { ALL_ALERT_ACTIONS, type AlertActionDeclaration } from '@eagle/contracts/domain';
import { looseTextsOfJsonSchema } from '@eagle/contracts/loose-texts';
import { z } from 'zod';
import {
  plantConfig,
  RunningGateway,
  SUPER_ADMIN,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';
import { alertOf, storeAlert } from '../fixtures/seed.fixture.js';
import { encodeCursor } from './page.js';

const problem = z.object({
  status: z.number(),
  code: z.string(),
  errors: z.array(z.object({ pointer: z.string() })).default([]),
});
const parameter = z.looseObject({ name: z.string(), schema: z.unknown() });
const operation = z.looseObject({
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
});
const described = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()).default({}) }),
});

/** A NUL and each half of a surrogate pair: PostgreSQL accepts none of them. */
const UNSTORABLE = ['x\0y', 'x\ud800y', 'x\udc00'];

describe('texts from outside', () => {
  let gateway: RunningGateway;
  let tenant: Tenant;
  let alertId: string;
  let superAdmin: string;
  let at: string;

  beforeAll(async () => {
    gateway = await RunningGateway.start();
    tenant = await gateway.tenant('north');
    at = `/api/v1/organizations/${tenant.id}`;
    const alert = alertOf(tenant.id, {});
    alertId = alert.id;
    await storeAlert(gateway.database.open(), alert);
    superAdmin = (await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password)).accessToken;
    await gateway.ok(z.unknown(), 'PUT', `${at}/config`, {
      token: tenant.admin.accessToken,
      body: plantConfig(),
    });
  });
  afterAll(() => gateway.close());

  const refusal = async (method: string, path: string, body?: unknown, token = tenant.admin.accessToken) => {
    const answer = await gateway.request(method, path, { token, ...(body === undefined ? {} : { body }) });
    const reported = problem.parse(answer.body);
    return { status: answer.status, code: reported.code, pointer: reported.errors[0]?.pointer };
  };

  test('are refused with the name of the field, wherever a body holds a text that the database refuses', async () => {
    const rule = plantConfig().rules[0];
    const config = plantConfig();
    const bodies: BadBody[] = [
      ...ALL_ALERT_ACTIONS.map((action) => actionBody(alertId, action)),
      ['PUT', `${at}/rules`, (title) => ({ rules: [{ ...rule, title }] }), '/rules/0/title'],
      ['PUT', `${at}/rules`, (state) => ({ rules: [{ ...rule, states: [state] }] }), '/rules/0/states/0'],
      ['PUT', `${at}/assets`, (name) => ({ assets: [{ assetId: 'pump-1', name }] }), '/assets/0/name'],
      ['PUT', `${at}/assets`, (assetId) => ({ assets: [{ assetId, name: 'x' }] }), '/assets/0/assetId'],
      [
        'PUT',
        `${at}/assets`,
        (line) => ({ assets: [{ assetId: 'pump-1', name: 'x', attributes: { line } }] }),
        '/assets/0/attributes/line',
      ],
      ['PUT', `${at}/tags`, (label) => ({ tags: [{ ...config.tags[0], label }] }), '/tags/0/label'],
      ['PUT', `${at}/tags`, (unit) => ({ tags: [{ ...config.tags[0], unit }] }), '/tags/0/unit'],
      ['PUT', `${at}/mapping`, (table) => ({ ...config.mapping, table }), '/table'],
      ['PUT', `${at}/mapping`, (timeZone) => ({ ...config.mapping, timeZone }), '/timeZone'],
      ['PUT', `${at}/feed`, (host) => ({ ...config.feed, host }), '/host'],
      ['PUT', `${at}/feed`, (password) => ({ ...config.feed, password }), '/password'],
      ['POST', `${at}/feed/test`, (table) => ({ table }), '/table'],
      ['POST', `${at}/feed/discover`, (table) => ({ table }), '/table'],
      ['POST', `${at}/feed/test`, (user) => ({ feed: { ...config.feed, user } }), '/feed/user'],
      ['POST', `${at}/event-logs`, (source) => ({ kind: 'error', events: [entry({})], source }), '/source'],
      [
        'POST',
        `${at}/event-logs`,
        (code) => ({ kind: 'error', events: [entry({ code })] }),
        '/events/0/code',
      ],
      [
        'POST',
        `${at}/failure-records`,
        (source) => ({
          records: [{ assetId: 'pump-1', component: 'x', at: '2026-01-01T00:00:00Z' }],
          source,
        }),
        '/source',
      ],
      [
        'POST',
        `${at}/users`,
        (name) => ({ email: 'a@b.example', role: 'OPERATOR', password: 'long enough pw', name }),
        '/name',
      ],
      ['PATCH', `${at}/users/${tenant.operator.userId}`, (name) => ({ name }), '/name'],
      ['POST', '/api/v1/ml/train', (reason) => ({ reason }), '/reason'],
      ['POST', '/api/v1/ml/deploy', (reason) => ({ version: '1.0.0', mode: 'shadow', reason }), '/reason'],
      ['POST', '/api/v1/ml/predict', (name) => ({ assetId: 'pump-1', features: { [name]: 1 } }), '/features'],
      ['POST', '/api/v1/auth/login', (password) => ({ email: 'a@b.example', password }), '/password'],
    ];
    for (const [method, path, body, pointer] of bodies) {
      for (const bad of UNSTORABLE) {
        const reported = await refusal(method, path, body(bad));
        const named = pointer === '/features' ? `${pointer}/${bad}` : pointer;
        assert.deepEqual(
          reported,
          { status: 400, code: 'REQUEST.INVALID', pointer: named },
          `${method} ${path}`,
        );
      }
    }
    for (const name of UNSTORABLE) {
      const body = { slug: 'other', name };
      assert.equal((await refusal('POST', '/api/v1/organizations', body, superAdmin)).pointer, '/name');
      assert.equal((await refusal('PATCH', at, { name }, superAdmin)).pointer, '/name');
    }
  });

  test('are refused in paths, queries, instants and the insides of cursors', async () => {
    const token = tenant.admin.accessToken;
    const queries: (readonly [path: string, pointer: string])[] = [
      ['/api/v1/alerts?asset=x%00y', '/asset'],
      ['/api/v1/alerts?component=%00', '/component'],
      ['/api/v1/alerts?cursor=a%00', '/cursor'],
      ['/api/v1/alerts?from=0000-01-01T00:00:00Z', '/from'],
      [`/api/v1/alerts?to=2026-01-01T00:00:00.${'1'.repeat(300)}Z`, '/to'],
      ['/api/v1/alerts?to=9999-12-31T23:59:59.9999999Z', '/to'],
      [`/api/v1/alerts?cursor=${encodeCursor(['0000-01-01T00:00:00Z', alertId])}`, '/cursor'],
      ['/api/v1/ml/models?tag=a%00', '/tag'],
      [`/api/v1/ml/models/compare?a=1.0.${'9'.repeat(300)}&b=1.0.0`, '/a'],
      [
        `/api/v1/ml/models?cursor=${encodeCursor(['2026-01-01T00:00:00Z', `1.0.${'9'.repeat(99)}`])}`,
        '/cursor',
      ],
      [`${at}/event-logs?from=0000-01-01T00:00:00Z`, '/from'],
      [`${at}/event-logs?cursor=${encodeCursor(['2026-01-01T00:00:00Z', 'a\0', 'error', 'c'])}`, '/cursor'],
      [`${at}/failure-records?cursor=${encodeCursor(['2026-01-01T00:00:00Z', 'a', 'b\0'])}`, '/cursor'],
      [`${at}/users?cursor=${encodeCursor(['a\0@b.example'])}`, '/cursor'],
    ];
    for (const [path, pointer] of queries) {
      const reported = await refusal('GET', path, undefined, token);
      assert.deepEqual([reported.status, reported.pointer], [400, pointer], path);
    }
    const organizations = `/api/v1/organizations?cursor=${encodeCursor(['a\0'])}`;
    assert.equal((await refusal('GET', organizations, undefined, superAdmin)).pointer, '/cursor');
    for (const path of [
      '/api/v1/alerts/%00',
      '/api/v1/ml/models/1.0.0%00',
      '/api/v1/ml/trainings/%00',
      '/api/v1/ml/models/999999999999.0.0',
    ]) {
      assert.equal((await refusal('GET', path, undefined, token)).status, 400, path);
    }
    assert.equal((await refusal('GET', '/api/v1/organizations/%00/config', undefined, token)).status, 403);
    assert.equal((await refusal('GET', '/health/x%00')).status, 400);
  });

  test('are refused by line and column in a file', async () => {
    const file = 'asset,ts,error\npump-1,2026-01-01T00:00:00Z,e1\npump-1,2026-01-01T00:00:01Z,e\0\n';
    const answer = await gateway.postCsv(`${at}/event-logs?kind=error`, tenant.admin.accessToken, file);
    assert.equal(answer.status, 400);
    assert.equal(problem.parse(answer.body).errors[0]?.pointer, '/lines/3/error');
  });

  test('have one type in the whole description: bounded, well-formed, without NUL', async () => {
    const { paths, components } = await gateway.ok(described, 'GET', '/api/docs-json');
    const inline = (schema: unknown): unknown =>
      JSON.parse(
        JSON.stringify(schema, (_, value: unknown) => {
          const reference = z.object({ $ref: z.string() }).safeParse(value);
          if (!reference.success) return value;
          return inline(components.schemas[reference.data.$ref.replace('#/components/schemas/', '')]);
        }),
      );
    const loose: string[] = [];
    let texts = 0;
    const check = (schema: unknown, where: string): void => {
      texts += 1;
      const found = looseTextsOfJsonSchema(inline(schema), where, { isBounded: true });
      loose.push(...found.map(({ pointer }) => pointer));
    };
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { parameters, requestBody }] of Object.entries(operations)) {
        const route = `${method.toUpperCase()} ${path}`;
        for (const { name, schema } of parameters) check(schema, `${route} ${name}`);
        const json = requestBody?.content['application/json'];
        if (json !== undefined) check(json.schema, `${route} body`);
      }
    }
    assert.ok(texts > 60, `only ${texts} found`);
    assert.deepEqual(loose, []);
  });
});

type BadBody = readonly [method: string, path: string, body: (bad: string) => unknown, pointer: string];

/** The body of an action on an alert, with the text of a person. */
function actionBody(alertId: string, { path, command }: AlertActionDeclaration): BadBody {
  const field = ['note', 'message'].find((name) => name in command.shape);
  assert.ok(field !== undefined, `${path} takes a text`);
  return ['POST', `/api/v1/alerts/${alertId}/${path}`, (text) => ({ [field]: text }), `/${field}`];
}

const entry = (change: Readonly<Record<string, unknown>>) => ({
  ...{ assetId: 'pump-1', code: 'e1', at: '2026-01-01T00:00:00Z' },
  ...change,
});
