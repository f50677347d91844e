import assert from 'node:assert/strict';
import { assetIdSchema } from '@eagle/contracts/domain';
import { blockOfRow, plainRows, type PlainRow } from '../rows/rows.fixture.js';
import type { RowBatch } from '../store/telemetry-store.js';
import { position } from '../store/positions.fixture.js';
import { Head } from './head.js';

const assetId = assetIdSchema.parse('pump-1');
const ALWAYS = { kind: 'scans', assetId, fromMs: 0, toMs: 1e9 } as const;
const scan = (timeMs: number, sequence = timeMs, values: PlainRow['values'] = { a: timeMs }) =>
  [{ kind: 'scans', assetId, block: blockOfRow({ timeMs, sequence, values }) }] as const;
const times = (head: Head, range = {}): number[] => [
  ...(head.rowsOf({ ...ALWAYS, ...range })?.timesMs ?? []),
];

test('gives rows in order however they come, a range of them, and each key once', () => {
  const head = new Head();
  for (const timeMs of [5, 3, 9, 3]) head.add(scan(timeMs), 'scans', position(timeMs));
  expect(times(head)).toEqual([3, 5, 9]);
  expect(times(head, { fromMs: 4, toMs: 9 })).toEqual([5]);
  expect(times(head, { assetId: assetIdSchema.parse('pump-2') })).toEqual([]);
});

test('keeps columns that come and go apart', () => {
  const head = new Head();
  head.add(scan(1, 1, { a: 1 }), 'scans', position(1));
  head.add(scan(2, 2, { b: [2, 3] }), 'scans', position(2));
  const block = head.rowsOf(ALWAYS);
  assert.ok(block !== null);
  expect(plainRows(block).map(({ values }) => values)).toEqual([{ a: 1 }, { b: [2, 3] }]);
});

test('shows rows while they are stored, takes others meanwhile, and drops them once they are stored', async () => {
  const head = new Head();
  head.add(scan(1), 'scans', position(7));
  const stored = await head.store(async (batch) => {
    expect(batch.positions).toEqual(new Map([['scans', position(7)]]));
    head.add(scan(2), 'scans', position(8));
    expect(times(head)).toEqual([1, 2]);
    expect(await head.store(() => assert.fail('one at a time'))).toBe(false);
  });
  expect(stored).toBe(true);
  expect(times(head)).toEqual([2]);
  expect(head.positions).toEqual(new Map([['scans', position(8)]]));
});

test('rows that could not be stored wait again, before those that came meanwhile', async () => {
  const head = new Head();
  head.add(scan(1), 'scans', position(7));
  await assert.rejects(
    head.store(async () => {
      head.add(scan(2), 'scans', position(8));
      throw new Error('full');
    }),
    /full/,
  );
  const batches: RowBatch[] = [];
  await head.store(async (batch) => void batches.push(batch));
  expect(batches[0]?.rows[0]?.block.timesMs).toEqual(Float64Array.of(1, 2));
  expect(batches[0]?.positions).toEqual(new Map([['scans', position(8)]]));
  expect(head.cells).toBe(0);
});

test('a position without rows is stored too', async () => {
  const head = new Head();
  head.add([], 'predictions', position(3));
  expect(await head.store(async (batch) => expect(batch.rows).toEqual([]))).toBe(true);
  expect(await head.store(() => assert.fail('nothing waits'))).toBe(false);
});

test('is full by the values that it holds, those that are being stored too', async () => {
  const head = new Head({ cellsMax: 8 });
  head.add(scan(1), 'scans', position(1));
  expect(head.isFull).toBe(false);
  await head.store(async () => {
    head.add(scan(2), 'scans', position(2));
    expect(head.isFull).toBe(true);
  });
  expect(head.isFull).toBe(false);
});
