import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { STREAMS } from '@eagle/contracts/bus';
import { assetIdSchema, organizationIdSchema, tagNameSchema } from '@eagle/contracts/domain';
import { encodeScanBatch } from '@eagle/contracts/frames';
import { problemSchema, seriesSchema } from '@eagle/contracts/rest';
import { eventually, ServiceProcess } from '@eagle/testing';
import { plantConfig, RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const T0 = Date.UTC(2026, 0, 5, 6, 0, 0);
const RANGE = 'from=2026-01-05T06:00:00Z&to=2026-01-05T07:00:00Z';
const SERIES = `/api/v1/telemetry?asset=pump-1&${RANGE}`;

let gateway: RunningGateway;
let historian: ServiceProcess;
let north: Tenant;
let south: Tenant;
let folder: string;

beforeAll(async () => {
  gateway = await RunningGateway.start({ LOGINS_PER_MINUTE: '100' });
  folder = await mkdtemp(path.join(tmpdir(), 'eagle-history-'));
  [north, south] = await Promise.all([gateway.tenant('north'), gateway.tenant('south')]);
  for (const { id, admin } of [north, south]) {
    const saved = await gateway.request('PUT', `/api/v1/organizations/${id}/config`, {
      token: admin.accessToken,
      body: plantConfig(),
    });
    assert.ok(saved.status < 300, saved.text);
  }
  historian = new ServiceProcess(fileURLToPath(new URL('../../../historian/dist/main.js', import.meta.url)), {
    SERVICE_NAME: 'historian',
    REPLICA: 'historian-0',
    NATS_URL: gateway.bus.url,
    DATABASE_URL: gateway.database.urlOf('historian'),
    TELEMETRY_STORE: path.join(folder, 'store'),
    WORK_DIR: path.join(folder, 'work'),
    FLUSH_EVERY_MS: '200',
  });
  historian.start();
  await publish(north, [0, 1, 2, 5, Number.NaN]);
  await eventually(
    async () => {
      const answer = await get(SERIES);
      assert.equal(answer.status, 200, `${answer.text} ${historian.log}`);
      return seriesSchema.parse(answer.body).timesMs.length === 5;
    },
    { deadlineMs: 20_000 },
  );
});
afterAll(async () => {
  await historian.end('SIGTERM');
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (address: string, options: { tenant?: Tenant; accept?: string } = {}) =>
  gateway.request('GET', address, {
    token: (options.tenant ?? north).operator.accessToken,
    headers: options.accept === undefined ? {} : { accept: options.accept },
  });

/** A scan a second of pump-1, of which the flow is given. */
async function publish({ id }: Tenant, flows: readonly number[]): Promise<void> {
  const organizationId = organizationIdSchema.parse(id);
  const assetId = assetIdSchema.parse('pump-1');
  const rows = flows.length;
  const payload = encodeScanBatch({
    organizationId,
    assetId,
    configRevision: 1,
    tags: ['flow', 'flow-set', 'tripped'].map((tag) => tagNameSchema.parse(tag)),
    stateNames: ['running'],
    heartbeatAtMs: null,
    rows,
    sequences: Float64Array.from(flows, (_, i) => i + 1),
    eventTimesMs: Float64Array.from(flows, (_, i) => T0 + i * 1_000),
    readAtsMs: Float64Array.from(flows, (_, i) => T0 + i * 1_000 + 100),
    states: new Uint8Array(rows),
    values: Float64Array.from(flows.flatMap((flow) => [flow, 4, 0])),
    quality: Uint8Array.from(flows.flatMap((flow) => [Number.isNaN(flow) ? 1 : 0, 0, 0])),
  });
  const subject = STREAMS.scans.subject(organizationId, assetId);
  await gateway.bus.bus.publish(subject, `${id}.first`, payload);
}

test('a series has times, values and their quality', async () => {
  const { body } = await get(`${SERIES}&tags=flow`);
  const series = seriesSchema.parse(body);
  assert.deepEqual(
    series.timesMs.map((timeMs) => timeMs - T0),
    [0, 1_000, 2_000, 3_000, 4_000],
  );
  const [flow] = series.columns;
  assert.deepEqual([flow?.name, flow?.last], ['flow', [0, 1, 2, 5, null]]);
  assert.deepEqual(flow?.goodShare, [1, 1, 1, 1, 0]);
});

test('fewer points than rows make buckets that keep the highest value', async () => {
  const series = seriesSchema.parse((await get(`${SERIES}&tags=flow&points=2`)).body);
  assert.ok(series.widthMs > 0);
  assert.deepEqual(series.columns[0]?.max, [5]);
});

test('the same comes as CSV, with times in the zone that is asked for', async () => {
  const { text, headers } = await get(`${SERIES}&tags=flow&zone=Asia/Kolkata`, { accept: 'text/csv' });
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.deepEqual(text.split('\r\n').slice(0, 2), [
    'time,state,flow,flow.good',
    '2026-01-05T11:30:00.000+05:30,running,0,1',
  ]);
});

test.each([
  ['asset=pump-9', `asset=pump-9&${RANGE}`, 404, '/asset'],
  ['an unknown tag', `asset=pump-1&${RANGE}&tags=nothing`, 404, '/tags'],
  ['a range backwards', 'asset=pump-1&from=2026-01-05T07:00:00Z&to=2026-01-05T06:00:00Z', 400, '/to'],
  ['a million points', `asset=pump-1&${RANGE}&points=1000000`, 400, '/points'],
  ['a range before the record', 'asset=pump-1&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z', 404, '/to'],
  ['a zone that does not exist', `asset=pump-1&${RANGE}&zone=Mars/Olympus`, 400, '/zone'],
  ['no range', 'asset=pump-1', 400, '/from'],
])('%s is refused, and pointed at', async (_, query, status, pointer) => {
  const answer = await get(`/api/v1/telemetry?${query}`);
  assert.equal(answer.status, status, answer.text);
  const { errors } = problemSchema.parse(answer.body);
  assert.ok(
    errors?.some((mistake) => mistake.pointer === pointer),
    answer.text,
  );
});

const ROUTES_OF_HISTORY = [
  SERIES,
  '/api/v1/telemetry/latest',
  `/api/v1/telemetry/quality?asset=pump-1&${RANGE}`,
  '/api/v1/telemetry/usage',
  `/api/v1/predictions/history?asset=pump-1&${RANGE}`,
];

test.each(ROUTES_OF_HISTORY)('%s answers its own organization, and no other', async (address) => {
  const own = await get(address);
  assert.equal(own.status, 200, own.text);
  const others = await get(address, { tenant: south });
  assert.equal(others.status, 200, others.text);
  assert.ok(!others.text.includes(String(T0)), others.text);
  const named = `${address}${address.includes('?') ? '&' : '?'}organizationId=${north.id}`;
  const stolen = await get(named, { tenant: south });
  assert.equal(stolen.status, 403, stolen.text);
});

test('quality counts rows by day, and usage says what is stored', async () => {
  const quality = await get(`/api/v1/telemetry/quality?asset=pump-1&${RANGE}&tags=flow`);
  expect(quality.body).toMatchObject({ items: [{ rows: 5, tags: [{ tag: 'flow', good: 4, missing: 1 }] }] });
  await eventually(async () => {
    const usage = await get('/api/v1/telemetry/usage');
    expect(usage.body).toMatchObject({ unstoredSinceMs: null, quota: { state: 'within' } });
    return true;
  });
});

test('without a historian the history is unavailable, and says so', async () => {
  await historian.end('SIGTERM');
  const answer = await get(SERIES);
  assert.equal(answer.status, 503, answer.text);
});
