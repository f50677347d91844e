import { createRunner } from 'jest-light-runner';
import type { OnTestFailure, OnTestStart, OnTestSuccess, Test, TestWatcher } from 'jest-runner';
import { FileLimits } from './file-limits.js';
import { isJourney, testKindOf } from './test-kinds.js';

const LightRunner = createRunner({ runtime: 'child_process' });

/**
 * Runs tests in plain Node processes. Unit and integration tests share the workers; after them
 * comes one journey after the other, each in a process of its own. A file that goes on past its
 * limit ends the run with its name: a worker whose event loop stands still cannot be asked to stop,
 * and Jest itself would wait forever.
 */
export default class TestRunner extends LightRunner {
  override async runTests(
    tests: Test[],
    watcher: TestWatcher,
    onStart: OnTestStart,
    onResult: OnTestSuccess,
    onFailure: OnTestFailure,
  ): Promise<void> {
    const run = (files: Test[]): Promise<void> => {
      const limits = new FileLimits((file) => testKindOf(file).fileMsMax);
      const finished = super.runTests(
        files,
        watcher,
        (test) => {
          limits.start(test.path);
          return onStart(test);
        },
        (test, result) => {
          limits.end(test.path);
          return onResult(test, result);
        },
        (test, error) => {
          limits.end(test.path);
          return onFailure(test, error);
        },
      );
      return Promise.race([finished, limits.exceeded]);
    };
    await run(tests.filter(({ path }) => !isJourney(path)));
    for (const journey of tests.filter(({ path }) => isJourney(path))) await run([journey]);
  }
}
