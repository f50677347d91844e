import { STREAMS } from '@eagle/contracts/bus';
import assert from 'node:assert/strict';
import { z } from 'zod';
import { RunningGateway, type Answer, type Tenant } from '../fixtures/running-gateway.fixture.js';
import { logsPathOf, tenantWithLogs } from './tenant-with-logs.fixture.js';

const page = z.object({
  items: z.array(
    z.object({ kind: z.string(), assetId: z.string(), code: z.string(), at: z.string(), source: z.string() }),
  ),
});
const problem = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});
const ERRORS = [
  'ts,asset,error,text',
  '2026-01-01T00:00:01Z,pump-1,e1,"Hot, again"',
  '2026-01-01T00:00:02.500Z,pump-9,Pump: hot,',
].join('\r\n');
const MAINTENANCE = 'asset,ts,component\npump-1,2026-01-01T00:00:03Z,impeller\n';

describe('logs as CSV files over REST', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  });
  afterAll(() => gateway.close());

  const configured = (slug: string): Promise<Tenant> => tenantWithLogs(gateway, slug);
  const give = (tenant: Tenant, query: string, file: string, token = tenant.admin.accessToken) =>
    gateway.postCsv(`${logsPathOf(tenant)}${query}`, token, file);
  const list = async (tenant: Tenant): Promise<string[]> => {
    const { items } = await gateway.ok(page, 'GET', logsPathOf(tenant), {
      token: tenant.operator.accessToken,
    });
    return items.map(({ kind, assetId, code, at, source }) => [kind, assetId, code, at, source].join(' '));
  };
  const published = (tenant: Tenant) => gateway.bus.bus.lastMessage(STREAMS.events, `events.${tenant.id}.*`);
  const refusal = ({ status, text, body }: Answer) => {
    assert.equal(status, 400, text);
    return problem.parse(body);
  };

  test('are taken like the same entries in JSON, once for any number of requests', async () => {
    const plant = await configured('files');
    const first = await give(plant, '?kind=error&source=historian', ERRORS);
    assert.deepEqual(
      [first.status, first.body],
      [200, { received: 2, added: 2, notCounted: { assets: ['pump-9'], codes: ['Pump_hot'] } }],
    );
    const done = await give(plant, '?kind=maintenance', MAINTENANCE);
    assert.equal(done.status, 200, done.text);
    const all = [
      'maintenance pump-1 impeller 2026-01-01T00:00:03.000Z api',
      'error pump-9 Pump_hot 2026-01-01T00:00:02.500Z historian',
      'error pump-1 e1 2026-01-01T00:00:01.000Z historian',
    ];
    assert.deepEqual(await list(plant), all);
    assert.ok(await published(plant), 'the live features get them');
    const again = z.object({ added: z.number() }).parse((await give(plant, '?kind=error', ERRORS)).body);
    const events = [{ assetId: 'pump-1', code: 'e1', at: '2026-01-01T00:00:01Z' }];
    const json = await gateway.request('POST', logsPathOf(plant), {
      token: plant.admin.accessToken,
      body: { kind: 'error', events },
    });
    assert.deepEqual([again.added, z.object({ added: z.number() }).parse(json.body).added], [0, 0]);
    assert.deepEqual(await list(plant), all);
  });

  test('of a whole year are taken in one file, and more is refused', async () => {
    const plant = await configured('long');
    const rows = (count: number): string =>
      Array.from(
        { length: count },
        (_, n) => `pump-1,${new Date(Date.UTC(2025, 0, 1) + n * 1_000).toISOString()},e1\n`,
      ).join('');
    const tooMany = refusal(await give(plant, '?kind=error', `asset,ts,error\n${rows(5_001)}`));
    assert.match(tooMany.detail, /more than 5000 rows: send it in several parts/);
    assert.deepEqual(await list(plant), []);
    const year = await give(plant, '?kind=error', `asset,ts,error\n${rows(5_000)}`);
    assert.equal(z.object({ added: z.number() }).parse(year.body).added, 5_000);
    const huge = await give(plant, '?kind=error', `asset,ts,error\n${'x'.repeat(2_000_000)}`);
    assert.equal(huge.status, 413);
  });

  test('that hold mistakes are refused by line and column, and then nothing is taken', async () => {
    const plant = await configured('mistaken-files');
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const file = [
      'asset,ts,error',
      'pump-1,2026-01-01T00:00:01Z,e1',
      'pump-1,yesterday,e1',
      '',
      `pump-1,${soon},e1`,
      'pump-1,2026-01-01T00:00:01Z,?!',
    ];
    const unreadable = refusal(await give(plant, '?kind=error', [...file, 'pump 1,,e1'].join('\n')));
    assert.equal(unreadable.code, 'REQUEST.INVALID');
    assert.deepEqual(unreadable.errors.map(({ pointer }) => pointer).sort(), [
      '/lines/3/ts',
      '/lines/7/asset',
      '/lines/7/ts',
    ]);
    assert.match(unreadable.detail, /^\/lines\/3\/ts: "yesterday": .*such as 2026-01-01T08:30:00Z/);
    const readable = file.filter((line) => !line.includes('yesterday')).join('\n');
    const impossible = refusal(await give(plant, '?kind=error', readable)).errors;
    assert.deepEqual(
      impossible.map(({ pointer }) => pointer),
      ['/lines/4/ts', '/lines/5/error'],
    );
    assert.match(impossible[0]?.detail ?? '', /lies ahead of the clock/);
    assert.deepEqual([await list(plant), await published(plant)], [[], null]);
  });

  test('are refused where kind, columns or rows are missing, with what to do', async () => {
    const plant = await configured('shapeless');
    for (const [query, file, said] of [
      ['', ERRORS, /\?kind=error or \?kind=maintenance/],
      ['?kind=weather', ERRORS, /kind/],
      [
        '?kind=maintenance',
        ERRORS,
        /^\/lines\/1: The header has no column component: name the columns asset,ts,component/,
      ],
      ['?kind=error', ERRORS.replaceAll(',', ';'), /has no column asset, ts, error.*separated by commas/],
      ['?kind=error', `${ERRORS}\npump-1`, /^\/lines\/4: .*as many values as the first/],
      ['?kind=error', 'asset,ts,error\n', /no row below its header/],
      ['?kind=error', JSON.stringify({ kind: 'error', events: [] }), /^\/lines\/1/],
    ] as const) {
      assert.match(refusal(await give(plant, query, file)).detail, said);
    }
    const asJson = await gateway.request('POST', `${logsPathOf(plant)}?kind=error`, {
      token: plant.admin.accessToken,
      body: ERRORS,
    });
    assert.equal(asJson.status, 400, 'text in JSON is no file');
    assert.deepEqual(await list(plant), []);
  });

  test('are accepted from admins of the organization only, on the routes that take files only', async () => {
    const [plant, other] = [await configured('our-files'), await configured('their-files')];
    for (const token of [plant.operator.accessToken, other.admin.accessToken]) {
      assert.equal((await give(plant, '?kind=error', ERRORS, token)).status, 403);
    }
    assert.equal((await give(plant, '?kind=error', ERRORS)).status, 200);
    assert.deepEqual(await list(other), []);
    assert.equal(await published(other), null);
    const elsewhere = await gateway.postCsv('/api/v1/ml/train', plant.admin.accessToken, ERRORS);
    assert.equal(elsewhere.status, 415);
  });

  test('are described beside the JSON form', async () => {
    const operation = z.object({
      parameters: z.array(z.object({ name: z.string() })),
      requestBody: z.object({
        content: z.record(z.string(), z.object({ schema: z.looseObject({ type: z.string() }) })),
      }),
    });
    const paths = z.object({
      paths: z.record(z.string(), z.object({ post: operation.optional().catch(undefined) })),
    });
    const described = await gateway.ok(paths, 'GET', '/api/docs-json');
    for (const name of ['event-logs', 'failure-records']) {
      const post = described.paths[`/api/v1/organizations/{organizationId}/${name}`]?.post;
      assert.deepEqual(
        Object.entries(post?.requestBody.content ?? {}).map(([type, { schema }]) => [type, schema.type]),
        [
          ['application/json', 'object'],
          ['text/csv', 'string'],
        ],
        name,
      );
      assert.ok(post?.parameters.some((parameter) => parameter.name === 'source'));
    }
  });
});
