import type { RowBlock } from '../rows/row-block.js';
import { Slots, type SlotBounds } from './slots.js';

/** Writers of fresh rows are few, and wait rather than lose their attempt. */
const FRESH: SlotBounds = { slotsMax: 2, waitingMax: 1_000, waitMsMax: 60_000 };
/** Each may hold the memory of several files. */
const BULK: SlotBounds = { slotsMax: 1, waitingMax: 64, waitMsMax: 10 * 60_000 };
/** Values from which rows are bulk: a table of them takes more than ten megabytes. */
const BULK_CELLS = 500_000;

/**
 * Who may write at the same time. Memory bounds it: small batches of fresh rows have slots of their
 * own and never wait for a merge; merges, deletions and large batches (a past that is taken over)
 * run one at a time.
 */
export class WriteSlots {
  private readonly fresh = new Slots(FRESH);
  private readonly bulk = new Slots(BULK);

  /** Writes rows that come from outside. @throws AppError `TELEMETRY.BUSY` (exhausted). */
  append<T>(blocks: readonly Pick<RowBlock, 'rows' | 'columns'>[], write: () => Promise<T>): Promise<T> {
    const cells = blocks.reduce((sum, { rows, columns }) => sum + rows * columns.size, 0);
    return (cells >= BULK_CELLS ? this.bulk : this.fresh).run(write);
  }

  /** Merges or deletes. @throws AppError `TELEMETRY.BUSY` (exhausted). */
  rewrite<T>(write: () => Promise<T>): Promise<T> {
    return this.bulk.run(write);
  }
}
