import {
  closeSync,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import path from 'node:path';

/**
 * How much of one log is kept: the file itself and `olderFiles` before it (`<file>.1` is the newest
 * of them).
 */
export interface LogBounds {
  readonly bytesMax: number;
  readonly olderFiles: number;
}

export const LOG_BOUNDS: LogBounds = { bytesMax: 8 * 1024 * 1024, olderFiles: 3 };
/** How often the size is looked at: between two looks a log may grow past its bound. */
export const LOG_CHECK_MS = 5_000;

/** A log opened for a child process. */
export interface OpenLog {
  readonly fd: number;
  /** Its size at the opening. */
  readonly startBytes: number;
  /** Why it is not written, null where it is. */
  readonly problem: string | null;
}

/**
 * Opens a log for appending. Where that cannot be done (the disk is full, say) the process runs
 * without its log: its work matters more than its log.
 */
export function openLog(file: string): OpenLog {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    rotateLog(file, LOG_BOUNDS);
    const fd = openSync(file, 'a', 0o600);
    return { fd, startBytes: fstatSync(fd).size, problem: null };
  } catch (error) {
    const problem = `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    return { fd: openSync('/dev/null', 'a'), startBytes: 0, problem };
  }
}

export const closeLog = ({ fd }: OpenLog): void => closeSync(fd);

/**
 * Puts a log that has grown past its bound aside and empties it. The process that writes it appends
 * to the file that it has open and need not know: the content is copied and the file cut to nothing
 * (as logrotate's `copytruncate`; lines written between the two are lost). Where there is no room
 * for the copy, the file is emptied all the same.
 */
export function rotateLog(file: string, bounds: LogBounds): void {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes <= bounds.bytesMax) return;
  const older = (age: number): string => `${file}.${age}`;
  rmSync(older(bounds.olderFiles), { force: true });
  try {
    for (let age = bounds.olderFiles - 1; age >= 1; age -= 1) {
      if (statSync(older(age), { throwIfNoEntry: false })) renameSync(older(age), older(age + 1));
    }
    if (bounds.olderFiles > 0) copyFileSync(file, older(1));
  } catch {
    rmSync(older(1), { force: true }); // No room: half a copy helps nobody.
  }
  truncateSync(file);
}
