import {
  BIGINT,
  DOUBLE,
  ENUM16,
  ENUM8,
  TIMESTAMPTZ,
  UTINYINT,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBType,
} from '@duckdb/node-api';
import { QUALITY } from '@eagle/contracts/frames';
import { at, NOT_RECORDED, type LabelName, type RowBlock } from '../rows/row-block.js';
import { qualityColumnOf, segmentColumnOf } from './column-names.js';
import type { DuckEngine } from './duck-engine.js';
import { LABEL_COLUMNS, type AssetSpan, type ReadSpan } from './segment.js';
import { sqlEnum, sqlName, sqlText } from './sql-text.js';
import { CHUNK_ROWS, isByteEnum, writeColumn, writeNumbers, writeWholeNumbers } from './vectors.js';

/**
 * Everything that may occur, known before the first row. What does not occur is left out of the
 * file.
 */
export interface SegmentShape {
  readonly assets: readonly string[];
  readonly columns: readonly string[];
  readonly labels: ReadonlyMap<LabelName, readonly string[]>;
  /**
   * Columns in which something may not be good; all values of the others are there and good, or it
   * is an aggregate.
   */
  readonly qualityColumns: ReadonlySet<string>;
}

/** Facts on written rows that the file itself does not hold. */
export interface WrittenRows extends ReadSpan {
  readonly rows: number;
  readonly assets: ReadonlyMap<string, AssetSpan>;
  readonly columns: readonly string[];
  readonly qualityColumns: readonly string[];
}

/**
 * Rows of one asset lie together: large enough to compress, small enough to be passed over when
 * another asset is read. DuckDB holds a row group in memory while it writes it.
 */
const ROW_GROUP_ROWS = 10 * CHUNK_ROWS;

export type Compression = 'zstd' | 'uncompressed';

/**
 * Takes rows column by column into a table in memory, then writes them as one Parquet file:
 * dictionaries, version 2 of the encodings (delta for times and sequences). Values keep all their
 * bits.
 */
export class SegmentWriter {
  private readonly spans = new Map<string, AssetSpan>();
  private readonly seen: { recorded: boolean; notGood: boolean }[];
  private written = 0;
  private readFromMs = Number.POSITIVE_INFINITY;
  private readToMs = Number.NEGATIVE_INFINITY;

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly appender: DuckDBAppender,
    private readonly shape: SegmentShape,
    private readonly chunk: DuckDBDataChunk,
  ) {
    this.seen = shape.columns.map(() => ({ recorded: false, notGood: false }));
  }

  /** @param connection  Of the engine; its own until `finish`. */
  static async open(
    engine: DuckEngine,
    connection: DuckDBConnection,
    shape: SegmentShape,
  ): Promise<SegmentWriter> {
    const columns = tableColumns(shape);
    const declared = columns.map(({ name, sql }) => `${sqlName(name)} ${sql}`).join(', ');
    await connection.run(`CREATE TEMP TABLE written (${declared})`);
    const appender = await connection.createAppender('written', null, 'temp');
    return new SegmentWriter(connection, appender, shape, engine.newChunk(columns.map(({ type }) => type)));
  }

  get rows(): number {
    return this.written;
  }

  /** Values that wait in memory. */
  get cells(): number {
    return this.written * (this.shape.columns.length + 3);
  }

  /** Adds ascending rows; assets come one after the other, in the order of the shape. */
  add(assetId: string, block: RowBlock): void {
    if (block.rows === 0) return;
    for (let from = 0; from < block.rows; from += CHUNK_ROWS) {
      this.addChunk(assetId, block, from, Math.min(block.rows, from + CHUNK_ROWS));
    }
    const before = this.spans.get(assetId);
    this.spans.set(assetId, {
      fromMs: before?.fromMs ?? at(block.timesMs, 0),
      toMs: at(block.timesMs, block.rows - 1),
      rows: (before?.rows ?? 0) + block.rows,
    });
    this.written += block.rows;
    for (const readAtMs of block.readAtsMs) {
      if (readAtMs < this.readFromMs) this.readFromMs = readAtMs;
      if (readAtMs > this.readToMs) this.readToMs = readAtMs;
    }
  }

  /** Writes the file. @param about  Notes in the file, for readers with another tool. */
  async finish(
    path: string,
    about: Readonly<Record<string, string>>,
    compression: Compression,
  ): Promise<WrittenRows> {
    this.appender.closeSync();
    const { columns } = this.shape;
    const kept = columns.filter((_, column) => this.seen[column]?.recorded);
    const notGood = columns.filter((_, column) => this.seen[column]?.recorded && this.seen[column].notGood);
    const selected = [
      ...['asset', 'time', 'sequence', 'read_at'],
      ...[...this.shape.labels.keys()].map((label) => LABEL_COLUMNS[label]),
      ...kept.map(segmentColumnOf),
      ...notGood.map(qualityColumnOf),
    ];
    const notes = Object.entries(about).map(([key, value]) => `${key}: ${sqlText(value)}`);
    await this.connection.run(
      `COPY (SELECT ${selected.map(sqlName).join(', ')} FROM temp.written) TO ${sqlText(path)}
       (FORMAT parquet, COMPRESSION ${compression}, PARQUET_VERSION v2, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}, KV_METADATA {${notes.join(', ')}})`,
    );
    await this.connection.run('DROP TABLE temp.written');
    const { readFromMs, readToMs } = this;
    return {
      rows: this.written,
      readFromMs,
      readToMs,
      assets: this.spans,
      columns: kept,
      qualityColumns: notGood,
    };
  }

  private addChunk(assetId: string, block: RowBlock, from: number, to: number): void {
    const { chunk, shape } = this;
    const rows = to - from;
    chunk.reset();
    chunk.rowCount = rows;
    let place = 0;
    const assetCodes = codes(shape.assets.length, rows).fill(shape.assets.indexOf(assetId));
    writeColumn(chunk, place++, assetCodes);
    writeWholeNumbers(chunk, place++, block.timesMs.subarray(from, to), 1_000);
    writeWholeNumbers(chunk, place++, block.sequences.subarray(from, to), 1);
    writeWholeNumbers(chunk, place++, block.readAtsMs.subarray(from, to), 1_000);
    for (const [label, names] of shape.labels)
      writeColumn(chunk, place++, labelCodes(block, label, names, from, to));
    const nothing = emptyNumbers(rows);
    shape.columns.forEach((name, column) => {
      const found = block.columns.get(name);
      writeNumbers(chunk, place++, found?.values.subarray(from, to) ?? nothing);
      if (!shape.qualityColumns.has(name)) {
        this.noteThat(column, found !== undefined, false);
        return;
      }
      const quality = found === undefined ? notRecorded(rows) : (found.quality?.subarray(from, to) ?? null);
      writeColumn(chunk, place++, quality ?? allGood(rows));
      this.note(column, quality);
    });
    this.appender.appendDataChunk(chunk);
  }

  private note(column: number, quality: Uint8Array | null): void {
    const isRecorded = quality === null || quality.some((code) => code !== NOT_RECORDED);
    const isNotGood = quality !== null && quality.some((code) => code !== QUALITY.good);
    this.noteThat(column, isRecorded, isNotGood);
  }

  private noteThat(column: number, isRecorded: boolean, isNotGood: boolean): void {
    const seen = this.seen[column];
    if (seen === undefined) return;
    seen.recorded ||= isRecorded;
    seen.notGood ||= isNotGood;
  }
}

function tableColumns(shape: SegmentShape): { name: string; sql: string; type: DuckDBType }[] {
  return [
    { name: 'asset', ...enumOf(shape.assets) },
    { name: 'time', sql: 'TIMESTAMPTZ', type: TIMESTAMPTZ },
    { name: 'sequence', sql: 'BIGINT', type: BIGINT },
    { name: 'read_at', sql: 'TIMESTAMPTZ', type: TIMESTAMPTZ },
    ...[...shape.labels].map(([label, names]) => ({ name: LABEL_COLUMNS[label], ...enumOf(names) })),
    ...shape.columns.flatMap((name) => [
      { name: segmentColumnOf(name), sql: 'DOUBLE', type: DOUBLE },
      ...(shape.qualityColumns.has(name)
        ? [{ name: qualityColumnOf(name), sql: 'UTINYINT', type: UTINYINT }]
        : []),
    ]),
  ];
}

const enumOf = (names: readonly string[]): { sql: string; type: DuckDBType } => ({
  sql: sqlEnum(names),
  type: isByteEnum(names.length) ? ENUM8(names) : ENUM16(names),
});

const codes = (names: number, rows: number): Uint8Array | Uint16Array =>
  isByteEnum(names) ? new Uint8Array(rows) : new Uint16Array(rows);

/**
 * Codes of a block's label by the names of the segment; the first name where the block has no such
 * label.
 */
function labelCodes(
  block: RowBlock,
  label: LabelName,
  names: readonly string[],
  from: number,
  to: number,
): Uint8Array | Uint16Array {
  const written = codes(names.length, to - from);
  const found = block.labels.get(label);
  if (found === undefined) return written.fill(Math.max(0, names.indexOf('')));
  const codeThere = found.names.map((name) => names.indexOf(name));
  for (let row = from; row < to; row += 1) written[row - from] = codeThere[found.codes[row] ?? 0] ?? 0;
  return written;
}

const NO_NUMBERS = new Float64Array(CHUNK_ROWS).fill(Number.NaN);
const NOT_RECORDED_ROWS = new Uint8Array(CHUNK_ROWS).fill(NOT_RECORDED);
const GOOD_ROWS = new Uint8Array(CHUNK_ROWS);
const emptyNumbers = (rows: number): Float64Array => NO_NUMBERS.subarray(0, rows);
const notRecorded = (rows: number): Uint8Array => NOT_RECORDED_ROWS.subarray(0, rows);
const allGood = (rows: number): Uint8Array => GOOD_ROWS.subarray(0, rows);
