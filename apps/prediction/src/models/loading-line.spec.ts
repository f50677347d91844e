import assert from 'node:assert/strict';
import { LoadingLine, type LoadUrgency } from './loading-line.js';

describe('the queue of model loads', () => {
  test('runs a limited number of loads at once, the most urgent first', async () => {
    const line = new LoadingLine(2);
    const begun: string[] = [];
    const ends = new Map<string, () => void>();
    const load = (name: string, urgency: LoadUrgency) =>
      line.run(urgency, () => {
        begun.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      });
    const all = [load('a', 'ahead'), load('b', 'ahead'), load('c', 'ahead'), load('d', 'live-feed')];
    all.push(load('e', 'frame'), load('f', 'flip'));
    assert.deepEqual(begun, ['a', 'b']);
    for (const name of ['a', 'b', 'e', 'f', 'd', 'c']) {
      ends.get(name)?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(all);
    assert.deepEqual(begun, ['a', 'b', 'e', 'f', 'd', 'c']);
  });

  test('continues after a failed load', async () => {
    const line = new LoadingLine(1);
    await assert.rejects(line.run('frame', () => Promise.reject(new Error('damaged'))));
    assert.equal(await line.run('frame', () => Promise.resolve(7)), 7);
  });
});
