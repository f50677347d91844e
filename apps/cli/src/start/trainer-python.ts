import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AppError } from '@eagle/contracts/domain';

/**
 * The Python that trains models, made by the set-up: one virtual environment per content of
 * requirements.txt, in the shared cache folder (`EAGLE_CACHE`). Keep in step with
 * `scripts/setup/trainer-python.mjs`, which cannot import built code.
 * @throws AppError `START.NO_TRAINER` (unavailable) where the set-up did not run.
 */
export function findTrainerPython(projectRoot: string): string {
  const requirements = readFileSync(path.join(projectRoot, 'libs/model-trainer/requirements.txt'));
  const digest = createHash('sha256').update(requirements).digest('hex').slice(0, 12);
  const cache =
    process.env['EAGLE_CACHE'] ??
    path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'eagle-notifier');
  const python = path.join(cache, `trainer-venv-${digest}`, 'bin', 'python');
  if (!existsSync(python)) {
    throw new AppError(
      'START.NO_TRAINER',
      'The trainer’s Python packages are missing: run "npm start", which sets them up.',
    );
  }
  return python;
}
