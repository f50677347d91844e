import { AppError } from '@eagle/contracts/domain';

/** @throws AppError `EXPORT.FILE_UNWRITABLE` (unavailable), always. */
export function fileUnwritable(cause: unknown): never {
  const said = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  throw new AppError('EXPORT.FILE_UNWRITABLE', `The file cannot be written: ${said}`, {}, { cause });
}
