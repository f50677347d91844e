import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldersOfRows, type MadeRow } from './folder-rows.fixture.js';
import { rowsOfFolders, type FolderRows } from './rows-of-folders.js';

const { folderOfRows, removeAll } = foldersOfRows();
afterEach(removeAll);

async function read(folders: readonly FolderRows[]) {
  const all: { folder: number; asset: string; atMs: number; place: number }[] = [];
  for await (const rows of rowsOfFolders(folders)) {
    for (const { folder, laneId, atMs, values } of rows)
      all.push({ folder, asset: laneId, atMs, place: values[0] ?? NaN });
  }
  return all;
}

const flat = (folders: readonly (readonly MadeRow[])[]) =>
  folders.flatMap((rows, folder) =>
    rows.map(([asset, atMs], place) => ({ folder, asset: String(asset), atMs, place })),
  );

describe('rows of several folders', () => {
  test('come in order of time where each folder is in order, none lost and none twice', async () => {
    const row = fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 60 }));
    const folder = fc.array(row, { maxLength: 40 }).map((rows) => rows.sort(([, a], [, b]) => a - b));
    await fc.assert(
      fc.asyncProperty(fc.array(folder, { minLength: 1, maxLength: 3 }), async (made) => {
        const folders = [];
        for (const rows of made) folders.push(await folderOfRows(rows));
        // Sorting keeps the order of equal times: the first folder's come first.
        assert.deepEqual(
          await read(folders),
          flat(made).sort((a, b) => a.atMs - b.atMs),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('come in order over many pages', async () => {
    const made = [0, 1].map((odd) =>
      Array.from({ length: 5_000 }, (_, i): MadeRow => [
        'a',
        Math.floor(i / 100) * 200 + odd * 100 + (i % 100),
      ]),
    );
    const folders = [];
    for (const rows of made) folders.push(await folderOfRows(rows));
    const times = (await read(folders)).map(({ atMs }) => atMs);
    assert.deepEqual(
      times,
      Array.from({ length: 10_000 }, (_, i) => i),
    );
  });

  test('come folder after folder where one is ordered by asset', async () => {
    const made: MadeRow[][] = [
      [
        ['a', 5],
        ['a', 6],
        ['b', 1],
      ],
      [['c', 0]],
    ];
    const folders = [];
    for (const rows of made) folders.push(await folderOfRows(rows));
    assert.deepEqual(await read(folders), flat(made));
  });
});
