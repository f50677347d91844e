import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '@eagle/contracts/domain';
import { PythonTrainer } from './python-trainer.js';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'eagle-trainer-'));
  folders.push(folder);
  return folder;
}

/** Replaces the interpreter by a shell script. */
async function trainerThat(script: string, timeoutMs = 10_000): Promise<() => Promise<string[]>> {
  const folder = await newFolder();
  const python = join(folder, 'python');
  await writeFile(python, `#!/bin/sh\n${script}\n`);
  await chmod(python, 0o755);
  return () => run(new PythonTrainer({ python, packageFolder: folder, timeoutMs }), folder);
}

async function run(
  trainer: PythonTrainer,
  folder: string,
  signal = new AbortController().signal,
): Promise<string[]> {
  const messages: string[] = [];
  const onProgress = (progress: number, message: string): void =>
    void messages.push(`${progress} ${message}`);
  await trainer.train({ datasetFolder: folder, outFolder: folder, searchMs: 0, signal, onProgress });
  return messages;
}

const failsWith = (code: string, text: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AppError);
  assert.equal(error.code, code);
  assert.match(error.message, text);
  return true;
};

test('progress is passed on, and other output is ignored', async () => {
  const train = await trainerThat(
    `echo 'a library speaks'; echo '{"event":"progress","progress":0.5,"message":"half"}'`,
  );
  assert.deepEqual(await train(), ['0.5 half']);
});

test('a refusal carries the reason of the trainer', async () => {
  const train = await trainerThat(`echo '{"event":"refused","message":"Nothing to learn from."}'; exit 3`);
  await assert.rejects(train, failsWith('TRAINING.REFUSED', /^Nothing to learn from\.$/));
});

test('a missing module is named', async () => {
  const train = await trainerThat(`echo "ModuleNotFoundError: No module named 'lightgbm'" >&2; exit 1`);
  await assert.rejects(train, failsWith('TRAINING.TRAINER_FAILED', /lacks the module lightgbm/));
});

test('a trainer that is killed, that hangs or that is not there is an error of its own', async () => {
  const killed = await trainerThat('kill -9 $$');
  await assert.rejects(killed, failsWith('TRAINING.TRAINER_FAILED', /failed/));
  const hanging = await trainerThat('exec sleep 60', 150);
  await assert.rejects(hanging, failsWith('TRAINING.TRAINER_TIMEOUT', /stopped/));
  const absent = new PythonTrainer({ python: '/nowhere/python', packageFolder: tmpdir(), timeoutMs: 1_000 });
  await assert.rejects(() => run(absent, tmpdir()), failsWith('TRAINING.TRAINER_FAILED', /TRAINER_PYTHON/));
});

test('an abort ends the process at once', async () => {
  const folder = await newFolder();
  const python = join(folder, 'python');
  await writeFile(
    python,
    `#!/bin/sh\necho '{"event":"progress","progress":0,"message":"begun"}'\nexec sleep 60\n`,
  );
  await chmod(python, 0o755);
  const abort = new AbortController();
  const trainer = new PythonTrainer({ python, packageFolder: folder, timeoutMs: 60_000 });
  const onProgress = (): void => abort.abort();
  const job = { datasetFolder: folder, outFolder: folder, searchMs: 0, signal: abort.signal, onProgress };
  await assert.rejects(() => trainer.train(job), failsWith('TRAINING.ABORTED', /stopped/));
});
