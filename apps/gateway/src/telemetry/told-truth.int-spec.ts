import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dayQualitySchema, historyUsageSchema } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { z } from 'zod';
import { everySecond, RecordedHistory, type FlowScan } from '../fixtures/recorded-history.fixture.js';

/** Each test has a day of its own. */
let history: RecordedHistory;
beforeAll(async () => {
  history = await RecordedHistory.start();
});
afterAll(() => history.close());

const asCsv = (range: string) =>
  history.get(`/api/v1/telemetry?asset=pump-1&tags=flow&${range}`, { accept: 'text/csv' });

test('a spike of one sample is the maximum of its bucket, whatever the resolution', async () => {
  const fromMs = Date.UTC(2026, 0, 6, 6);
  const flows = Array.from({ length: 1_200 }, (_, i) => (i === 777 ? 900 : 10));
  await history.publish(history.north, 1_001, everySecond(fromMs, flows));
  const range = 'from=2026-01-06T06:00:00Z&to=2026-01-06T06:20:00Z';
  for (const [asked, points] of [
    [1_500, 1_200],
    [600, 600],
    [20, 20],
    [2, 2],
  ] as const) {
    const { columns } = await history.flow(`${range}&points=${asked}`, points);
    assert.equal(columns[0]?.max.filter((value) => value === 900).length, 1);
  }
  // The client takes gzip, and gets it where there is much.
  const encodings = await Promise.all(
    [1_500, 2].map(async (points) => {
      const { headers } = await history.get(`/api/v1/telemetry?asset=pump-1&${range}&points=${points}`);
      return headers.get('content-encoding');
    }),
  );
  assert.deepEqual(encodings, ['gzip', null]);
});

test('a pause is a gap: listed, and a point without values where it begins', async () => {
  const fromMs = Date.UTC(2026, 0, 7, 6);
  const later = fromMs + 600_000;
  const scans = [...everySecond(fromMs, [1, 2, 3]), ...everySecond(later, [4, 5])];
  await history.publish(history.north, 3_001, scans);
  const range = 'from=2026-01-07T06:00:00Z&to=2026-01-07T07:00:00Z';
  const series = await history.flow(range, 6);
  assert.deepEqual(series.gaps, [{ fromMs: fromMs + 2_000, toMs: later }]);
  assert.deepEqual(series.columns[0]?.last, [1, 2, 3, null, 4, 5]);
  const { text, headers } = await asCsv(range);
  assert.equal(text.split('\r\n')[4], '2026-01-07T06:00:02.001Z,,,');
  assert.deepEqual([headers.get('series-gaps'), headers.get('series-width-ms')], ['1', '0']);
});

test('of two rows of one instant the later one wins, and the answer says so', async () => {
  const atMs = Date.UTC(2026, 0, 8, 6);
  await history.publish(history.north, 4_001, everySecond(atMs, [1, 2, 3]));
  await history.publish(history.north, 4_010, everySecond(atMs + 1_000, [20]));
  const range = 'from=2026-01-08T06:00:00Z&to=2026-01-08T07:00:00Z';
  const series = await eventually(async () => {
    const answer = await history.flow(range, 3);
    assert.equal(answer.conflicts.count, 1);
    return answer;
  });
  assert.deepEqual(series.columns[0]?.last, [1, 20, 3]);
  assert.deepEqual(series.conflicts.first, [{ timeMs: atMs + 1_000, sequences: [4_002, 4_010] }]);
  assert.equal((await asCsv(range)).headers.get('series-conflicts'), '1');
});

/** Names of the segments once nothing waits to be stored. */
async function storedSegments(): Promise<string[]> {
  await eventually(async () => {
    const usage = await history.get('/api/v1/telemetry/usage');
    return historyUsageSchema.parse(usage.body).waitingCells === 0;
  });
  const files = await readdir(history.segmentsOf(history.north));
  return files.filter((file) => file.endsWith('.parquet'));
}

test('rows of a damaged segment are named as missing, and the rest is answered', async () => {
  const atMs = Date.UTC(2026, 0, 9, 6);
  await history.publish(history.north, 5_001, everySecond(Date.UTC(2026, 0, 5, 6), [0]));
  await history.flow('from=2026-01-05T06:00:00Z&to=2026-01-05T07:00:00Z', 1);
  const before = new Set(await eventually(storedSegments));
  await history.publish(history.north, 5_002, everySecond(atMs, [1, 2, 3]));
  const damaged = await eventually(async () => {
    const [added] = (await storedSegments()).filter((file) => !before.has(file));
    assert.ok(added !== undefined);
    return added;
  });
  await writeFile(path.join(history.segmentsOf(history.north), damaged), 'not what was written');
  await history.publish(history.north, 5_010, everySecond(atMs + 60_000, [4]));
  const range = 'from=2026-01-09T06:00:00Z&to=2026-01-09T07:00:00Z';
  const series = await history.flow(range, 1);
  assert.deepEqual(series.columns[0]?.last, [4]);
  expect(series.missing).toMatchObject([{ fromMs: atMs, rows: 3 }]);
  assert.equal((await asCsv(range)).headers.get('series-missing-rows'), '3');
});

const qualityReply = z.object({ items: z.array(dayQualitySchema) });

test('quality tells of each day of the zone, also how the clock of the source went', async () => {
  // The day in Berlin in which clocks go forward: 23 hours.
  const dayMs = Date.UTC(2026, 2, 28, 23);
  const nextMs = dayMs + 23 * 3_600_000;
  const readFrom = (fromMs: number, aheadMs: number, flows: readonly number[]): FlowScan[] =>
    everySecond(fromMs + aheadMs, flows).map((scan) => ({ ...scan, readAtMs: scan.timeMs - aheadMs }));
  // Its clock is 2 s ahead, and is then set back to be right.
  const early = readFrom(dayMs, 2_000, [1, 2, 3, Number.NaN, 5]);
  const late = readFrom(dayMs + 5_000, 0, [6, 7]);
  await history.publish(
    history.north,
    6_001,
    [...early, ...late].sort((a, b) => (a.readAtMs ?? 0) - (b.readAtMs ?? 0)),
  );
  await history.publish(history.north, 6_101, everySecond(nextMs, [8]));
  const range = 'from=2026-03-28T23:00:00Z&to=2026-03-29T23:00:00Z';
  const found = await eventually(async () => {
    const address = `/api/v1/telemetry/quality?asset=pump-1&tags=flow&zone=Europe/Berlin&${range}`;
    const { items } = qualityReply.parse((await history.get(address)).body);
    assert.deepEqual(
      items.map(({ rows }) => rows),
      [7, 1],
    );
    return items;
  });
  expect(found).toMatchObject([
    {
      day: '2026-03-29',
      fromMs: dayMs,
      toMs: nextMs,
      conflicts: 2,
      late: 0,
      future: 5,
      delayMs: { min: -2_000, median: -2_000, p95: 0, max: 0 },
      clockBack: {
        count: 1,
        first: [{ readAtMs: dayMs + 5_000, fromMs: dayMs + 6_000, toMs: dayMs + 5_000 }],
      },
      gaps: { count: 1 },
      tags: [{ tag: 'flow', good: 5, missing: 0 }],
    },
    { day: '2026-03-30', fromMs: nextMs, rows: 1 },
  ]);
});
