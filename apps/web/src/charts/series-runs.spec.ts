import fc from 'fast-check';
import { type BadQuality, joinRuns, pointAt, qualityRuns, stateRuns } from './series-runs.js';
import { columnOf, seriesOf } from './series.fixture.js';

describe('runs of quality', () => {
  test('rows say how they are bad, until the next row', () => {
    const column = columnOf('t', [1, 1, 1, 2], { notGood: [{ point: 1, points: 2, quality: 'frozen' }] });
    expect(qualityRuns(seriesOf([0, 10, 20, 30]), column)).toEqual([
      { fromMs: 10, toMs: 30, quality: 'frozen' },
    ]);
  });

  test('a gap is missing in every tag', () => {
    const series = seriesOf([0, 10, 90], { gaps: [{ fromMs: 10, toMs: 90 }] });
    expect(qualityRuns(series, columnOf('t', [1, null, 1]))).toEqual([
      { fromMs: 10, toMs: 90, quality: 'missing' },
    ]);
  });

  test('buckets without a usable value are missing, and neighbours are one run', () => {
    const column = columnOf('t', [1, null, null, 4], { goodShare: [1, 0, 0, 0.5] });
    expect(qualityRuns(seriesOf([0, 10, 20, 30], { widthMs: 10 }), column)).toEqual([
      { fromMs: 10, toMs: 30, quality: 'missing' },
    ]);
  });

  test('a bucket that has good rows is not missing, even without a last value', () => {
    const column = columnOf('t', [null], { goodShare: [0.5] });
    expect(qualityRuns(seriesOf([0], { widthMs: 10 }), column)).toEqual([]);
  });

  test('a tag that was not recorded is not said to be missing', () => {
    const column = columnOf('t', [null, null]);
    expect(qualityRuns(seriesOf([0, 10], { widthMs: 10 }), column)).toEqual([]);
  });

  test('joined runs cover the same instants as before, and those of one quality do not touch', () => {
    const qualities: readonly BadQuality[] = ['missing', 'frozen'];
    const runs = fc.array(
      fc
        .tuple(fc.nat(50), fc.integer({ min: 1, max: 10 }), fc.constantFrom(...qualities))
        .map(([fromMs, length, quality]) => ({ fromMs, toMs: fromMs + length, quality })),
    );
    fc.assert(
      fc.property(runs, (before) => {
        const after = joinRuns(before);
        for (let at = 0; at < 60; at += 1) {
          for (const quality of qualities) {
            const covers = (run: (typeof before)[number]): boolean =>
              run.quality === quality && run.fromMs <= at && at < run.toMs;
            expect(after.filter(covers).length).toBe(before.some(covers) ? 1 : 0);
          }
        }
      }),
    );
  });
});

describe('operating states', () => {
  test('rows of one state are one run, and it ends where a gap begins', () => {
    const labels = { state: ['heating', 'heating', 'running', '', 'running'] };
    expect(stateRuns(seriesOf([0, 10, 20, 30, 90], { labels }))).toEqual([
      { state: 'heating', fromMs: 0, toMs: 20 },
      { state: 'running', fromMs: 20, toMs: 30 },
      { state: 'running', fromMs: 90, toMs: 90 },
    ]);
  });

  test('a bucket has the state that held longest', () => {
    const stateMs = { heating: [7, 0], running: [3, 10] };
    expect(stateRuns(seriesOf([0, 10], { widthMs: 10, stateMs })).map(({ state }) => state)).toEqual([
      'heating',
      'running',
    ]);
  });
});

describe('the point at the crosshair', () => {
  test('is the newest one that is not later, as the slow search finds it', () => {
    const times = fc.uniqueArray(fc.nat(1_000), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(times, fc.nat(1_000), (unsorted, at) => {
        const timesMs = unsorted.toSorted((a, b) => a - b);
        fc.pre(at <= (timesMs.at(-1) ?? 0));
        const slow = timesMs.findLastIndex((time) => time <= at);
        expect(pointAt(seriesOf(timesMs), at)).toBe(slow === -1 ? null : slow);
      }),
    );
  });

  test('there is none in a gap, nor long after the last row', () => {
    const series = seriesOf([0, 10, 90, 100], { gaps: [{ fromMs: 10, toMs: 90 }] });
    expect(pointAt(series, 50)).toBeNull();
    expect(pointAt(series, 10_000)).toBeNull();
  });
});
