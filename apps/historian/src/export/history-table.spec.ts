import { QUALITY } from '@eagle/contracts/frames';
import { NOT_RECORDED, type RowBlock, type TableRows } from '@eagle/telemetry';
import { evenStretches } from './history-rows.js';
import { scansTable, tableRowsOf } from './history-table.js';

const DAY_MS = 86_400_000;
const table = scansTable(['temp', 'flow', 'later'], (tag) => (tag === 'temp' ? '°C' : undefined));
const block: RowBlock = {
  rows: 3,
  timesMs: Float64Array.of(1, 2, 3),
  sequences: Float64Array.of(1, 2, 3),
  readAtsMs: Float64Array.of(1, 2, 3),
  labels: new Map([['state', { names: ['running', 'idle'], codes: Uint16Array.of(0, 1, 0) }]]),
  columns: new Map([
    [
      'temp',
      {
        values: Float64Array.of(20, Number.NaN, 21),
        quality: Uint8Array.of(QUALITY.good, QUALITY.missing, QUALITY.frozen),
      },
    ],
    [
      'flow',
      { values: Float64Array.of(1, 2, 3), quality: Uint8Array.of(NOT_RECORDED, QUALITY.good, QUALITY.stale) },
    ],
  ]),
};

const texts = (cells: TableRows['cells'][number] | undefined): string[] =>
  cells === undefined || cells instanceof Float64Array
    ? []
    : [...cells.codes].map((code) => cells.names[code] ?? '');

test('a table has the same columns whatever its rows are, and names what is not good', () => {
  expect(table.columns.map(({ name }) => name)).toEqual([
    ...['time', 'asset', 'state', 'temp [°C]', 'flow', 'later', 'not_good'],
  ]);
  const { rows, cells } = tableRowsOf(table, 'pump-1', block, 0, 3);
  expect(rows).toBe(3);
  expect(texts(cells[1])).toEqual(['pump-1', 'pump-1', 'pump-1']);
  expect(texts(cells[2])).toEqual(['running', 'idle', 'running']);
  expect(cells[5]).toEqual(Float64Array.of(Number.NaN, Number.NaN, Number.NaN));
  expect(texts(cells[6])).toEqual(['', 'temp:missing', 'temp:frozen;flow:stale']);
});

test('some rows of a block are these rows', () => {
  const { cells } = tableRowsOf(table, 'pump-1', block, 1, 2);
  expect([cells[0], texts(cells[2]), texts(cells[6])]).toEqual([
    Float64Array.of(2),
    ['idle'],
    ['temp:missing'],
  ]);
});

test('a range is read in whole UTC days, more of them at once where rows are few', () => {
  const range = { fromMs: 0.5 * DAY_MS, toMs: 3.25 * DAY_MS };
  expect(evenStretches(range, 3_000_000)).toEqual([
    { fromMs: 0.5 * DAY_MS, toMs: DAY_MS },
    { fromMs: DAY_MS, toMs: 2 * DAY_MS },
    { fromMs: 2 * DAY_MS, toMs: 3 * DAY_MS },
    { fromMs: 3 * DAY_MS, toMs: 3.25 * DAY_MS },
  ]);
  expect(evenStretches(range, 10)).toEqual([range]);
  expect(evenStretches({ fromMs: 0, toMs: 365 * DAY_MS }, 1_000)).toHaveLength(12);
});
