import assert from 'node:assert/strict';
import { BUCKETS } from '@eagle/contracts/bus';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { plantConfig, SUPER_ADMIN } from '../fixtures/running-gateway.fixture.js';
import { ConfiguredPlant } from './configured-plant.fixture.js';

const problem = z.object({
  code: z.string(),
  status: z.number(),
  instance: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});
const revised = z.object({ revision: z.number() });

describe('configuring an organization', () => {
  let plant: ConfiguredPlant;
  beforeAll(async () => {
    plant = await ConfiguredPlant.start();
  });
  afterAll(() => plant.close());

  test('gives the services everything at once, the password sealed, and never shows it again', async () => {
    const answer = await plant.put('config', plantConfig());
    assert.equal(answer.status, 200, answer.text);
    const config = await plant.published();
    assert.equal(config.revision, revised.parse(answer.body).revision);
    assert.equal(config.slug, 'north');
    assert.equal(await plant.passwordOf(config), 'scada-password-1');
    const reported = await plant.gateway.bus.bus.bucket(BUCKETS.config, z.unknown()).get(plant.tenant.id);
    assert.doesNotMatch(JSON.stringify(reported?.value), /scada-password-1|assword|v2\./);
    for (const part of ['config', 'feed']) {
      const { text } = await plant.gateway.request('GET', plant.at(part), { token: plant.token });
      assert.match(text, /"passwordSet":true/);
      assert.doesNotMatch(text, /scada-password-1|passwordSealed|v2\./);
    }
  });

  test('makes no new revision for an unchanged part', async () => {
    const before = await plant.published();
    assert.equal((await plant.put('config', plantConfig())).status, 200);
    assert.deepEqual(await plant.published(), before);
  });

  test('changes one part and leaves the others', async () => {
    const before = await plant.published();
    const rules = before.rules.map((rule) => ({ ...rule, title: 'Renamed' }));
    assert.equal((await plant.put('rules', { rules })).status, 200);
    const config = await plant.published();
    assert.equal(config.revision, before.revision + 1);
    assert.equal(config.rules[0]?.title, 'Renamed');
    assert.deepEqual({ ...config, rules: [], revision: 0 }, { ...before, rules: [], revision: 0 });
  });

  test('names every mistake between the parts, with its place, and stores nothing', async () => {
    const before = await plant.published();
    const answer = await plant.put('config', {
      ...plantConfig(),
      rules: [{ ...before.rules[0], tag: 'nowhere', states: ['running'] }],
      settings: { failures: { tags: [{ tag: 'gone', component: 'impeller' }] } },
      mapping: {
        ...before.mapping,
        source: {
          layout: 'wide',
          asset: { assetId: 'pump-9' },
          columns: [
            { column: 'f', tag: 'flow' },
            { column: 'f', tag: 'flow-set' },
          ],
        },
      },
    });
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
    const { code, errors, instance } = problem.parse(answer.body);
    assert.equal(code, 'REQUEST.INVALID');
    assert.equal(instance, plant.at('config'));
    assert.deepEqual(errors.map((mistake) => mistake.pointer).sort(), [
      '/mapping/source/asset/assetId',
      '/mapping/source/columns/1/column',
      '/rules/0/states/0',
      '/rules/0/tag',
      '/settings/failures/tags/0/tag',
    ]);
    assert.deepEqual(await plant.published(), before);
  });

  test('names every mistake of shape as well', async () => {
    const answer = await plant.put('rules', { rules: [{ id: 'x', type: 'limit' }, { type: 'no-such' }] });
    assert.equal(answer.status, 400);
    const pointers = problem.parse(answer.body).errors.map((mistake) => mistake.pointer);
    assert.ok(pointers.includes('/rules/0/tag') && pointers.includes('/rules/1/type'), pointers.join());
  });

  test('refuses a change made on an older revision', async () => {
    const { revision } = await plant.published();
    const { settings } = plantConfig();
    const changed = { ...settings, quotaRowsPerSecond: 500 };
    assert.equal((await plant.put('settings', changed, { 'if-match': `"${revision}"` })).status, 200);
    const late = await plant.put('settings', settings, { 'if-match': `"${revision}"` });
    assert.equal(late.status, 409);
    assert.equal(problem.parse(late.body).code, 'CONFIG.CHANGED_MEANWHILE');
  });

  test('applies simultaneous changes one after the other', async () => {
    const { revision } = await plant.published();
    const { settings } = plantConfig();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => plant.put('settings', { ...settings, quotaRowsPerSecond: 1_000 + n })),
    );
    assert.ok(answers.every((answer) => answer.status === 200));
    await eventually(async () => assert.equal((await plant.published()).revision, revision + 5));
    const { settings: stored } = await plant.gateway.ok(
      z.object({ settings: z.object({ quotaRowsPerSecond: z.number() }) }),
      'GET',
      plant.at('config'),
      { token: plant.token },
    );
    assert.equal((await plant.published()).settings.quotaRowsPerSecond, stored.quotaRowsPerSecond);
  });

  test('publishes to the services that an organization is disabled', async () => {
    const { accessToken } = await plant.gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password);
    await plant.gateway.ok(z.unknown(), 'POST', plant.at('disable'), { token: accessToken });
    assert.equal((await plant.published()).enabled, false);
    await plant.gateway.ok(z.unknown(), 'POST', plant.at('enable'), { token: accessToken });
    assert.equal((await plant.published()).enabled, true);
  });

  test('keeps failure records once each', async () => {
    const records = [
      { assetId: 'pump-1', component: 'impeller', at: '2026-01-01T00:00:00.000Z' },
      { assetId: 'pump-1', component: 'impeller', at: '2026-01-02T00:00:00.000Z' },
    ];
    const post = (body: unknown) =>
      plant.gateway.request('POST', plant.at('failure-records'), { token: plant.token, body });
    assert.deepEqual((await post({ records })).body, { received: 2, added: 2 });
    assert.deepEqual((await post({ records: [...records, ...records] })).body, { received: 4, added: 0 });
    const page = z.object({
      items: z.array(z.object({ at: z.string() })),
      nextCursor: z.string().nullable(),
    });
    const first = await plant.gateway.ok(page, 'GET', plant.at('failure-records?limit=1'), {
      token: plant.token,
    });
    const second = await plant.gateway.ok(
      page,
      'GET',
      plant.at(`failure-records?limit=1&cursor=${first.nextCursor ?? ''}`),
      { token: plant.token },
    );
    assert.deepEqual(
      [...first.items, ...second.items].map((item) => item.at),
      records.map((record) => record.at),
    );
    assert.equal(second.nextCursor, null);
  });

  test('lets an operator read but not change', async () => {
    const operator = plant.tenant.operator.accessToken;
    assert.equal((await plant.gateway.request('GET', plant.at('rules'), { token: operator })).status, 200);
    for (const [method, part] of [
      ['PUT', 'rules'],
      ['GET', 'feed'],
      ['GET', 'users'],
      ['POST', 'feed/test'],
    ] as const) {
      const body = method === 'GET' ? {} : { body: {} };
      const answer = await plant.gateway.request(method, plant.at(part), { token: operator, ...body });
      assert.equal(problem.parse(answer.body).code, 'ACCESS.ROLE_REFUSED', part);
    }
  });
});
