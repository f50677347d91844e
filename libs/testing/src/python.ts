import { execFileSync } from 'node:child_process';

/**
 * A Python that has a package: that of the trainer (`TRAINER_PYTHON`), else the one of this machine.
 * @returns its path; null where neither has it.
 */
export function pythonWith(module: string): string | null {
  const candidates = [process.env['TRAINER_PYTHON'], 'python3'].filter((path) => path !== undefined);
  return candidates.find((python) => hasModule(python, module)) ?? null;
}

function hasModule(python: string, module: string): boolean {
  try {
    execFileSync(python, ['-c', `import ${module}`], { stdio: 'ignore' });
    return true;
  } catch {
    // No such Python, or it lacks the package: the next one may have it.
    return false;
  }
}
