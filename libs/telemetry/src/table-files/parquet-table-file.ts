import { rm, stat } from 'node:fs/promises';
import type { DuckEngine } from '../parquet/duck-engine.js';
import { sqlName, sqlText } from '../parquet/sql-text.js';
import { CHUNK_ROWS } from '../parquet/vectors.js';
import { CsvTableFile } from './csv-table-file.js';
import { ZoneOffsets } from '../table-text/zoned-time.js';
import { fileUnwritable } from './file-unwritable.js';
import { distinctNames, type TableColumn, type TableFile, type TableRows } from './table-rows.js';

const MINUTE_MS = 60_000;
/** A row group lies in memory until it is written. */
const ROW_GROUP_CELLS = 1_000_000;
const ROW_GROUP_ROWS_MAX = 30 * CHUNK_ROWS;
const READ_BUFFER_BYTES = 1024 * 1024;

/** A column of the file, and which column of the table it is made of. */
interface FileColumn {
  readonly name: string;
  readonly type: TableColumn['type'] | 'local';
  readonly source: number;
}

/** Types of the draft, in which instants are microseconds. */
const DRAFT_TYPES = { instant: 'BIGINT', local: 'BIGINT', number: 'DOUBLE', text: 'VARCHAR' } as const;
const DRAFT_COLUMN = { instant: 'instant', local: 'instant', number: 'number', text: 'text' } as const;
const FROM_MICROSECONDS = { instant: 'make_timestamptz', local: 'make_timestamp' } as const;
/** Nothing is read by people or spreadsheets here, so texts stay as they are. */
const DRAFT_TEXTS = {
  instant: (timeMs: number): string => String(Math.round(timeMs * 1_000)),
  number: (value: number): string => (Object.is(value, -0) ? '-0' : String(value)),
  text: (text: string): string => (text === '' ? '' : `"${text.replaceAll('"', '""')}"`),
};

export interface ParquetTableOptions {
  readonly path: string;
  readonly columns: readonly TableColumn[];
  /** Where it is not UTC, each instant has a column more with the local time. */
  readonly zone: string;
  /** Written into the file, for readers of it. */
  readonly about: Readonly<Record<string, string>>;
}

/**
 * A Parquet file. Rows go into a CSV draft, which DuckDB copies at the end: it streams from one
 * file into the other in bounded memory, where a table of its own would take half a megabyte a
 * column.
 */
export class ParquetTableFile implements TableFile {
  private constructor(
    private readonly engine: DuckEngine,
    private readonly options: ParquetTableOptions,
    private readonly columns: readonly FileColumn[],
    private readonly draft: CsvTableFile,
    private readonly offsets: ZoneOffsets,
  ) {}

  /** @throws AppError `EXPORT.FILE_UNWRITABLE` (unavailable). */
  static async open(engine: DuckEngine, options: ParquetTableOptions): Promise<ParquetTableFile> {
    const columns = fileColumns(options);
    const drafted = columns.map(({ name, type }) => ({ name, type: DRAFT_COLUMN[type] }));
    const draft = await CsvTableFile.withoutHeader(draftOf(options.path), drafted, DRAFT_TEXTS);
    return new ParquetTableFile(engine, options, columns, draft, new ZoneOffsets(options.zone));
  }

  get bytes(): number {
    return this.draft.bytes;
  }

  add({ rows, cells }: TableRows): Promise<void> {
    const drafted = this.columns.map(({ type, source }) => {
      const given = cells[source] ?? new Float64Array(rows).fill(Number.NaN);
      return type === 'local' && given instanceof Float64Array ? given.map(this.localOf) : given;
    });
    return this.draft.add({ rows, cells: drafted });
  }

  async finish(): Promise<number> {
    const { path } = this.options;
    await this.draft.finish();
    const connection = await this.engine.connect();
    try {
      await connection.run(this.statement()).catch(fileUnwritable);
    } finally {
      connection.closeSync();
    }
    await this.draft.discard();
    return (await stat(path).catch(fileUnwritable)).size;
  }

  async discard(): Promise<void> {
    await this.draft.discard();
    // What cannot be removed now goes when the folder of drafts is emptied at the next start.
    await rm(this.options.path, { force: true }).catch(() => undefined);
  }

  private readonly localOf = (timeMs: number): number =>
    Number.isNaN(timeMs) ? timeMs : timeMs + this.offsets.minutesAt(timeMs) * MINUTE_MS;

  private statement(): string {
    const { path, about } = this.options;
    const selected = this.columns.map(({ name, type }, place) => {
      const value =
        type === 'instant' || type === 'local' ? `${FROM_MICROSECONDS[type]}(c${place})` : `c${place}`;
      return `${value} AS ${sqlName(name)}`;
    });
    const types = this.columns.map(({ type }, place) => `c${place}: '${DRAFT_TYPES[type]}'`);
    const draft = `read_csv(${sqlText(draftOf(path))}, columns = {${types.join(', ')}}, header = false, auto_detect = false,
      delim = ',', quote = '"', escape = '"', new_line = '\\r\\n', buffer_size = ${READ_BUFFER_BYTES}, max_line_size = ${READ_BUFFER_BYTES})`;
    const notes = Object.entries(about).map(([key, value]) => `${sqlName(key)}: ${sqlText(value)}`);
    const metadata = notes.length === 0 ? '' : `, KV_METADATA {${notes.join(', ')}}`;
    return `COPY (SELECT ${selected.join(', ')} FROM ${draft}) TO ${sqlText(path)}
      (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE ${rowGroupRows(this.columns.length)}${metadata})`;
  }
}

const draftOf = (path: string): string => `${path}.draft`;

const rowGroupRows = (columns: number): number =>
  Math.min(ROW_GROUP_ROWS_MAX, Math.max(1, Math.floor(ROW_GROUP_CELLS / columns / CHUNK_ROWS)) * CHUNK_ROWS);

function fileColumns({ columns, zone }: ParquetTableOptions): FileColumn[] {
  const all = columns.flatMap(({ name, type }, source): FileColumn[] => {
    const column = { name, type, source };
    return type === 'instant' && zone !== 'UTC'
      ? [column, { name: `${name}_local`, type: 'local', source }]
      : [column];
  });
  const names = distinctNames(all.map(({ name }) => name));
  return all.map((column, place) => ({ ...column, name: names[place] ?? column.name }));
}
