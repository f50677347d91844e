import { readFileSync } from 'node:fs';
import { AppError } from '@eagle/contracts/domain';
import { z } from 'zod';

/**
 * Reads from a JSON file how to read a recording; null: the defaults.
 * @param code  Code of the error, which names the command of the configuration.
 * @throws AppError `code` (invalid) that names the entry and what was expected.
 */
export function readConfiguration<T>(file: string | null, schema: z.ZodType<T>, code: AppError['code']): T {
  const parsed = schema.safeParse(file === null ? {} : readJson(file, code));
  if (parsed.success) return parsed.data;
  throw unusable(file ?? 'The default', z.prettifyError(parsed.error), code);
}

function readJson(file: string, code: AppError['code']): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unusable(file, error instanceof Error ? error.message : String(error), code);
  }
}

/** @returns the error that says why a configuration cannot be used. */
export const unusable = (file: string, why: string, code: AppError['code']): AppError =>
  new AppError(code, `${file} cannot be used: ${why}`);
