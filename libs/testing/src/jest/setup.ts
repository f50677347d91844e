/**
 * What jest-light-runner leaves out, for each of its workers: limits of time for tests and hooks,
 * errors that nobody handles, tests after a failed `beforeAll`, and what a file leaves changed in
 * the process that the next file shares.
 */
import type { Circus } from '@jest/types';
import { addEventHandler } from 'jest-circus';
import { areContainersChosen } from '../servers/chosen-servers.js';
import { bounded, failWhatRuns, sayWhatRan } from './bounded.js';
import { changesBetween, processState } from './process-state.js';
import { testKindOf } from './test-kinds.js';

process.setSourceMapsEnabled(true);
process.on('uncaughtException', failWhatRuns);
process.on('unhandledRejection', failWhatRuns);
process.once('exit', sayWhatRan);
// Jest has no more for this worker, or is gone: it ends, whatever a test holds open. On the way out
// V8 writes down what was reached.
for (const end of ['SIGTERM', 'disconnect']) process.once(end, () => process.exit());

// It leaves handlers of signals in the process that loads it: no file of tests is to answer for them.
if (areContainersChosen()) await import('testcontainers');

let shared = processState();
const failedSetUps = new WeakSet<Circus.DescribeBlock>();
const filesBegun = new WeakSet<Circus.DescribeBlock>();

/** jest-circus says what it was given; the runner then calls `fn` and nothing else of it. */
addEventHandler((event, { currentDescribeBlock }) => {
  if (event.name === 'add_test') {
    const test = currentDescribeBlock.tests.at(-1);
    if (test?.fn) test.fn = boundedTest(test, test.fn);
  } else if (event.name === 'add_hook') {
    const hook = currentDescribeBlock.hooks.at(-1);
    if (hook) hook.fn = boundedHook(hook, hook.fn);
  }
});

function boundedTest(test: Circus.TestEntry, fn: Circus.TestFn): () => Promise<void> {
  const run = limited(fn, `"${test.name}"`, test.timeout);
  return async () => {
    watchEndOfFile(test.parent);
    if (isSetUpFailed(test.parent)) throw new Error('Not run: a beforeAll of it failed.');
    await run();
  };
}

function boundedHook(hook: Circus.Hook, fn: Circus.HookFn): () => Promise<void> {
  const run = limited(fn, `${hook.type} of "${hook.parent.name}"`, hook.timeout);
  return async () => {
    watchEndOfFile(hook.parent);
    try {
      await run();
    } catch (error) {
      if (hook.type === 'beforeAll') failedSetUps.add(hook.parent);
      throw error;
    }
  };
}

/** @param msMax  the third argument of a test or hook; without it, the limit of its kind holds */
function limited(fn: Circus.TestFn, name: string, msMax: number | null | undefined): () => Promise<void> {
  const file = String(expect.getState().testPath);
  const { testMsMax } = testKindOf(file);
  if (fn.length > 0) throw new Error(`${name} takes a callback: return a promise in its place.`);
  return () =>
    bounded(`${name} in ${file}`, msMax ?? testMsMax, (): unknown => Reflect.apply(fn, undefined, []));
}

function isSetUpFailed(block: Circus.DescribeBlock | undefined): boolean {
  return block !== undefined && (failedSetUps.has(block) || isSetUpFailed(block.parent));
}

/** The last hook of a file finds what it leaves behind for the next one in this worker. */
function watchEndOfFile(block: Circus.DescribeBlock): void {
  if (block.parent !== undefined) return watchEndOfFile(block.parent);
  if (filesBegun.has(block)) return;
  filesBegun.add(block);
  block.hooks.push({
    type: 'afterAll',
    fn: assertRestored,
    parent: block,
    asyncError: new Error(),
    timeout: null,
    seenDone: false,
  });
}

function assertRestored(): void {
  const now = processState();
  const left = changesBetween(shared, now);
  shared = now;
  if (left.length > 0) throw new Error(`The file leaves the process changed: ${left.join(', ')}.`);
}
