import assert from 'node:assert/strict';
import { eventually } from './bus.fixture.js';
import { TickEnd } from './tick-end.js';

describe('the end of a tick', () => {
  test('does nothing before the tick is over, and then everything in order', async () => {
    const [end, done] = [new TickEnd(), [] as number[]];
    for (const work of [1, 2, 3]) end.add(() => done.push(work));
    assert.deepEqual(done, []);
    await eventually(() => done.length === 3);
    assert.deepEqual(done, [1, 2, 3]);
  });

  test('takes what is not hurried along behind the next that is', async () => {
    const [end, done] = [new TickEnd(), [] as string[]];
    end.addUnhurried(() => done.push('unhurried'));
    end.add(() => done.push('hurried'));
    end.add(() => done.push('hurried too'));
    await eventually(() => done.length === 3);
    assert.deepEqual(done, ['hurried', 'hurried too', 'unhurried']);
  });

  test('does not let what is not hurried wait for ever', async () => {
    const [end, done] = [new TickEnd(), [] as number[]];
    for (const work of [1, 2]) end.addUnhurried(() => done.push(work));
    await eventually(() => done.length === 2);
    assert.deepEqual(done, [1, 2]);
    end.addUnhurried(() => done.push(3));
    await eventually(() => done.length === 3);
    assert.deepEqual(done, [1, 2, 3]);
  });

  test('does at once what waits, where it is asked to', () => {
    const [end, done] = [new TickEnd(), [] as number[]];
    end.addUnhurried(() => done.push(2));
    end.add(() => done.push(1));
    end.flush();
    assert.deepEqual(done, [1, 2]);
  });

  test('keeps what is added while it works for the next end', async () => {
    const [end, done] = [new TickEnd(), [] as number[]];
    end.add(() => {
      done.push(1);
      end.add(() => done.push(2));
    });
    end.flush();
    assert.deepEqual(done, [1]);
    await eventually(() => done.length === 2);
    assert.deepEqual(done, [1, 2]);
  });
});
