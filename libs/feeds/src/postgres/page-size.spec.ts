import assert from 'node:assert/strict';
import { PageSize } from './page-size.js';

const cells = (count: number, bytesMax: number) =>
  Array.from({ length: count }, () => ({ sql: 'c', bytesMax }));
const rowsOf = (cellLength: number, count = 100): string[][] =>
  Array.from({ length: count }, () => Array.from({ length: 20 }, () => 'x'.repeat(cellLength)));

describe('the size of a page', () => {
  test('is the full one where no row can be long', () => {
    assert.equal(new PageSize(cells(20, 30)).rows, 5_000);
    assert.equal(new PageSize(cells(500, 30)).rows, 556);
    assert.equal(new PageSize(cells(1_000, 2)).rows, 500);
    assert.equal(new PageSize(cells(1_664, 1_604)).rows, 3);
  });

  test('is at first the size that certainly fits, then the size that fits for rows like those seen, with a margin', () => {
    const page = new PageSize(cells(20, 404));
    assert.equal(page.rows, 1_030);
    page.learn(rowsOf(7));
    assert.equal(page.rows, 5_000);
    page.learn(rowsOf(100));
    assert.equal(page.rows, 1_030);
    page.learn([]);
    assert.equal(page.rows, 1_030);
  });

  test('stays at the certain size after an answer that was too large', () => {
    const page = new PageSize(cells(20, 404));
    page.learn(rowsOf(7));
    assert.equal(page.shrink(), true);
    assert.equal(page.rows, 1_030);
    page.learn(rowsOf(7));
    assert.equal(page.rows, 1_030);
    assert.equal(page.shrink(), false);
  });
});
