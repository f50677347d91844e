import { AppError } from '@eagle/contracts/domain';

export interface DamagedFile {
  readonly file: string;
  readonly reason: string;
}

/** Some of the segments that were to be read are not what was written. */
export class SegmentsDamaged extends AppError {
  constructor(
    readonly damaged: readonly DamagedFile[],
    cause?: unknown,
  ) {
    super(
      'TELEMETRY.SEGMENT_DAMAGED',
      `Stored telemetry cannot be read: ${damaged.map(({ file, reason }) => `${file} (${reason})`).join(', ')}.`,
      { files: damaged.map(({ file }) => file) },
      { cause },
    );
  }
}

/** What DuckDB says when the fault is not the file's. */
const OTHER_FAULTS = /^(Out of Memory|INTERRUPT|Interrupt)/;

/** Whether an error of DuckDB while it reads a file is the file's fault. */
export const isFaultOfFile = (error: unknown): boolean =>
  error instanceof Error && !(error instanceof AppError) && !OTHER_FAULTS.test(error.message);

export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';
