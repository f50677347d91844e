import assert from 'node:assert/strict';
import { assetIdSchema } from '@eagle/contracts/domain';
import { foldersOfRows, type MadeRow } from '../recordings/folder-rows.fixture.js';
import { blocksOfFolders } from './folder-blocks.js';

const { folderOfRows, removeAll } = foldersOfRows();
afterEach(removeAll);

const rows = (asset: string, ...timesMs: number[]): MadeRow[] => timesMs.map((atMs) => [asset, atMs]);

describe('the folder of rows over time', () => {
  test('is known as blocks of each asset', async () => {
    const train = await folderOfRows([...rows('a', 0, 1, 2), ...rows('b', 3), ...rows('a', 6, 7)]);
    const test = await folderOfRows([...rows('a', 3, 4), ...rows('c', 5), ...rows('a', 8)]);
    const blocks = await blocksOfFolders([train, test]);
    assert.deepEqual(blocks.get(assetIdSchema.parse('a')), [
      { folder: 0, fromMs: 0, toMs: 2 },
      { folder: 1, fromMs: 3, toMs: 4 },
      { folder: 0, fromMs: 6, toMs: 7 },
      { folder: 1, fromMs: 8, toMs: 8 },
    ]);
    assert.deepEqual(blocks.get(assetIdSchema.parse('b')), [{ folder: 0, fromMs: 3, toMs: 3 }]);
    assert.deepEqual(blocks.get(assetIdSchema.parse('c')), [{ folder: 1, fromMs: 5, toMs: 5 }]);
  });

  test('may be ordered by asset where the folders do not alternate', async () => {
    const train = await folderOfRows([...rows('a', 5, 6), ...rows('b', 1, 2)]);
    const test = await folderOfRows([...rows('b', 3), ...rows('c', 0)]);
    const blocks = await blocksOfFolders([train, test]);
    assert.deepEqual([...blocks.values()].flat().length, 4);
  });

  test('is refused where both have a row at one time', async () => {
    const train = await folderOfRows(rows('a', 0, 1, 2));
    const test = await folderOfRows(rows('a', 2, 3));
    await assert.rejects(blocksOfFolders([train, test]), {
      code: 'RECORDING.INVALID',
      message: /both folders have a row of a at 1970-01-01T00:00:00.002Z/,
    });
  });

  test('is refused where they alternate and are not ordered by time', async () => {
    const train = await folderOfRows([...rows('a', 0, 4), ...rows('b', 1)]);
    const test = await folderOfRows(rows('a', 2));
    await assert.rejects(blocksOfFolders([train, test]), {
      code: 'RECORDING.INVALID',
      message: /Order the rows of both by ts/,
    });
  });
});
