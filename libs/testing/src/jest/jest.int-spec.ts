import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const jestBin = createRequire(import.meta.url).resolve('jest/bin/jest');

const reportSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ title: z.string(), status: z.string() })),
    }),
  ),
});

/** Runs one file of tests in a Jest of its own, set up as that of this project is. */
async function run(source: string, name = 'made.spec.js') {
  const folder = await mkdtemp(path.join(tmpdir(), 'eagle-jest-'));
  try {
    await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(path.join(folder, name), source);
    const report = path.join(folder, 'report.json');
    const config = {
      rootDir: folder,
      testMatch: ['**/*spec.js'],
      runner: path.join(import.meta.dirname, 'runner.js'),
      setupFilesAfterEnv: [path.join(import.meta.dirname, 'setup.js')],
      transform: {},
      maxWorkers: 2,
      watchman: false,
    };
    const args = [jestBin, '--config', JSON.stringify(config), '--json', `--outputFile=${report}`];
    const code = await new Promise<number>((resolve) => {
      execFile(process.execPath, args, (error) => resolve(error === null ? 0 : Number(error.code)));
    });
    const { success, numPassedTests, testResults } = reportSchema.parse(
      JSON.parse(await readFile(report, 'utf8')),
    );
    const [file] = testResults;
    return {
      code,
      success,
      passed: numPassedTests,
      message: file?.message ?? '',
      failed: (file?.assertionResults ?? [])
        .filter(({ status }) => status === 'failed')
        .map(({ title }) => title),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('tests that pass end with 0', async () => {
  const { code, passed } = await run(`test('a', () => undefined); test('b', async () => undefined);`);
  expect([code, passed]).toEqual([0, 2]);
});

test('an endless test and an endless hook fail by name when their time is over, and the tests after them run', async () => {
  const { code, message, failed, passed } = await run(`
    describe('slow', () => {
      afterAll(() => new Promise(() => undefined), 50);
      test('endless', () => new Promise(() => undefined), 50);
      test('quick', () => undefined);
    });`);
  expect([code, passed, failed]).toEqual([1, 1, ['endless', '(afterAll)']]);
  expect(message).toMatch(/"endless" in .*made\.spec\.js has not ended within 0\.05 s/);
  expect(message).toMatch(/afterAll of "slow" in .* has not ended/);
});

test('a limit holds under fake timers', async () => {
  const { failed } = await run(`
    test('endless', () => { jest.useFakeTimers(); return new Promise(() => undefined); }, 50);
    afterEach(() => jest.useRealTimers());`);
  expect(failed).toEqual(['endless']);
});

test('a rejection that nobody handles fails the test that runs, with its cause', async () => {
  const { code, message, failed } = await run(`
    test('careless', async () => {
      void Promise.reject(new Error('forgotten'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    });`);
  expect([code, failed]).toEqual([1, ['careless']]);
  expect(message).toMatch(/While "careless".*nobody handled an error[^]*forgotten/);
});

test('a thrown value that is not an error is reported', async () => {
  const { message, failed } = await run(`test('odd', () => { throw 'a text'; });`);
  expect(failed).toEqual(['odd']);
  expect(message).toMatch(/a text/);
});

test('a test whose beforeAll failed is not run, its afterAll is', async () => {
  const { failed, message } = await run(`
    describe('outer', () => {
      beforeAll(() => { throw new Error('no server'); });
      describe('inner', () => { test('needs it', () => undefined); });
      afterAll(() => { throw new Error('cleaned up'); });
    });`);
  expect(failed).toEqual(['(beforeAll)', 'needs it', '(afterAll)']);
  expect(message).toMatch(/no server[^]*Not run[^]*cleaned up/);
});

test('a file fails that leaves the environment, a clock or a handler behind', async () => {
  const { code, message, passed } = await run(`
    process.env.LEFT_BEHIND = 'yes';
    test('a', () => {
      jest.spyOn(Date, 'now').mockReturnValue(0);
      process.on('SIGTERM', () => undefined);
    });`);
  expect([code, passed]).toEqual([1, 1]);
  expect(message).toMatch(
    /leaves the process changed: Date\.now, handlers of SIGTERM, process\.env\.LEFT_BEHIND/,
  );
});

test.each([
  ['cannot be loaded', `import './nowhere.js'; test('a', () => undefined);`],
  ['holds no test', `export {};`],
  ['ends its process', `test('a', () => process.exit(0));`],
  ['crashes its process', `test('a', () => process.kill(process.pid, 'SIGSEGV'));`],
  ['takes a callback', `test('a', (done) => done());`],
  [
    'fails between two tests',
    `setTimeout(() => { throw new Error('late'); }); await new Promise((r) => setTimeout(r, 99));`,
  ],
])('a file that %s fails the run', async (_, source) => {
  const { code, success } = await run(source);
  expect([code, success]).toEqual([1, false]);
});

test('an open handle does not hold the run', async () => {
  const { code, passed } = await run(`test('a', () => void setInterval(() => undefined, 1_000));`);
  expect([code, passed]).toEqual([0, 1]);
});
