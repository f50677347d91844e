import { AppError } from '@eagle/contracts/domain';
import { z } from 'zod';

/** The environment as a service sees it: `process.env` in `main.ts`, a plain object in tests. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a service's environment once.
 * @param schema  A zod object whose keys are the variables' names.
 * @throws AppError `CONFIG.INVALID` that names every wrong variable and what was expected; never
 * shows a value, it may be a secret.
 */
export function loadConfig<S extends z.ZodType>(schema: S, environment: Environment): z.output<S> {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const variable = issue.path.join('.') || '(environment)';
    const missing = issue.path.length === 1 && !(String(issue.path[0]) in present);
    return `${variable} ${missing ? 'is missing' : 'is wrong'}: ${issue.message}`;
  });
  throw new AppError('CONFIG.INVALID', `The configuration cannot be used. ${problems.join('; ')}`, {
    problems,
  });
}
