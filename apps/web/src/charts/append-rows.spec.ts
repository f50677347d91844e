import fc from 'fast-check';
import { appendRows } from './append-rows.js';
import { columnOf, seriesOf } from './series.fixture.js';

const series = seriesOf([0, 10], { columns: [columnOf('t', [1, 2])], labels: { state: ['on', 'on'] } });
const updateOf = (timesMs: number[]): Parameters<typeof appendRows>[1] => ({
  cursor: 1,
  timesMs,
  states: timesMs.map(() => 'off'),
  columns: [],
  condensed: null,
  skippedUpdates: 0,
  isInterrupted: false,
});

describe('the live tail behind a series', () => {
  test('a row that the series has already changes nothing', () => {
    expect(appendRows(series, updateOf([0, 10]))).toBe(series);
  });

  test('a tag that the rows do not have has no value there', () => {
    const longer = appendRows(series, updateOf([10, 20]));
    expect(longer.timesMs).toEqual([0, 10, 20]);
    expect(longer.columns[0]?.last).toEqual([1, 2, null]);
    expect(longer.labels['state']).toEqual(['on', 'on', 'off']);
  });

  test('whatever comes, times ascend and every column is as long as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(100))), (updates) => {
        const after = updates.reduce((before, timesMs) => appendRows(before, updateOf(timesMs)), series);
        expect([...new Set(after.timesMs)].toSorted((a, b) => a - b)).toEqual(after.timesMs);
        for (const { min, max, last, goodShare } of after.columns) {
          expect([min, max, last, goodShare].map(({ length }) => length)).toEqual(
            Array<number>(4).fill(after.timesMs.length),
          );
        }
      }),
    );
  });
});
