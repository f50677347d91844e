import type { FeedConnection, RawRow, ReadingPace } from '@eagle/feeds';
import { bulkGarbage, type RejectedCounts, type TelemetryStore, type TimeRange } from '@eagle/telemetry';
import type { PieceMemory } from './collected-scans.js';
import type { ReadableConfig } from './readable-config.js';
import { leadInMs, PastScans, scanShapeOf } from './past-scans.js';

export interface PiecePorts {
  readonly connection: Pick<FeedConnection, 'history'>;
  readonly store: Pick<TelemetryStore, 'append'>;
  readonly pace: ReadingPace;
  readonly memory: PieceMemory;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

export interface PieceTaken {
  readonly rows: number;
  readonly rejected: RejectedCounts;
}

/**
 * Reads the rows of a range from the source and stores them. Once it resolves all are stored. After
 * an error some are: they are read again, and stay one row each.
 * @throws AppError `FEED.*`, those of `TelemetryStore.append`, and what the pace rejects with.
 */
export async function takePiece(
  config: ReadableConfig,
  range: TimeRange,
  { connection, store, pace, memory, now }: PiecePorts,
): Promise<PieceTaken> {
  const { organizationId, mapping } = config;
  const collected = memory.of(scanShapeOf(config));
  const scans = new PastScans(config, range, collected);
  const { fromMs, untilMs } = range;
  const leadMs = Math.min(leadInMs(config), untilMs - fromMs);
  const storeCollected = async (): Promise<void> => {
    const rows = collected.rows();
    if (rows.length > 0) await store.append(organizationId, { rows, positions: new Map() });
    collected.clear();
  };
  for await (const rows of connection.history(
    mapping,
    { fromMs: fromMs - leadMs, toMs: untilMs },
    { pace },
  )) {
    scans.add(rows, now());
    bulkGarbage.add(bytesOf(rows));
    if (collected.isFull) await storeCollected();
    await othersTurn();
  }
  scans.finish();
  await storeCollected();
  return { rows: scans.rows, rejected: scans.rejected };
}

/** A page is worked on without interruption: live rows have their turn between two. */
const othersTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A short text in memory, its place in the row, and the number that is read from it. */
const CELL_BYTES = 48;

const bytesOf = (rows: readonly RawRow[]): number => rows.length * (rows[0]?.length ?? 0) * CELL_BYTES;
