import type { HistoryUsage } from '@eagle/contracts/domain';
import { historyLine, sizeOf } from './history-line.js';

const usage: HistoryUsage = {
  rows: 12_345,
  bytes: 3 * 1024 ** 2,
  kinds: [],
  quota: { bytesMax: 1024 ** 3, state: 'within', usedShare: 3 / 1024 },
  waitingCells: 0,
  unstoredSinceMs: null,
  unstoredCode: null,
  behindSinceMs: null,
  refusedRows: 0,
};

test('sizes are in the unit that fits', () => {
  expect([0, 1_023, 1_536, 50 * 1024 ** 3].map(sizeOf)).toEqual(['0 B', '1023 B', '1.5 KiB', '50.0 GiB']);
});

test('rows, bytes and the share of the quota are told', () => {
  expect(historyLine(usage)).toBe('12,345 rows, 3.0 MiB (0.3 % of 1.0 GiB)');
});

test('what is not stored is told, with its beginning', () => {
  const failing = { ...usage, unstoredSinceMs: 0, unstoredCode: 'DATABASE.UNAVAILABLE', behindSinceMs: 1 };
  expect(historyLine(failing)).toContain(
    'cannot be stored since 1970-01-01T00:00:00.000Z (DATABASE.UNAVAILABLE); newer rows wait on the bus since 1970-01-01T00:00:00.001Z',
  );
  const full = { ...usage, quota: { ...usage.quota, state: 'refused' as const }, refusedRows: 7 };
  expect(historyLine(full)).toContain('the quota is full: 7 rows were not stored');
});
