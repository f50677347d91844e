import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Above the limits of all files (libs/testing/src/jest/test-kinds.ts): only a Jest that stands
 * still gets there.
 */
const RUN_MS_MAX = 3 * 3_600_000;
const LAST_OUTPUT_MS = 2_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs Jest in a process group of its own, which is ended with it: no worker and nothing that one
 * started goes on. What it says goes to the console and to `test-results/`, with a report for
 * Jest's readers (`jest.json`) and one for a CI's (`junit.xml`).
 * @returns how many tests passed, failed and were skipped; a file that could not run and a run that
 *   was cut count as failed
 */
export async function runJest(root, args, env) {
  const results = path.join(root, 'test-results');
  const report = path.join(results, 'jest.json');
  mkdirSync(results, { recursive: true });
  rmSync(report, { force: true });
  removeSpecsWithoutSource(root);
  const code = await jestProcess(
    root,
    [
      ...args.map(compiled),
      '--json',
      `--outputFile=${report}`,
      '--reporters=default',
      '--reporters=jest-junit',
    ],
    {
      ...env,
      JEST_JUNIT_OUTPUT_FILE: path.join(results, 'junit.xml'),
      JEST_JUNIT_SUITE_NAME: '{filepath}',
      JEST_JUNIT_CLASSNAME: '{filepath}',
      JEST_JUNIT_TITLE: '{classname} {title}',
      ...colour(),
    },
    path.join(results, 'output.txt'),
  );
  const counted = countedIn(report);
  // Jest may also fail without a failed test: a worker died between two files, or there is no test.
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  return counted;
}

const SOURCE = /\/src\/(.*)\.ts$/;

/** A test's source may be named in place of what the compiler made of it. */
const compiled = (argument) => argument.replace(SOURCE, '/dist/$1.js');

/** The compiler leaves the output of a deleted file: such a test would run forever. */
function removeSpecsWithoutSource(root) {
  for (const spec of globSync('{apps,libs}/*/dist/**/*spec.js', { cwd: root })) {
    const source = spec.replace('/dist/', '/src/').replace(/js$/, 'ts');
    if (!existsSync(path.join(root, source))) rmSync(path.join(root, spec));
  }
}

const colour = () => (process.stdout.isTTY ? { FORCE_COLOR: '1' } : {});

function countedIn(report) {
  let text;
  try {
    text = readFileSync(report, 'utf8');
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }; // Jest ended before it could report.
  }
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(text);
  return {
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    skipped: numPendingTests,
  };
}

function jestProcess(root, args, env, outputFile) {
  const jest = spawn(process.execPath, [path.join(root, 'node_modules/jest/bin/jest.js'), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const endGroup = () => {
    try {
      process.kill(-jest.pid, 'SIGKILL');
    } catch {
      // All of it has ended.
    }
  };
  const stopBySignal = (signal) => {
    endGroup();
    console.error(`Stopped by ${signal}.`);
    process.exit(1);
  };
  for (const signal of SIGNALS) process.once(signal, stopBySignal);
  const output = createWriteStream(outputFile);
  for (const [from, to] of [
    [jest.stdout, process.stdout],
    [jest.stderr, process.stderr],
  ]) {
    from.on('data', (chunk) => {
      to.write(chunk);
      output.write(chunk);
    });
  }
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      console.error(`The run is cut: it has not ended within ${RUN_MS_MAX / 60_000} minutes.`);
      endGroup();
    }, RUN_MS_MAX);
    jest.once('error', reject);
    jest.once('exit', (code) => {
      clearTimeout(limit);
      endGroup();
      for (const signal of SIGNALS) process.off(signal, stopBySignal);
      const end = () => output.end(() => resolve(code ?? 1));
      // The pipes close now, unless somebody outside of the group holds them.
      const waited = setTimeout(end, LAST_OUTPUT_MS);
      jest.once('close', () => {
        clearTimeout(waited);
        end();
      });
    });
  });
}
