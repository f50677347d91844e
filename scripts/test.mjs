// The whole test run: static checks, TypeScript tests, Python tests. Ends with "N passed, N failed".
import { randomBytes } from 'node:crypto';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run as runTests } from 'node:test';
import { spec } from 'node:test/reporters';
import { ensureS3Server } from './setup/s3-server.mjs';
import { run } from './setup/steps.mjs';
import { trainerEnvironment } from './setup/trainer-python.mjs';

const root = path.resolve(import.meta.dirname, '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const patterns = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

async function check(name, command, args, options = {}) {
  try {
    await run(command, args, { cwd: root, ...options });
    total.passed += 1;
    console.log(`✔ ${name}`);
  } catch (error) {
    total.failed += 1;
    console.error(`✖ ${name}\n${error.message}`);
  }
}

async function typescriptTests(databaseUrl) {
  const all = globSync(
    ['apps/*/dist/**/*.{spec,int-spec,e2e-spec}.js', 'libs/*/dist/**/*.{spec,int-spec,e2e-spec}.js'],
    { cwd: root },
  );
  const chosen = all.filter(
    (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
  );
  // Journeys over the booted platform measure deadlines: they run after the others, one at a time.
  const [journeys, rest] = [
    chosen.filter((f) => f.endsWith('.e2e-spec.js')),
    chosen.filter((f) => !f.endsWith('.e2e-spec.js')),
  ];
  if (chosen.some((file) => file.includes('s3-'))) await ensureS3Server();
  process.env.EAGLE_TEST_PG_URL = databaseUrl;
  process.env.TRAINER_PYTHON = python;
  for (const [files, concurrency] of [
    [rest, 2],
    [journeys, 1],
  ]) {
    if (files.length > 0) await runFiles(files.sort(), concurrency);
  }
}

function runFiles(files, concurrency) {
  return new Promise((resolve, reject) => {
    const stream = runTests({
      files: files.map((file) => path.join(root, file)),
      concurrency,
      // Above the bounds inside: on a busy machine all of it takes many times as long.
      timeout: concurrency > 1 ? 900_000 : 3_000_000,
    });
    const leaf = (event) =>
      event.details?.type !== 'suite' && !/\.(spec|int-spec|e2e-spec)\.js$/.test(event.name);
    stream.on('test:pass', (event) => {
      if (!leaf(event)) return;
      if (event.skip || event.todo) total.skipped += 1;
      else total.passed += 1;
    });
    stream.on('test:fail', (event) => {
      // A file that cannot even load fails as a whole and has no leaves.
      if (leaf(event) || event.details?.error?.failureType === 'testCodeFailure') total.failed += 1;
    });
    stream.on('end', resolve);
    stream.on('error', reject);
    stream.compose(spec).pipe(process.stdout, { end: false });
  });
}

const python = path.join(
  trainerEnvironment(path.join(root, 'libs/model-trainer/requirements.txt')),
  'bin',
  'python',
);

async function pythonTests() {
  const folder = path.join(root, 'libs/model-trainer');
  try {
    const output = await run(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], { cwd: folder });
    console.log(output.trim());
    count(output);
  } catch (error) {
    console.error(error.message);
    count(error.message);
    if (!/\d+ failed/.test(error.message)) total.failed += 1;
  }
}

function count(output) {
  total.passed += Number(/(\d+) passed/.exec(output)?.[1] ?? 0);
  total.failed += Number(/(\d+) failed/.exec(output)?.[1] ?? 0);
  total.skipped += Number(/(\d+) skipped/.exec(output)?.[1] ?? 0);
}

async function staticChecks() {
  await check('format', bin('prettier'), ['--check', '--log-level', 'warn', '.']);
  // The boundary rule reads the project graph, which this makes.
  await run(bin('nx'), ['show', 'projects'], { cwd: root });
  await check('lint and module boundaries', bin('eslint'), ['.', '--max-warnings', '0']);
}

const { startPostgres, freePort } = await import('@eagle/local-services');
const folder = mkdtempSync(path.join(tmpdir(), 'eagle-test-'));
const postgres = await startPostgres({
  dataDir: path.join(folder, 'postgres'),
  port: await freePort(),
  user: 'postgres',
  password: randomBytes(12).toString('hex'),
});
try {
  if (patterns.length === 0) await staticChecks();
  await typescriptTests(postgres.url);
  if (patterns.length === 0) await pythonTests();
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (total.passed + total.failed === 0) {
  console.error('No test matched.');
  total.failed = 1;
}
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`,
);
process.exit(total.failed > 0 ? 1 : 0);
