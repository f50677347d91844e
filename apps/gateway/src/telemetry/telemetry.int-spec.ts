import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { STREAMS } from '@eagle/contracts/bus';
import { assetIdSchema, historyUsageSchema, organizationIdSchema, tagNameSchema } from '@eagle/contracts/domain';
import { encodeScanBatch } from '@eagle/contracts/frames';
import { ARROW_STREAM, problemSchema, seriesSchema } from '@eagle/contracts/rest';
import { eventually, ServiceProcess } from '@eagle/testing';
import { tableFromIPC } from 'apache-arrow';
import { plantConfig, RunningGateway, type Tenant } from '../fixtures/running-gateway.fixture.js';

const T0 = Date.UTC(2026, 0, 5, 6, 0, 0);
const RANGE = 'from=2026-01-05T06:00:00Z&to=2026-01-05T07:00:00Z';
const TAGS = [
  { tag: 'flow', type: 'number', role: 'present-value', setValueTag: 'flow-set', unit: 'm³/h' },
  { tag: 'flow-set', type: 'number', role: 'set-value', unit: 'm³/h' },
  { tag: 'tripped', type: 'boolean', role: 'flag' },
];
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
      body: plantConfig({ tags: TAGS }),
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
  await publish(north, 1, everySecond(T0, [0, 1, 2, 5, Number.NaN]));
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

/** Time and flow of one scan. */
type Row = readonly [number, number];

const everySecond = (fromMs: number, flows: readonly number[]): Row[] =>
  flows.map((flow, i) => [fromMs + i * 1_000, flow]);

/** Scans of pump-1 in one message. @param first  Sequence of the first one. */
async function publish({ id }: Tenant, first: number, scans: readonly Row[]): Promise<void> {
  const organizationId = organizationIdSchema.parse(id);
  const assetId = assetIdSchema.parse('pump-1');
  const rows = scans.length;
  const payload = encodeScanBatch({
    organizationId,
    assetId,
    configRevision: 1,
    tags: ['flow', 'flow-set', 'tripped'].map((tag) => tagNameSchema.parse(tag)),
    stateNames: ['running'],
    heartbeatAtMs: null,
    rows,
    sequences: Float64Array.from(scans, (_, i) => first + i),
    eventTimesMs: Float64Array.from(scans, ([timeMs]) => timeMs),
    readAtsMs: Float64Array.from(scans, ([timeMs]) => timeMs + 100),
    states: new Uint8Array(rows),
    values: Float64Array.from(scans.flatMap(([, flow]) => [flow, 4, 0])),
    quality: Uint8Array.from(scans.flatMap(([, flow]) => [Number.isNaN(flow) ? 1 : 0, 0, 0])),
  });
  const subject = STREAMS.scans.subject(organizationId, assetId);
  await gateway.bus.bus.publish(subject, `${id}.${first}`, payload);
}

test('a series has times, values and their quality', async () => {
  const { body } = await get(`${SERIES}&tags=flow`);
  const series = seriesSchema.parse(body);
  assert.deepEqual(
    series.timesMs.map((timeMs) => timeMs - T0),
    [0, 1_000, 2_000, 3_000, 4_000],
  );
  const [flow] = series.columns;
  expect(flow).toMatchObject({ name: 'flow', unit: 'm³/h', last: [0, 1, 2, 5, null] });
  assert.deepEqual(flow?.goodShare, [1, 1, 1, 1, 0]);
  assert.deepEqual(flow.notGood, [{ point: 4, points: 1, quality: 'missing' }]);
});

test('fewer points than rows make buckets that keep the highest value', async () => {
  const series = seriesSchema.parse((await get(`${SERIES}&tags=flow&points=2`)).body);
  assert.ok(series.widthMs > 0);
  assert.deepEqual(series.columns[0]?.max, [5]);
});

test('the same comes as CSV, with times in the zone that is asked for', async () => {
  const { text, headers } = await get(`${SERIES}&tags=flow&zone=Asia/Kolkata`, { accept: 'text/csv' });
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
  const lines = text.split('\r\n');
  assert.deepEqual(lines.slice(0, 2), [
    'time,state,flow [m³/h],flow.quality',
    '2026-01-05T11:30:00.000+05:30,running,0,good',
  ]);
  assert.equal(lines[5], '2026-01-05T11:30:04.000+05:30,running,,missing');
});

test('the same comes as Arrow', async () => {
  const response = await fetch(`${gateway.url}${SERIES}&tags=flow`, {
    headers: { authorization: `Bearer ${north.operator.accessToken}`, accept: ARROW_STREAM },
  });
  assert.equal(response.headers.get('content-type'), ARROW_STREAM);
  const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
  assert.deepEqual([...(table.getChild('flow') ?? [])], [0, 1, 2, 5, null]);
  assert.deepEqual([...(table.getChild('flow.quality') ?? [])].slice(3), ['good', 'missing']);
  assert.equal(table.schema.metadata.get('asset'), 'pump-1');
});

test('a type that there is not is refused with those that there are', async () => {
  const answer = await get(SERIES, { accept: 'application/xml, application/json;q=0' });
  assert.equal(answer.status, 406, answer.text);
  const { code, detail } = problemSchema.parse(answer.body);
  assert.equal(code, 'HTTP.NOT_ACCEPTABLE');
  assert.equal(detail, `This address answers application/json, text/csv, ${ARROW_STREAM}.`);
});

/** Answers a range of one day once it has so many points. */
async function seriesOf(query: string, points: number, accept?: string) {
  return eventually(async () => {
    const address = `/api/v1/telemetry?asset=pump-1&tags=flow&${query}`;
    const series = seriesSchema.parse((await get(address)).body);
    const { text, headers } = await get(address, accept === undefined ? {} : { accept });
    assert.equal(series.timesMs.length, points);
    return { series, text, headers };
  });
}

test('a spike of one sample is the maximum of its bucket, whatever the resolution', async () => {
  const fromMs = Date.UTC(2026, 0, 6, 6);
  const flows = Array.from({ length: 1_200 }, (_, i) => (i === 777 ? 900 : 10));
  await publish(north, 1_001, everySecond(fromMs, flows));
  const range = 'from=2026-01-06T06:00:00Z&to=2026-01-06T06:20:00Z';
  for (const [asked, points] of [
    [1_500, 1_200],
    [600, 600],
    [20, 20],
    [2, 2],
  ] as const) {
    const { series } = await seriesOf(`${range}&points=${asked}`, points);
    assert.equal(Math.max(...(series.columns[0]?.max ?? []).map((value) => value ?? 0)), 900);
    assert.equal(series.columns[0]?.max.filter((value) => value === 900).length, 1);
  }
});

test('a pause is a gap: listed, and a point without values where it begins', async () => {
  const fromMs = Date.UTC(2026, 0, 7, 6);
  const later = fromMs + 600_000;
  await publish(north, 3_001, [...everySecond(fromMs, [1, 2, 3]), ...everySecond(later, [4, 5])]);
  const range = 'from=2026-01-07T06:00:00Z&to=2026-01-07T07:00:00Z';
  const { series, text, headers } = await seriesOf(range, 6, 'text/csv');
  assert.deepEqual(series.gaps, [{ fromMs: fromMs + 2_000, toMs: later }]);
  assert.deepEqual(series.columns[0]?.last, [1, 2, 3, null, 4, 5]);
  assert.equal(text.split('\r\n')[4], '2026-01-07T06:00:02.001Z,,,');
  assert.deepEqual([headers.get('series-gaps'), headers.get('series-width-ms')], ['1', '0']);
});

test('of two rows of one instant the later one wins, and the answer says so', async () => {
  const atMs = Date.UTC(2026, 0, 8, 6);
  await publish(north, 4_001, everySecond(atMs, [1, 2, 3]));
  await publish(north, 4_010, everySecond(atMs + 1_000, [20]));
  const range = 'from=2026-01-08T06:00:00Z&to=2026-01-08T07:00:00Z';
  const { series, headers } = await eventually(async () => {
    const answer = await seriesOf(range, 3, 'text/csv');
    assert.equal(answer.series.conflicts.count, 1);
    return answer;
  });
  assert.deepEqual(series.columns[0]?.last, [1, 20, 3]);
  assert.deepEqual(series.conflicts, {
    count: 1,
    first: [{ timeMs: atMs + 1_000, sequences: [4_002, 4_010] }],
  });
  assert.equal(headers.get('series-conflicts'), '1');
});

test('rows of a damaged segment are named as missing, and the rest is answered', async () => {
  const atMs = Date.UTC(2026, 0, 9, 6);
  const segments = () => readdir(path.join(folder, 'store', north.id));
  const stored = async (): Promise<string[]> => {
    await eventually(async () => {
      const { unstoredSinceMs, waitingCells } = historyUsageSchema.parse(
        (await get('/api/v1/telemetry/usage')).body,
      );
      return unstoredSinceMs === null && waitingCells === 0;
    });
    return segments();
  };
  const before = new Set(await stored());
  await publish(north, 5_001, everySecond(atMs, [1, 2, 3]));
  const [damaged = ''] = await eventually(async () => {
    const added = (await segments()).filter((file) => file.endsWith('.parquet') && !before.has(file));
    assert.ok(added.length > 0);
    return added;
  });
  await stored();
  await writeFile(path.join(folder, 'store', north.id, damaged), 'not what was written');
  await publish(north, 5_010, everySecond(atMs + 60_000, [4]));
  const range = 'from=2026-01-09T06:00:00Z&to=2026-01-09T07:00:00Z';
  const { series, headers } = await seriesOf(range, 1, 'text/csv');
  assert.deepEqual(series.columns[0]?.last, [4]);
  expect(series.missing).toMatchObject([{ fromMs: atMs, rows: 3 }]);
  assert.equal(headers.get('series-missing-rows'), '3');
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
