// The whole test run: static checks, pytest, Jest. Ends with "N passed, N failed". With arguments,
// which are Jest's own (a part of a path, -t "a name", --selectProjects unit), only the tests that
// they choose.
import os from 'node:os';
import path from 'node:path';
import { runJest } from './setup/run-jest.mjs';
import { run } from './setup/steps.mjs';
import { trainerPython, withTestServers } from './setup/test-servers.mjs';

const root = path.resolve(import.meta.dirname, '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const chosen = process.argv.slice(2);
/**
 * Tests that disturb a page for minutes: frozen networks, full storage, every page at 400 %. They
 * are a command of their own, `npm run test:hostile`.
 */
const HOSTILE = 'control-room/(hostile|zoom)';
const isWhole = chosen.length === 0;
const total = { passed: 0, failed: 0, skipped: 0 };
const failedChecks = [];
/** Checks take what the tests leave of the processors, and hardly delay one that measures a time. */
const niceness = os.constants.priority.PRIORITY_BELOW_NORMAL;

function add({ passed, failed, skipped }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

async function check(name, command, args) {
  try {
    await run(command, args, { cwd: root, niceness });
    add({ passed: 1, failed: 0, skipped: 0 });
    console.log(`✔ ${name}`);
  } catch (error) {
    add({ passed: 0, failed: 1, skipped: 0 });
    failedChecks.push(`✖ ${name}\n${error.message}`);
    console.error(`✖ ${name}`);
  }
}

async function staticChecks() {
  await check('format', bin('prettier'), ['--check', '--log-level', 'warn', '.']);
  // In parts: ESLint keeps the types of all rooms that it has seen, more than Node's heap holds.
  await check('lint, module boundaries, imports without circles', 'npm', ['run', '--silent', 'lint']);
}

async function pythonTests() {
  const cwd = path.join(root, 'libs/model-trainer');
  const output = await run(trainerPython(root), ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], {
    cwd,
  }).catch((error) => error.message);
  console.log(output.trim());
  const count = (what) => Number(new RegExp(`(\\d+) ${what}`).exec(output)?.[1] ?? 0);
  const counted = {
    passed: count('passed'),
    failed: count('failed') + count('error'),
    skipped: count('skipped'),
  };
  // pytest that did not get as far as a count has failed.
  add(counted.passed + counted.failed === 0 ? { ...counted, failed: 1 } : counted);
}

/** Jest's tests wait more than they compute: what has no limits of time runs meanwhile. */
async function besideJest() {
  await staticChecks();
  await pythonTests();
}

const [counted] = await Promise.all([
  withTestServers(root, (env) =>
    runJest(root, isWhole ? ['--testPathIgnorePatterns', HOSTILE, '/node_modules/'] : chosen, env),
  ),
  ...(isWhole ? [besideJest()] : []),
]);
add(counted);
for (const said of failedChecks) console.error(said);
if (total.passed + total.failed === 0) {
  console.error('No test matched.');
  total.failed = 1;
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 ? 1 : 0);
