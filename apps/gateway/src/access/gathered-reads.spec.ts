import assert from 'node:assert/strict';
import { GatheredReads } from './gathered-reads.js';

/** A database that answers when the test says so. */
class Slow {
  readonly queries: number[][] = [];
  private readonly running: { resolve: () => void; reject: (error: Error) => void }[] = [];

  readonly read = async (questions: readonly number[]): Promise<string[]> => {
    this.queries.push([...questions]);
    await new Promise<void>((resolve, reject) => this.running.push({ resolve, reject }));
    return questions.map((question) => `answer ${question}`);
  };

  answer(): void {
    this.running.shift()?.resolve();
  }
  fail(): void {
    this.running.shift()?.reject(new Error('the database is gone'));
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('gathered reads', () => {
  test('ask at once while few are in flight, and gather the rest into one query', async () => {
    const slow = new Slow();
    const reads = new GatheredReads(slow.read, 2);
    const all = Promise.all([1, 2, 3, 4, 5].map((question) => reads.ask(question)));
    assert.deepEqual(slow.queries, [[1], [2]]);
    slow.answer();
    await settled();
    assert.deepEqual(slow.queries, [[1], [2], [3, 4, 5]]);
    slow.answer();
    slow.answer();
    assert.deepEqual(await all, ['answer 1', 'answer 2', 'answer 3', 'answer 4', 'answer 5']);
  });

  test('answer nobody from a query that began before the question', async () => {
    const slow = new Slow();
    const reads = new GatheredReads(slow.read, 1);
    const first = reads.ask(1);
    const second = reads.ask(1);
    slow.answer();
    assert.equal(await first, 'answer 1');
    await settled();
    assert.deepEqual(slow.queries, [[1], [1]]);
    slow.answer();
    assert.equal(await second, 'answer 1');
  });

  test('fail all questions of one query together, and continue', async () => {
    const slow = new Slow();
    const reads = new GatheredReads(slow.read, 1);
    const failing = reads.ask(1);
    const others = Promise.all([reads.ask(2), reads.ask(3)]);
    slow.fail();
    await assert.rejects(failing, /the database is gone/);
    await settled();
    slow.answer();
    assert.deepEqual(await others, ['answer 2', 'answer 3']);
  });
});
