import { AppError } from '@eagle/contracts/domain';

/**
 * @throws AppError `TELEMETRY.RANGE_INVALID` (invalid) where a range ends before it begins, or
 * holds nothing.
 */
export function assertRange({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): void {
  if (fromMs < toMs) return;
  const message = 'The range ends before it begins: `from` lies before `to`.';
  throw new AppError('TELEMETRY.RANGE_INVALID', message);
}
