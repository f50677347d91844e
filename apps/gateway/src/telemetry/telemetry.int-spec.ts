import assert from 'node:assert/strict';
import { takeOverProgressSchema } from '@eagle/contracts/domain';
import { ARROW_STREAM, problemSchema } from '@eagle/contracts/rest';
import { eventually } from '@eagle/testing';
import { tableFromIPC } from 'apache-arrow';
import { everySecond, RecordedHistory } from '../fixtures/recorded-history.fixture.js';

const T0 = Date.UTC(2026, 0, 5, 6, 0, 0);
const RANGE = 'from=2026-01-05T06:00:00Z&to=2026-01-05T07:00:00Z';
const SERIES = `/api/v1/telemetry?asset=pump-1&${RANGE}`;

let history: RecordedHistory;
beforeAll(async () => {
  history = await RecordedHistory.start();
  await history.publish(history.north, 1, everySecond(T0, [0, 1, 2, 5, Number.NaN]));
  await history.flow(RANGE, 5);
});
afterAll(() => history.close());

test('a series has times, values, units and what is not good', async () => {
  const series = await history.flow(RANGE, 5);
  assert.deepEqual(
    series.timesMs.map((timeMs) => timeMs - T0),
    [0, 1_000, 2_000, 3_000, 4_000],
  );
  expect(series.columns).toMatchObject([
    {
      name: 'flow',
      unit: 'm³/h',
      last: [0, 1, 2, 5, null],
      goodShare: [1, 1, 1, 1, 0],
      notGood: [{ point: 4, points: 1, quality: 'missing' }],
    },
  ]);
});

test('how far the past is taken over is told to every organization, of itself', async () => {
  const [north, south] = await Promise.all(
    [history.north, history.south].map(async (tenant) => {
      const { body } = await history.get('/api/v1/telemetry/take-over', { tenant });
      return takeOverProgressSchema.parse(body);
    }),
  );
  // No row of it came yet, so nothing says where its record begins.
  expect(south).toMatchObject({ stretches: [], paused: { code: null } });
  assert.ok(north !== undefined);
});

test('fewer points than rows make buckets that keep the highest value', async () => {
  const series = await history.flow(`${RANGE}&points=2`, 1);
  assert.ok(series.widthMs > 0);
  assert.deepEqual(series.columns[0]?.max, [5]);
});

test('the same comes as CSV, with times in the zone that is asked for', async () => {
  const { text, headers } = await history.get(`${SERIES}&tags=flow&zone=Asia/Kolkata`, {
    accept: 'text/csv',
  });
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8');
  const lines = text.split('\r\n');
  assert.deepEqual(lines.slice(0, 2), [
    'time,state,flow [m³/h],flow.quality',
    '2026-01-05T11:30:00.000+05:30,running,0,good',
  ]);
  assert.equal(lines[5], '2026-01-05T11:30:04.000+05:30,running,,missing');
});

test('the same comes as Arrow', async () => {
  const response = await fetch(`${history.gateway.url}${SERIES}&tags=flow`, {
    headers: { authorization: `Bearer ${history.north.operator.accessToken}`, accept: ARROW_STREAM },
  });
  assert.equal(response.headers.get('content-type'), ARROW_STREAM);
  const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
  assert.deepEqual([...(table.getChild('flow') ?? [])], [0, 1, 2, 5, null]);
  assert.deepEqual([...(table.getChild('flow.quality') ?? [])].slice(3), ['good', 'missing']);
  assert.equal(table.schema.metadata.get('asset'), 'pump-1');
});

test('a type that there is not is refused with those that there are', async () => {
  const answer = await history.get(SERIES, { accept: 'application/xml, application/json;q=0' });
  assert.equal(answer.status, 406, answer.text);
  const { code, detail } = problemSchema.parse(answer.body);
  assert.equal(code, 'HTTP.NOT_ACCEPTABLE');
  assert.equal(detail, `This address answers application/json, text/csv, ${ARROW_STREAM}.`);
});

const ROUTES_OF_HISTORY = [
  SERIES,
  '/api/v1/telemetry/latest',
  `/api/v1/telemetry/quality?asset=pump-1&${RANGE}`,
  '/api/v1/telemetry/usage',
  `/api/v1/predictions/history?asset=pump-1&${RANGE}`,
];

test.each(ROUTES_OF_HISTORY)('%s answers its own organization, and no other', async (address) => {
  const { north, south } = history;
  const own = await history.get(address);
  assert.equal(own.status, 200, own.text);
  const others = await history.get(address, { tenant: south });
  assert.equal(others.status, 200, others.text);
  assert.ok(!others.text.includes(String(T0)), others.text);
  const named = `${address}${address.includes('?') ? '&' : '?'}organizationId=${north.id}`;
  const stolen = await history.get(named, { tenant: south });
  assert.equal(stolen.status, 403, stolen.text);
});

test('usage says what is stored', async () => {
  await eventually(async () => {
    const usage = await history.get('/api/v1/telemetry/usage');
    expect(usage.body).toMatchObject({ unstoredSinceMs: null, quota: { state: 'within' } });
    return true;
  });
});

test('without a historian the history is unavailable, and says so', async () => {
  await history.historian.end('SIGTERM');
  const answer = await history.get(SERIES);
  assert.equal(answer.status, 503, answer.text);
});
