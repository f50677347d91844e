import type { AssetId } from '@eagle/contracts/domain';
import { BlockBuilder } from '../rows/block-builder.js';
import {
  rowsWithin,
  SERIES_KINDS,
  type AssetRows,
  type RowBlock,
  type SeriesKind,
} from '../rows/row-block.js';
import { sortRows } from '../rows/sort-rows.js';
import type {
  FollowedStream,
  Positions,
  RowBatch,
  RowRange,
  StreamPosition,
} from '../store/telemetry-store.js';

export interface HeadBounds {
  /**
   * Values at most; a head that holds more is to be stored at once, and takes no more until it was.
   */
  readonly cellsMax: number;
}

/** 16 MB of values and what is around them. */
export const HEAD_BOUNDS: HeadBounds = { cellsMax: 2_000_000 };

const FIRST_ROWS = 64;

type OpenRows = ReadonlyMap<SeriesKind, Map<AssetId, BlockBuilder>>;

/** Rows that wait, with the positions behind the last of them. */
class Waiting {
  readonly rows: OpenRows = new Map(SERIES_KINDS.map((kind) => [kind, new Map<AssetId, BlockBuilder>()]));
  readonly positions = new Map<FollowedStream, StreamPosition>();
  /** Counted as rows come: it is asked for with every message. */
  cells = 0;

  add({ kind, assetId, block }: AssetRows<AssetId>): void {
    const ofKind = this.rows.get(kind);
    let open = ofKind?.get(assetId);
    if (open === undefined) {
      open = new BlockBuilder(FIRST_ROWS);
      ofKind?.set(assetId, open);
    }
    const before = open.cells;
    open.append(block);
    this.cells += open.cells - before;
  }

  of(kind: SeriesKind, assetId: AssetId): RowBlock | null {
    return this.rows.get(kind)?.get(assetId)?.build() ?? null;
  }

  get isEmpty(): boolean {
    return this.positions.size === 0 && this.cells === 0;
  }

  batch(): RowBatch {
    const rows: AssetRows<AssetId>[] = [];
    for (const [kind, ofKind] of this.rows) {
      for (const [assetId, open] of ofKind) rows.push({ kind, assetId, block: open.build() });
    }
    return { rows, positions: this.positions };
  }
}

/**
 * The newest rows of one organization, in memory until they are stored: what the streams gave and
 * no segment holds yet. Readers see them together with what is stored, also while they are being
 * stored.
 */
export class Head {
  private waiting = new Waiting();
  private storing: Waiting | null = null;

  private readonly stored: ReadonlyMap<SeriesKind, Map<AssetId, number>> = new Map(
    SERIES_KINDS.map((kind) => [kind, new Map<AssetId, number>()]),
  );

  constructor(private readonly bounds: HeadBounds = HEAD_BOUNDS) {}

  /**
   * Rows of one message, and the position of the message. Messages come in the order of their
   * stream.
   */
  add(rows: readonly AssetRows<AssetId>[], stream: FollowedStream, position: StreamPosition): void {
    for (const given of rows) this.waiting.add(given);
    this.waiting.positions.set(stream, position);
  }

  /** Rows that come from elsewhere than a stream. */
  addRows(rows: readonly AssetRows<AssetId>[]): void {
    for (const given of rows) this.waiting.add(given);
  }

  get cells(): number {
    return this.waiting.cells + (this.storing?.cells ?? 0);
  }

  /** It takes no more until it was stored. */
  get isFull(): boolean {
    return this.cells >= this.bounds.cellsMax;
  }

  /** How far the streams were read, stored or not. */
  get positions(): Positions {
    return new Map([...(this.storing?.positions ?? []), ...this.waiting.positions]);
  }

  /**
   * Stores what waits. Rows that come meanwhile wait for the next time; after an error all wait
   * again, and are stored again: equal rows stay one. @returns whether there was anything to store.
   */
  async store(append: (batch: RowBatch) => Promise<void>): Promise<boolean> {
    if (this.storing !== null || this.waiting.isEmpty) return false;
    const storing = this.waiting;
    this.storing = storing;
    this.waiting = new Waiting();
    try {
      const batch = storing.batch();
      await append(batch);
      this.noteStored(batch);
    } catch (error) {
      this.waiting = joined(storing, this.waiting);
      throw error;
    } finally {
      this.storing = null;
    }
    return true;
  }

  /** Rows of a range in ascending order, each key once; null where there is none. */
  rowsOf({ kind, assetId, fromMs, toMs }: RowRange): RowBlock | null {
    const blocks = [this.storing?.of(kind, assetId) ?? null, this.waiting.of(kind, assetId)];
    const sorted = sortRows(blocks.filter((block) => block !== null));
    const within = rowsWithin(sorted, fromMs, toMs);
    return within.rows > 0 ? within : null;
  }

  /** Time of the newest row of each asset that it has stored. */
  storedUntil(kind: SeriesKind): ReadonlyMap<AssetId, number> {
    return this.stored.get(kind) ?? new Map<AssetId, number>();
  }

  assets(kind: SeriesKind): AssetId[] {
    const waiting = this.waiting.rows.get(kind)?.keys() ?? [];
    const storing = this.storing?.rows.get(kind)?.keys() ?? [];
    return [...new Set([...waiting, ...storing])];
  }

  private noteStored({ rows }: RowBatch): void {
    for (const { kind, assetId, block } of rows) {
      const ofKind = this.stored.get(kind);
      const newestMs = block.timesMs.reduce(
        (newest, timeMs) => Math.max(newest, timeMs),
        Number.NEGATIVE_INFINITY,
      );
      ofKind?.set(assetId, Math.max(newestMs, ofKind.get(assetId) ?? newestMs));
    }
  }
}

function joined(first: Waiting, second: Waiting): Waiting {
  for (const rows of second.batch().rows) first.add(rows);
  for (const [stream, position] of second.positions) first.positions.set(stream, position);
  return first;
}
