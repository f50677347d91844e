import { badRecording } from '../bad-recording.js';
import type { ReadingOptions } from '../reading-options.js';
import type { TimeColumn } from './time-column.js';

/** The times of one file; null where it has none. */
export interface FileClock {
  readonly file: string;
  readonly time: TimeColumn | null;
}

/**
 * Times without an offset can be compared with each other, but with other times only when their
 * zone is known.
 * @throws AppError `RECORDING.INVALID` (invalid) where one file has offsets from UTC, another has
 *   none, and the user gave no zone.
 */
export function assertOneClock(
  telemetry: readonly FileClock[],
  events: readonly FileClock[],
  { zone, eventsZone }: Pick<ReadingOptions, 'zone' | 'eventsZone'>,
): void {
  const open = [
    ...telemetry.map((clock) => ({ ...clock, isOpen: zone === null })),
    ...events.map((clock) => ({ ...clock, isOpen: zone === null && eventsZone === null })),
  ];
  const naive = open.find(({ time, isOpen }) => time?.isNaive === true && isOpen);
  const other = open.find(({ time, isOpen }) => time !== null && !(time.isNaive && isOpen));
  if (naive === undefined || other === undefined) return;
  throw badRecording(
    `the times of ${naive.file} carry no offset from UTC, those of ${other.file} do: give the zone of the former, with --zone Europe/Helsinki, for example, or --zone UTC`,
  );
}
