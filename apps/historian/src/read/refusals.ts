import { AppError, type AppErrorCode } from '@eagle/contracts/domain';

/** A refusal that points at the part of the request that is wrong, as the gateway's own do. */
const refusal = (code: AppErrorCode, pointer: string, detail: string, details = {}): AppError =>
  new AppError(code, detail, { ...details, errors: [{ pointer, detail }] });

export const assetUnknown = (assetId: string): AppError =>
  refusal('TELEMETRY.ASSET_UNKNOWN', '/asset', `There is no asset ${assetId}, and no history of one.`);

export const tagsUnknown = (tags: readonly string[]): AppError =>
  refusal(
    'TELEMETRY.TAG_UNKNOWN',
    '/tags',
    `There is no tag ${tags.join(', ')}, and no history of one in this range.`,
  );

export const rangeBeforeRecord = (recordedFromMs: number): AppError => {
  const from = new Date(recordedFromMs).toISOString();
  return refusal(
    'TELEMETRY.RANGE_BEFORE_RECORD',
    '/to',
    `The record begins at ${from}: ask for a later range.`,
    {
      recordedFromMs,
    },
  );
};
