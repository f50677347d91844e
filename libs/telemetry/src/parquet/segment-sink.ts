import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { rowsBetween, type RowBlock } from '../rows/row-block.js';
import type { Resolution } from '../series/bucket-widths.js';
import type { DuckEngine } from './duck-engine.js';
import type { NewSegment, SegmentPlace } from './segment.js';
import { firstLine } from './segment-damage.js';
import { segmentFileName, storeUnwritable, type SegmentFiles } from './segment-files.js';
import { SegmentWriter, type SegmentShape } from './segment-writer.js';
import { sha256Of } from './verified-files.js';

/**
 * Values that one file holds at most. Raw rows: nine hours of 45 tags at a row a second, about 30
 * MB in memory while they are written. Aggregates, which have hundreds of columns: a day of one
 * such asset.
 */
const CELLS_MAX: Readonly<Record<Resolution, number>> = { raw: 1_500_000, minute: 500_000, hour: 500_000 };
/**
 * A flush of so few rows is hardly smaller compressed, and is merged within the hour: its columns
 * are a kilobyte or two each. Without zstd it is written and read in two thirds of the time.
 */
const UNCOMPRESSED_ROWS_MAX = 512;
/** Values of a file after which DuckDB's free memory is given back: it takes a few milliseconds. */
const RELEASED_CELLS = 200_000;
/** Rows that are copied at once; other work runs in between. */
const STEP_ROWS = 8_192;

/** What a sink writes with. */
export interface SinkDependencies {
  readonly engine: DuckEngine;
  readonly files: SegmentFiles;
  readonly now: () => number;
}

interface OpenFile {
  readonly connection: DuckDBConnection;
  readonly writer: SegmentWriter;
}

/**
 * Writes rows into as many segments as their number asks for. Assets come in the order of the
 * shape, rows ascending.
 */
export class SegmentSink {
  private open: OpenFile | null = null;
  private readonly written: NewSegment[] = [];

  /** @param number  See `NewSegment`. */
  constructor(
    private readonly dependencies: SinkDependencies,
    private readonly organizationId: OrganizationId,
    private readonly place: SegmentPlace,
    private readonly shape: SegmentShape,
    private readonly number: number | null,
  ) {}

  async add(assetId: string, block: RowBlock): Promise<void> {
    if (block.rows === 0) return;
    try {
      for (let from = 0; from < block.rows; from += STEP_ROWS) {
        const { writer } = await this.opened();
        writer.add(assetId, rowsBetween(block, from, Math.min(block.rows, from + STEP_ROWS)));
        if (writer.cells >= CELLS_MAX[this.place.resolution]) await this.endFile();
        else if (from + STEP_ROWS < block.rows) await setImmediate();
      }
    } catch (error) {
      throw error instanceof AppError ? error : storeUnwritable(firstLine(error), error);
    }
  }

  /**
   * @returns the segments, none where no row came. They are no part of the history until the
   * catalogue has them.
   */
  async finish(): Promise<NewSegment[]> {
    await this.endFile();
    return this.written;
  }

  /** Lets go of what was not finished. */
  close(): void {
    this.open?.connection.closeSync();
    this.open = null;
  }

  private async opened(): Promise<OpenFile> {
    if (this.open !== null) return this.open;
    const { engine } = this.dependencies;
    const connection = await engine.connect();
    try {
      this.open = { connection, writer: await SegmentWriter.open(engine, connection, this.shape) };
    } catch (error) {
      connection.closeSync();
      throw error;
    }
    return this.open;
  }

  private async endFile(): Promise<void> {
    if (this.open === null) return;
    const { engine, files, now } = this.dependencies;
    const { writer } = this.open;
    const { cells } = writer;
    const { kind, resolution, level } = this.place;
    const isSmallFlush = level === 'fresh' && writer.rows <= UNCOMPRESSED_ROWS_MAX;
    const draft = await files.draft();
    try {
      const about = { organization: this.organizationId, kind, resolution };
      const rows = await writer.finish(draft, about, isSmallFlush ? 'uncompressed' : 'zstd');
      const file = segmentFileName(now(), randomBytes(8).toString('hex'));
      const [{ size }, sha256] = await Promise.all([stat(draft), sha256Of(draft)]);
      await files.put(this.organizationId, file, draft);
      this.written.push({
        ...rows,
        ...this.place,
        labels: this.shape.labels,
        file,
        number: this.number,
        bytes: size,
        sha256,
      });
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw error instanceof AppError ? error : storeUnwritable(firstLine(error), error);
    } finally {
      this.close();
      if (cells > RELEASED_CELLS) await engine.releaseMemory();
    }
  }
}
