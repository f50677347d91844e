import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { BUCKETS, RPC } from '@eagle/contracts/bus';
import {
  AppError,
  MODEL_FINDING_CODES,
  servingStatusSchema,
  trainingRunIdSchema,
  trainingStatusSchema,
} from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { seed, type Seeded, servingStatusOf, trainingStatusOf } from '../fixtures/seed.fixture.js';

const problem = z.object({ code: z.string(), detail: z.string() });
const detail = z.object({
  version: z.string(),
  state: z.string(),
  stateReason: z.string(),
  overridden: z.boolean(),
  tags: z.array(z.string()),
  verdict: z.null(),
  history: z.array(z.object({ action: z.string(), actorId: z.string().nullable(), reason: z.string() })),
});
const served = z.object({ serving: servingStatusSchema.nullable() });
const run = z.object({
  stage: z.string(),
  progress: z.number(),
  leftMs: z.number().nullable(),
  log: z.array(z.object({ text: z.string() })),
});

describe('models over REST', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let south: Tenant;
  let seeded: Seeded;
  const asked: Record<string, unknown>[] = [];
  /** Organizations with models that are older than model cards. */
  const cardless = new Set<string>();

  beforeAll(async () => {
    gateway = await RunningGateway.start();
    [north, south] = [await gateway.tenant('north'), await gateway.tenant('south')];
    seeded = await seed(gateway.database.open(), north.id, '1.0.0', north.admin.userId);
    const { bus } = gateway.bus;
    await bus.serve(RPC.deployModel, (request) => {
      asked.push(request);
      return {
        version: request.version,
        state: 'champion' as const,
        previous: null,
        override: request.override !== null,
      };
    });
    await bus.serve(RPC.rollBackModel, (request) => {
      asked.push(request);
      throw new AppError('MODEL.NOTHING_TO_ROLL_BACK', 'No version before 1.0.0 has served well.');
    });
    await bus.serve(RPC.train, (request) => {
      asked.push(request);
      return { runId: randomUUID(), status: trainingStatusOf(request.organizationId) };
    });
    await bus.serve(RPC.cancelTraining, (request) => {
      asked.push(request);
      return { runId: request.runId ?? trainingRunIdSchema.parse(randomUUID()) };
    });
    await bus.serve(RPC.readModelCard, ({ organizationId, version }) => {
      if (!cardless.has(organizationId)) return { text: `# Model ${version} of ${organizationId}\n` };
      throw new AppError('MODEL.NO_CARD', `Version ${version} has no model card.`);
    });
    await bus.serve(RPC.tagModel, ({ version, add }) => ({ version, tags: add }));
  });
  afterAll(() => gateway.close());

  const post = (path: string, body?: unknown, token = north.admin.accessToken) =>
    gateway.request('POST', `/api/v1/ml/${path}`, { token, body });

  test('shows a version with state, reason, tags and history', async () => {
    const token = north.operator.accessToken;
    const model = await gateway.ok(detail, 'GET', '/api/v1/ml/models/1.0.0', { token });
    assert.deepEqual([model.state, model.overridden, model.tags], ['champion', false, []]);
    assert.deepEqual(model.history, [
      { action: 'promoted', actorId: north.admin.userId, reason: `best of ${north.id}` },
    ]);
    const missing = await gateway.request('GET', '/api/v1/ml/models/compare?a=1.0.0&b=9.0.0', { token });
    assert.deepEqual([missing.status, problem.parse(missing.body).code], [404, 'MODEL.NOT_FOUND']);
    const none = await gateway.request('GET', '/api/v1/ml/models?tag=winter', { token });
    assert.deepEqual(none.body, { items: [], nextCursor: null });
  });

  test('gives a model card as Markdown, and says why there is none', async () => {
    const [token, southern] = [north.operator.accessToken, south.operator.accessToken];
    const card = '/api/v1/ml/models/1.0.0/card';
    const { status, headers, text } = await gateway.request('GET', card, { token });
    assert.deepEqual([status, text], [200, `# Model 1.0.0 of ${north.id}\n`]);
    assert.equal(headers.get('content-type'), 'text/markdown; charset=utf-8');
    const foreign = await gateway.request('GET', card, { token: southern });
    assert.deepEqual([foreign.status, problem.parse(foreign.body).code], [404, 'MODEL.NOT_FOUND']);
    assert.equal((await gateway.request('GET', card)).status, 401);
    cardless.add(north.id);
    const before = await gateway.request('GET', card, { token });
    assert.deepEqual([before.status, problem.parse(before.body).code], [404, 'MODEL.NO_CARD']);
    assert.match(before.headers.get('content-type') ?? '', /^application\/problem\+json/);
  });

  test('lets admins decide and operators only read', async () => {
    const operator = north.operator.accessToken;
    for (const path of ['train', 'train/cancel', 'deploy', 'rollback', 'models/1.0.0/tags']) {
      assert.equal((await post(path, { version: '1.0.0', mode: 'champion' }, operator)).status, 403, path);
    }
    const removed = await gateway.request('DELETE', '/api/v1/ml/models/1.0.0', { token: operator });
    assert.equal(removed.status, 403);
    assert.deepEqual(asked, []);
  });

  test('passes on the caller, the organization and the reason; an override needs a reason', async () => {
    const bare = await post('deploy', { version: '1.0.0', mode: 'champion', override: { reason: '  ' } });
    assert.equal(bare.status, 400);
    const override = { reason: 'The old one is blind to the new fan.' };
    const deployed = await post('deploy', { version: '1.0.0', mode: 'champion', override });
    assert.equal(deployed.status, 200);
    assert.deepEqual(asked.at(-1), {
      ...{ organizationId: north.id, version: '1.0.0', mode: 'champion', reason: '', override },
      actorId: north.admin.userId,
    });
    const accessToken = await gateway.superAdminWithin(north.id);
    const asSuper = await post(
      `deploy?organizationId=${north.id}`,
      { version: '1.0.0', mode: 'shadow' },
      accessToken,
    );
    assert.equal(asSuper.status, 200);
    assert.equal((await post('train', { reason: 'New fan.' })).status, 202);
    assert.equal(asked.at(-1)?.['reason'], 'New fan.');
    assert.equal((await post('train')).status, 202, 'a body is not needed');
  });

  test('passes the text of a refusal to the caller', async () => {
    const refused = await post('rollback');
    assert.equal(refused.status, 409);
    const { code, detail: sentence } = problem.parse(refused.body);
    assert.deepEqual(
      [code, sentence],
      ['MODEL.NOTHING_TO_ROLL_BACK', 'No version before 1.0.0 has served well.'],
    );
  });

  test('shows the progress of a training, with an estimate while it runs', async () => {
    const token = north.operator.accessToken;
    const path = `/api/v1/ml/trainings/${seeded.runId}`;
    const over = await gateway.ok(run, 'GET', path, { token });
    assert.deepEqual([over.stage, over.leftMs, over.log.length], ['done', null, 1]);
    const runId = randomUUID();
    const database = gateway.database.open();
    await database.forOrganization(z.uuid().brand<'OrganizationId'>().parse(north.id), (tx) =>
      tx.query(`INSERT INTO training_runs (id, organization_id, stage) VALUES ($1, $2, 'extracting')`, [
        runId,
        north.id,
      ]),
    );
    const status = { ...trainingStatusOf(north.id), runId, stage: 'training', progress: 0.6, leftMs: 42_000 };
    const bucket = gateway.bus.bus.bucket(BUCKETS.trainingStatus);
    await bucket.put(north.id, trainingStatusSchema.parse(status));
    await eventually(async () => {
      const { stage, progress, leftMs } = await gateway.ok(run, 'GET', `/api/v1/ml/trainings/${runId}`, {
        token,
      });
      assert.deepEqual([stage, progress, leftMs], ['training', 0.6, 42_000]);
    });
    const cancelled = await gateway.request('DELETE', `/api/v1/ml/trainings/${runId}`, {
      token: north.admin.accessToken,
    });
    assert.deepEqual([cancelled.status, cancelled.body], [200, { runId }]);
    const unknown = await gateway.request('DELETE', `/api/v1/ml/trainings/${randomUUID()}`, {
      token: north.admin.accessToken,
    });
    assert.equal(unknown.status, 404);
  });

  test('shows members the findings of the health watch for their own organization only', async () => {
    const bucket = gateway.bus.bus.bucket(BUCKETS.servingStatus);
    const status = servingStatusOf(north.id, '1.0.0');
    await bucket.put(north.id, status);
    // A status under another organization's name belongs to nobody.
    await bucket.put(south.id, status);
    await eventually(async () => {
      const answer = await gateway.ok(served, 'GET', '/api/v1/ml/status', {
        token: north.operator.accessToken,
      });
      assert.deepEqual(answer.serving?.watch, [
        {
          ...{ code: 'MODEL.OLD', version: '1.0.0', trainedAt: '2025-12-01T00:00:00.000Z' },
          message: `The live version is old, as watched in ${north.id}.`,
        },
      ]);
    });
    const { serving } = await gateway.ok(served, 'GET', '/api/v1/ml/status', {
      token: south.operator.accessToken,
    });
    assert.equal(serving, null);
    const { text } = await gateway.request('GET', '/api/docs-json');
    for (const code of MODEL_FINDING_CODES) {
      assert.match(text, new RegExp(`"code":\\{[^}]*"(const|enum)":\\[?"${code}"`));
    }
  });

  test('describes every route', async () => {
    const paths = z.object({
      paths: z.record(z.string(), z.record(z.string(), z.looseObject({ summary: z.string().optional() }))),
    });
    const described = await gateway.ok(paths, 'GET', '/api/docs-json');
    for (const [path, methods] of Object.entries(described.paths)) {
      if (!path.startsWith('/api/v1/ml/') || path.includes('predict')) continue;
      if (path.endsWith('/card')) assert.ok(JSON.stringify(methods).includes('"text/markdown":'), path);
      for (const [method, { summary }] of Object.entries(methods)) assert.ok(summary, `${method} ${path}`);
    }
  });
});
