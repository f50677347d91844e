declare module 'jest-light-runner' {
  import type { Config } from '@jest/types';
  import type {
    OnTestFailure,
    OnTestStart,
    OnTestSuccess,
    Test,
    TestRunnerContext,
    TestWatcher,
  } from 'jest-runner';

  /** The part of Jest's interface of runners that jest-light-runner has. */
  export interface LightRunner {
    runTests(
      tests: Test[],
      watcher: TestWatcher,
      onStart: OnTestStart,
      onResult: OnTestSuccess,
      onFailure: OnTestFailure,
    ): Promise<void>;
  }

  export function createRunner(options: {
    readonly runtime: 'main_thread' | 'worker_threads' | 'child_process';
  }): new (globalConfig: Config.GlobalConfig, context: TestRunnerContext) => LightRunner;
}
