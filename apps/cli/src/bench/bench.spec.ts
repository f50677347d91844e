import assert from 'node:assert/strict';
import { growthOf } from './bench-cache.js';
import { figure, tableOf } from './figure.js';
import { MetricsPage } from './metrics-page.js';
import { OpenLoopSchedule } from './open-loop.js';
import {
  countOf,
  histogramDelta,
  histogramPercentile,
  inMilliseconds,
  percentile,
  spreadOf,
  withoutOverflow,
} from './percentile.js';

describe('percentiles', () => {
  test('are the nearest rank, for any order of the samples', () => {
    const samples = Array.from({ length: 100 }, (_, i) => ((i * 37) % 100) + 1);
    assert.equal(percentile(samples, 0.5), 50);
    assert.equal(percentile(samples, 0.99), 99);
    assert.deepEqual(spreadOf(samples), { count: 100, p50: 50, p99: 99, max: 100 });
    assert.equal(percentile([7], 0.99), 7);
    assert.equal(percentile([], 0.5), null);
  });

  test('of a histogram lie on a straight line within the bucket', () => {
    const histogram = { bounds: [10, 20, Infinity], counts: [50, 50, 0] };
    assert.equal(histogramPercentile(histogram, 0.5), 10);
    assert.equal(histogramPercentile(histogram, 0.75), 15);
    assert.equal(histogramPercentile({ ...histogram, counts: [0, 0, 3] }, 0.99), 20);
    assert.equal(histogramPercentile({ ...histogram, counts: [0, 0, 0] }, 0.99), null);
  });

  test('of a period leave out observations before it and observations of other rows', () => {
    const bounds = [10, Infinity];
    const stretch = histogramDelta({ bounds, counts: [5, 1] }, { bounds, counts: [15, 41] });
    assert.deepEqual(stretch.counts, [10, 40]);
    assert.equal(countOf(withoutOverflow(stretch, 40)), 10);
  });

  test('that services report in seconds are read in milliseconds', () => {
    const reported = { bounds: [0.0225, 0.0275, Infinity], counts: [1, 2, 3] };
    expect(inMilliseconds(reported)).toEqual({ bounds: [22.5, 27.5, Infinity], counts: [1, 2, 3] });
  });
});

describe('the open loop', () => {
  test('spreads organizations over the period and sends each its share', () => {
    const schedule = new OpenLoopSchedule([0, 5, 2.5, 7.5], 10, 1_000, 100);
    const frames = schedule.due(1_100);
    assert.equal(frames.length, 40);
    assert.ok(schedule.isOver);
    assert.deepEqual(
      frames.slice(0, 5).map(({ organization, dueAtMs, index }) => [organization, dueAtMs, index]),
      [
        [0, 1_000, 0],
        [2, 1_002.5, 0],
        [1, 1_005, 0],
        [3, 1_007.5, 0],
        [0, 1_010, 1],
      ],
    );
  });

  test('sends all together where they share a tick', () => {
    const schedule = new OpenLoopSchedule([0, 0, 0], 10, 0, 20);
    assert.equal(schedule.due(9).length, 3);
    assert.deepEqual(
      schedule.due(10).map(({ organization, dueAtMs }) => [organization, dueAtMs]),
      [
        [0, 10],
        [1, 10],
        [2, 10],
      ],
    );
  });

  test('keeps the time at which a frame was due when the sender comes late', () => {
    const schedule = new OpenLoopSchedule([0], 10, 0, 1_000);
    assert.equal(schedule.due(0).length, 1);
    const late = schedule.due(95);
    assert.deepEqual(
      late.map(({ dueAtMs }) => dueAtMs),
      [10, 20, 30, 40, 50, 60, 70, 80, 90],
    );
    assert.equal(schedule.due(95).length, 0);
  });
});

describe('a metrics page', () => {
  const page = new MetricsPage(
    [
      '# HELP rows_total Rows',
      'rows_total{organization="a",service="x"} 3',
      'rows_total{organization="b",service="x"} 4',
      'age_ms_bucket{le="5"} 1',
      'age_ms_bucket{le="25"} 3',
      'age_ms_bucket{le="+Inf"} 4',
    ].join('\n'),
  );

  test('adds up series', () => {
    assert.equal(page.sum('rows_total'), 7);
    assert.equal(page.sum('rows_total', { organization: 'b' }), 4);
    assert.equal(page.sum('absent'), 0);
  });

  test('gives each bucket by itself', () => {
    assert.deepEqual(page.histogram('age_ms'), { bounds: [5, 25, Infinity], counts: [1, 2, 1] });
  });
});

describe('growth', () => {
  test('is that of the second half: before it, the process fills up', () => {
    assert.equal(growthOf([50, 80, 100, 101, 102]), 1.02);
    assert.ok(Number.isNaN(growthOf([])));
  });
});

describe('figures', () => {
  const row = { what: 'a row of onnxruntime', value: 1 };
  const cheap = figure({
    part: 'rows',
    name: 'cost',
    value: 0.75,
    unit: 'us',
    yardstick: row,
    bar: 'features',
  });
  const slow = figure({
    part: 'rows',
    name: 'rate',
    value: 20_000,
    unit: '1/s',
    yardstick: { what: 'onnxruntime', value: 1_000_000 },
    bar: 'closedLoop',
  });

  test('are compared with their bar in units of their yardstick, also on a machine three times slower', () => {
    assert.deepEqual([cheap.ratio, cheap.met, cheap.ratioToBar], [0.75, true, 0.5]);
    assert.deepEqual([slow.ratio, slow.met], [0.02, false]);
    const slower = figure({
      part: 'rows',
      name: 'cost',
      value: 3.6,
      unit: 'us',
      yardstick: { ...row, value: 3 },
      bar: 'features',
    });
    assert.equal(slower.met, true);
  });

  test('are compared without the part that exists by design', () => {
    const without = { what: 'of waiting', value: 15 };
    const measured = (value: number) =>
      figure({
        part: 'a',
        name: 'b',
        value,
        unit: 'ms',
        yardstick: { what: 'round trip', value: 2, without },
      });
    assert.equal(measured(21).ratio, 3);
    assert.equal(measured(12).ratio, 0);
  });

  test('that could not be measured, or have no measured yardstick, have missed their bar', () => {
    const missed = { part: 'a', name: 'b', unit: 'us', bar: 'features' } as const;
    assert.equal(figure({ ...missed, value: NaN, yardstick: row }).met, false);
    assert.equal(figure({ ...missed, value: 1, yardstick: { ...row, value: null } }).met, false);
    assert.equal(figure({ ...missed, value: 1 }).met, false);
    assert.equal(figure({ part: 'a', name: 'b', unit: 'us', value: 1 }).met, null);
  });

  test('make one aligned table for each part, with the absolute values', () => {
    const table = tableOf([cheap, slow]).split('\n');
    assert.equal(table.length, 6);
    assert.equal(new Set(table.slice(2).map((line) => line.length)).size, 1);
    assert.match(table[4] ?? '', /0\.750 us .*a row of onnxruntime: 1\.00 us .*0\.750 x .*≤ 1\.50 x met/);
    assert.match(table[5] ?? '', /20 000 1\/s .*0\.0200 x .*≥ 0\.140 x MISSED/);
  });
});
