import type { Config } from '@jest/types';
import { createRunner, type LightRunner } from 'jest-light-runner';
import type {
  OnTestFailure,
  OnTestStart,
  OnTestSuccess,
  Test,
  TestRunnerContext,
  TestWatcher,
} from 'jest-runner';
import { FileLimits } from './file-limits.js';
import { longJourneysFirst, isJourney, testKindOf } from './test-kinds.js';

const ProcessRunner = createRunner({ runtime: 'child_process' });
/** Most of a journey is waiting; more platforms at once would start slowly. */
const JOURNEYS_AT_ONCE = 2;

/**
 * Runs tests in plain Node processes. Unit and integration tests share the workers; after them come
 * the journeys, each in a process of its own. A file that goes on past its limit ends the run with
 * its name: a worker whose event loop stands still cannot be asked to stop, and Jest itself would
 * wait forever.
 */
export default class TestRunner implements LightRunner {
  constructor(
    private readonly globalConfig: Config.GlobalConfig,
    private readonly context: TestRunnerContext,
  ) {}

  async runTests(
    tests: Test[],
    watcher: TestWatcher,
    onStart: OnTestStart,
    onResult: OnTestSuccess,
    onFailure: OnTestFailure,
  ): Promise<void> {
    const run = (files: Test[]): Promise<void> => {
      const limits = new FileLimits((file) => testKindOf(file).fileMsMax);
      // One for each call: with its last file it ends all of its processes.
      const finished = new ProcessRunner(this.globalConfig, this.context).runTests(
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
    const journeys = longJourneysFirst(tests.filter(({ path }) => isJourney(path)));
    const lane = async (): Promise<void> => {
      for (let next = journeys.shift(); next !== undefined; next = journeys.shift()) await run([next]);
    };
    const lanes = Math.min(JOURNEYS_AT_ONCE, this.globalConfig.maxWorkers);
    await Promise.all(Array.from({ length: lanes }, lane));
  }
}
