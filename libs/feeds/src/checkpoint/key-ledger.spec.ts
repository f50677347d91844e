import assert from 'node:assert/strict';
import { BLOCK_ROWS, blockRanges, blocksDue, BLOCKS_MAX, withRead } from './key-ledger.js';

const EMPTY = { from: null, blocks: [], keyless: 0, neverRead: 0 };

describe('the ledger of a feed that reads by key', () => {
  test('counts rows in neighbouring blocks, late rows in the block of their key', () => {
    const first = withRead(EMPTY, '10', { rows: BLOCK_ROWS, watermark: '9000' }, []);
    const second = withRead(first, '9000', { rows: 3, watermark: '9003' }, [12n, 5n]);
    assert.deepEqual(blockRanges({ books: second }), [
      { index: 0, from: '10', to: '9000', rows: BLOCK_ROWS + 1 },
      { index: 1, from: '9000', to: '9003', rows: 3 },
    ]);
  });

  test('keeps a bounded number of blocks, and compares them in turn, the newest two every time', () => {
    let books: ReturnType<typeof withRead> = EMPTY;
    for (let i = 1; i <= BLOCKS_MAX + 5; i++)
      books = withRead(books, `${i - 1}`, { rows: BLOCK_ROWS, watermark: `${i}` }, []);
    const ranges = blockRanges({ books });
    assert.equal(ranges.length, BLOCKS_MAX);
    assert.equal(books.from, '5');
    const compared = Array.from({ length: BLOCKS_MAX }, (_, turn) => blocksDue(ranges, turn));
    assert.ok(compared.every((due) => due.length === 3 && due.at(-1)?.index === BLOCKS_MAX - 1));
    assert.equal(new Set(compared.flat().map(({ index }) => index)).size, BLOCKS_MAX);
  });
});
