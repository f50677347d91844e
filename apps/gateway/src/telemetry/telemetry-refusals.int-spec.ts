import assert from 'node:assert/strict';
import { problemSchema, seriesSchema } from '@eagle/contracts/rest';
import { everySecond, RecordedHistory } from '../fixtures/recorded-history.fixture.js';

const RANGE = 'from=2026-01-05T06:00:00Z&to=2026-01-05T07:00:00Z';

let history: RecordedHistory;
beforeAll(async () => {
  history = await RecordedHistory.start();
  await history.publish(history.north, 1, everySecond(Date.UTC(2026, 0, 5, 6), [0, 1]));
  await history.flow(RANGE, 2);
});
afterAll(() => history.close());

/** What no route that reads a range answers. */
const OF_RANGES = [
  ['an unknown asset', `asset=pump-9&${RANGE}`, 404, '/asset'],
  ['a name that no asset has', `asset=${'x'.repeat(500)}&${RANGE}`, 400, '/asset'],
  ['no asset', RANGE, 400, '/asset'],
  ['no range', 'asset=pump-1', 400, '/from'],
  ['a range backwards', 'asset=pump-1&from=2026-01-05T07:00:00Z&to=2026-01-05T06:00:00Z', 400, '/to'],
  ['an empty range', 'asset=pump-1&from=2026-01-05T06:00:00Z&to=2026-01-05T06:00:00Z', 400, '/to'],
  ['a beginning that is no instant', 'asset=pump-1&from=yesterday&to=2026-01-05T06:00:00Z', 400, '/from'],
  ['an end without its offset', 'asset=pump-1&from=2026-01-05T06:00:00Z&to=2026-01-05T07:00:00', 400, '/to'],
  [
    'a day that no calendar has',
    'asset=pump-1&from=2026-02-30T06:00:00Z&to=2026-03-05T07:00:00Z',
    400,
    '/from',
  ],
  ['two beginnings', `asset=pump-1&${RANGE}&from=2026-01-05T06:30:00Z`, 400, '/from'],
  ['a zone that does not exist', `asset=pump-1&${RANGE}&zone=Mars/Olympus`, 400, '/zone'],
] as const;

/** What no route with tags answers. */
const OF_TAGS = [
  ['an unknown tag', `asset=pump-1&${RANGE}&tags=flow,nothing`, 404, '/tags'],
  ['five hundred and one tags', `asset=pump-1&${RANGE}&tags=${'t,'.repeat(500)}t`, 400, '/tags'],
  ['a tag without a name', `asset=pump-1&${RANGE}&tags=flow,`, 400, '/tags'],
] as const;

const OF_POINTS = [
  ['a million points', `asset=pump-1&${RANGE}&points=1000000`, 400, '/points'],
  ['no points', `asset=pump-1&${RANGE}&points=0`, 400, '/points'],
  ['fewer than no points', `asset=pump-1&${RANGE}&points=-5`, 400, '/points'],
  ['half a point', `asset=pump-1&${RANGE}&points=2.5`, 400, '/points'],
  ['points that are no number', `asset=pump-1&${RANGE}&points=many`, 400, '/points'],
] as const;

const BEFORE = 'asset=pump-1&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z';

type Refusal = readonly [what: string, query: string, status: number, pointer: string];
const at = (route: string, refusals: readonly Refusal[]) =>
  refusals.map(([what, query, status, pointer]) => [route, what, query, status, pointer] as const);

test.each([
  ...at('telemetry', [...OF_RANGES, ...OF_TAGS, ...OF_POINTS]),
  ...at('telemetry', [['a range before the record', BEFORE, 404, '/to']]),
  ...at('predictions/history', [...OF_RANGES, ...OF_POINTS]),
  ...at('telemetry/quality', [...OF_RANGES, ...OF_TAGS]),
  ...at('telemetry/quality', [
    ['a range before the record', BEFORE, 404, '/to'],
    ['a year', 'asset=pump-1&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z', 400, '/to'],
  ]),
  ...at('telemetry/latest', [
    ['an unknown asset', 'asset=pump-9', 404, '/asset'],
    ['an unknown tag', 'tags=nothing', 404, '/tags'],
    ['five hundred and one tags', `tags=${'t,'.repeat(500)}t`, 400, '/tags'],
    ['a tag without a name', 'tags=,', 400, '/tags'],
  ]),
])('%s refuses %s, and points at it', async (route, _, query, status, pointer) => {
  const answer = await history.get(`/api/v1/${route}?${query}`);
  assert.equal(answer.status, status, answer.text);
  const { errors = [] } = problemSchema.parse(answer.body);
  const pointers = errors.map((mistake) => mistake.pointer);
  assert.ok(
    pointers.some((found) => found === pointer || found.startsWith(`${pointer}/`)),
    answer.text,
  );
});

test('a tag that is named twice is answered once', async () => {
  const answer = await history.get(`/api/v1/telemetry?asset=pump-1&${RANGE}&tags=flow,flow`);
  assert.deepEqual(
    seriesSchema.parse(answer.body).columns.map(({ name }) => name),
    ['flow'],
  );
});

test('ten thousand tags are more than the head of a request may hold', async () => {
  const answer = await history.get(`/api/v1/telemetry?asset=pump-1&${RANGE}&tags=${'t,'.repeat(9_999)}t`);
  assert.equal(answer.status, 431, answer.text);
  assert.equal(problemSchema.parse(answer.body).code, 'HTTP.REQUEST_HEADER_FIELDS_TOO_LARGE');
});
