import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { inOrder, type RowOrder } from './ordered-table.js';
import { RecordedTable } from './recorded-table.js';

const folder = mkdtempSync(path.join(tmpdir(), 'eagle-ordered-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('rows come out as in one stable sort, for any number of sorted parts', async () => {
  const row = fc.record({ lane: fc.integer({ min: 0, max: 2 }), atMs: fc.integer({ min: 0, max: 9 }) });
  const orders = fc.constantFrom<RowOrder>('by-time', 'by-asset');
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 60 }),
      orders,
      fc.integer({ min: 1, max: 30 }),
      async (rows, order, runRows) => {
        const table = await RecordedTable.create(path.join(folder, 'rows.bin'), 1);
        const runs = await RecordedTable.create(path.join(folder, 'runs.bin'), 1);
        try {
          for (const [place, { lane, atMs }] of rows.entries()) table.add(lane, atMs, [place]);
          await table.flush();
          const seen = [];
          const rowBytes = 3 * 8;
          for await (const { lane, atMs, values } of inOrder(
            table,
            runs,
            order,
            [2, 1, 0],
            runRows * rowBytes,
          ))
            seen.push({ lane, atMs, place: values[0] });
          const expected = rows
            .map(({ lane, atMs }, place) => ({ lane: 2 - lane, atMs, place }))
            .sort((a, b) =>
              order === 'by-time' ? a.atMs - b.atMs || a.lane - b.lane : a.lane - b.lane || a.atMs - b.atMs,
            );
          assert.deepEqual(seen, expected);
        } finally {
          await table.close();
          await runs.close();
        }
      },
    ),
    { numRuns: 60 },
  );
});
