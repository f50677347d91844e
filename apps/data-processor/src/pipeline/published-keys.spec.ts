import assert from 'node:assert/strict';
import { PublishedKeys } from './published-keys.js';

describe('published keys', () => {
  test('skip as many rows as were published, and equal rows by their count', () => {
    const published = new PublishedKeys();
    for (const key of ['a', 'b', 'a']) published.add(key);
    assert.deepEqual([...published], ['a', 'a', 'b']);
    assert.deepEqual(
      ['a', 'a', 'a', 'b', 'c'].map((key) => published.take(key)),
      [true, true, false, true, false],
    );
    assert.equal(published.size, 0);
  });
});
