import type { AssetId } from '@eagle/contracts/domain';
import type { RowBlock } from '@eagle/telemetry';
import type { ExportCursor } from './export-record.js';

const HOUR_MS = 3_600_000;
/**
 * A row that was read from its source longer ago than this has come: the bus keeps a scan for 6
 * hours.
 */
const ON_ITS_WAY_MS_MAX = 24 * HOUR_MS;
/**
 * Rows that are taken over from a source are stored at once; those of the last minutes may be on
 * their way.
 */
export const TAKEN_OVER_SETTLED_MS = 10 * 60_000;

/**
 * What an incremental export of one asset takes: rows that came after the last one, and before this
 * one began.
 */
export interface Arrivals {
  /** Null: the first one, which takes all that came. */
  readonly since: ExportCursor | null;
  readonly until: ExportCursor;
}

/** Rows that were read from their source before this had all come by then. */
export const settledMs = ({ untilMs }: Pick<ExportCursor, 'untilMs'>): number => untilMs - ON_ITS_WAY_MS_MAX;

/** Rows read from their source before this came before the last export. */
export const readFromMs = ({ since }: Arrivals): number =>
  since === null ? Number.NEGATIVE_INFINITY : settledMs(since);

/**
 * Whether a row came in this time. Live rows are numbered in the order in which they come, so a
 * number tells them apart exactly, however late a row is. What is taken over from a source has
 * numbers below 1 that say nothing of order; the historian itself read it, so its time tells. Where
 * the stream was made anew, numbers may have begun again: old rows are told by their time, and so
 * is what came since another stream.
 */
export function hasCome({ since, until }: Arrivals, assetId: AssetId, row: ArrivedRow): boolean {
  const { sequence, readAtMs } = row;
  if (sequence < 1) return readAtMs < until.untilMs && (since === null || readAtMs >= since.untilMs);
  const isRecent = readAtMs >= settledMs(until);
  if (isRecent && sequence > (until.sequences[assetId] ?? 0)) return false;
  if (since === null) return true;
  if (since.incarnation !== until.incarnation) return readAtMs >= since.untilMs;
  return readAtMs >= settledMs(since) && sequence > (since.sequences[assetId] ?? 0);
}

interface ArrivedRow {
  readonly sequence: number;
  readonly readAtMs: number;
}

/** Runs of rows that came in this time, as `[from, to)`. */
export function* runsThatCame(
  arrivals: Arrivals | null,
  assetId: AssetId,
  block: RowBlock,
): Generator<[number, number]> {
  if (arrivals === null) {
    yield [0, block.rows];
    return;
  }
  let from = 0;
  for (let row = 0; row < block.rows; row += 1) {
    const sequence = block.sequences[row] ?? 0;
    const readAtMs = block.readAtsMs[row] ?? 0;
    if (hasCome(arrivals, assetId, { sequence, readAtMs })) continue;
    if (row > from) yield [from, row];
    from = row + 1;
  }
  if (block.rows > from) yield [from, block.rows];
}
