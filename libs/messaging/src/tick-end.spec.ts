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

  test('sends unhurried work behind the next hurried work', async () => {
    const [end, done] = [new TickEnd(), [] as string[]];
    end.addUnhurried(() => done.push('unhurried'));
    end.add(() => done.push('hurried'));
    end.add(() => done.push('hurried too'));
    await eventually(() => done.length === 3);
    assert.deepEqual(done, ['hurried', 'hurried too', 'unhurried']);
  });

  test('does not let unhurried work wait forever', async () => {
    const [end, done] = [new TickEnd(), [] as number[]];
    for (const work of [1, 2]) end.addUnhurried(() => done.push(work));
    await eventually(() => done.length === 2);
    assert.deepEqual(done, [1, 2]);
    end.addUnhurried(() => done.push(3));
    await eventually(() => done.length === 3);
    assert.deepEqual(done, [1, 2, 3]);
  });

  test('runs waiting work at once on request', () => {
    const [end, done] = [new TickEnd(), [] as number[]];
    end.addUnhurried(() => done.push(2));
    end.add(() => done.push(1));
    end.flush();
    assert.deepEqual(done, [1, 2]);
  });

  test('keeps work that is added meanwhile for the next end', async () => {
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
