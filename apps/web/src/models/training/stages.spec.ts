import fc from 'fast-check';
import { isRunning, percentOf } from './stages.js';

describe('a training', () => {
  test.each([
    ['waiting', null, false],
    ['waiting', 'run', true],
    ['extracting', 'run', true],
    ['registering', 'run', true],
    ['done', 'run', false],
    ['failed', 'run', false],
    ['refused', 'run', false],
    ['cancelled', 'run', false],
  ] as const)('in the stage %s with run %s: running %s', (stage, runId, running) => {
    expect(isRunning({ stage, runId })).toBe(running);
  });

  test('is whole only when it is done', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (progress) => {
        const percent = percentOf({ progress, stage: 'training' });
        expect(percent).toBeGreaterThanOrEqual(0);
        expect(percent).toBeLessThan(100);
      }),
    );
    expect(percentOf({ progress: 0.7, stage: 'done' })).toBe(100);
  });
});
