// Brings a fresh clone to where `eagle` can run, and with `--tests` the tests. Plain JavaScript for Node 20 and no dependency: nothing is
// installed yet.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Setup, run, seconds } from './setup/steps.mjs';
import { buildControlRoom } from './setup/control-room.mjs';
import { noteMissingBrowser } from './setup/browser.mjs';
import { ensureNatsServer } from './setup/nats-server.mjs';
import { ensureS3Server } from './setup/s3-server.mjs';
import { ensureTrainerPython } from './setup/trainer-python.mjs';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);

const digestOf = (...files) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
};

async function ensurePackages(step) {
  const marker = path.join(root, 'node_modules', '.eagle-packages');
  const digest = digestOf('package-lock.json');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === digest) return step.ok('up to date');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, step });
  writeFileSync(marker, digest);
}

async function build(step) {
  const marker = path.join(root, 'node_modules', '.eagle-prisma');
  const digest = digestOf('prisma/schema.prisma', 'package-lock.json');
  const generated = path.join(root, 'libs/persistence/src/generated');
  const fresh = existsSync(generated) && existsSync(marker) && readFileSync(marker, 'utf8') === digest;
  if (!fresh) {
    await run(bin('prisma'), ['generate'], { cwd: root, step });
    writeFileSync(marker, digest);
  }
  await run(bin('tsc'), ['-b'], { cwd: root, step });
}

const setup = new Setup();
setup.requireNode(20);
await Promise.all([
  setup.step('npm packages', ensurePackages),
  setup.step('NATS server', ensureNatsServer),
  setup.step('Python packages of the trainer', (step) =>
    ensureTrainerPython(
      step,
      path.join(root, 'libs/model-trainer/requirements.txt'),
      path.join(root, 'libs/model-trainer/requirements-test.txt'),
    ),
  ),
  ...(process.argv.includes('--tests') ? [setup.step('S3 server of the tests', ensureS3Server)] : []),
]);
setup.stopIfMissing();
await setup.step('build', build);
setup.stopIfMissing();
await setup.step('control room', (step) => buildControlRoom(step, root));
setup.stopIfMissing();
if (process.argv.includes('--tests')) noteMissingBrowser();
console.log(`Set up in ${seconds(setup.startedAt)}.`);
