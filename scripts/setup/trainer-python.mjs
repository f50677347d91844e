import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import { Missing, run } from './steps.mjs';

const VERSION_CHECK = 'import sys; sys.exit(0 if sys.version_info >= (3, 10) else 1)';

/** Folder of the trainer's virtual environment; every clone with the same requirements shares it. */
export function trainerEnvironment(requirementsFile) {
  const digest = createHash('sha256').update(readFileSync(requirementsFile)).digest('hex').slice(0, 12);
  return path.join(cacheFolder(), `trainer-venv-${digest}`);
}

async function findPython() {
  for (const candidate of [
    process.env.PYTHON,
    'python3',
    'python3.13',
    'python3.12',
    'python3.11',
    'python3.10',
    'python',
  ]) {
    if (!candidate) continue;
    try {
      await run(candidate, ['-c', VERSION_CHECK]);
      return candidate;
    } catch {
      continue; // Absent or too old: the next name is tried.
    }
  }
  throw new Missing(
    'No Python 3.10 or newer was found: install it (with its venv module), or name one in PYTHON.',
  );
}

/** Makes the virtual environment in which models are trained, with what the trainer's own tests need beside it. */
export async function ensureTrainerPython(step, requirementsFile, testRequirementsFile) {
  const folder = trainerEnvironment(requirementsFile);
  const marker = path.join(folder, '.complete');
  const installed = readFileSync(requirementsFile, 'utf8') + readFileSync(testRequirementsFile, 'utf8');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === installed) return step.ok('up to date');
  const python = await findPython();
  try {
    await run(python, ['-m', 'venv', '--clear', folder], { step });
  } catch (error) {
    throw new Missing(
      `Python's venv module does not work (${error.message.split('\n').at(-1)}): install python3-venv.`,
    );
  }
  const pip = [
    '-m',
    'pip',
    'install',
    '--disable-pip-version-check',
    '--quiet',
    '--requirement',
    requirementsFile,
    '--requirement',
    testRequirementsFile,
  ];
  await run(path.join(folder, 'bin', 'python'), pip, { step });
  writeFileSync(marker, installed);
}
