import { rename, rm, stat } from 'node:fs/promises';
import {
  DOUBLE,
  DuckDBDataChunk,
  TIMESTAMP,
  TIMESTAMPTZ,
  UINTEGER,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBType,
} from '@duckdb/node-api';
import type { DuckEngine } from '../parquet/duck-engine.js';
import { sqlList, sqlName, sqlText } from '../parquet/sql-text.js';
import { CHUNK_ROWS, writeColumn, writeNumbers, writeWholeNumbers } from '../parquet/vectors.js';
import { fileUnwritable } from './file-unwritable.js';
import { distinctNames, type TableColumn, type TableFile, type TableRows, type TextCells } from './table-rows.js';
import { ZoneOffsets } from './zoned-time.js';

/** Values in memory; then they become a part on disk. */
const PART_CELLS_MAX = 1_500_000;
/** Texts that one statement names. */
const PART_TEXTS_MAX = 20_000;
const ROW_GROUP_ROWS = 30 * CHUNK_ROWS;
const MINUTE_MS = 60_000;

/** A column of the file, and which column of the table it is made of. */
interface FileColumn {
  readonly name: string;
  readonly type: TableColumn['type'] | 'local';
  readonly source: number;
}

const SQL_TYPE = { instant: 'TIMESTAMPTZ', local: 'TIMESTAMP', number: 'DOUBLE', text: 'UINTEGER' } as const;
const DUCK_TYPE: Readonly<Record<FileColumn['type'], DuckDBType>> = {
  instant: TIMESTAMPTZ,
  local: TIMESTAMP,
  number: DOUBLE,
  text: UINTEGER,
};

export interface ParquetTableOptions {
  readonly path: string;
  readonly columns: readonly TableColumn[];
  /** Where it is not UTC, each instant has a column more with the local time. */
  readonly zone: string;
  /** Written into the file, for readers of it. */
  readonly about: Readonly<Record<string, string>>;
}

/** A Parquet file that is written in parts, so that it never lies in memory; at the end the parts become one. */
export class ParquetTableFile implements TableFile {
  private readonly columns: readonly FileColumn[];
  private readonly offsets: ZoneOffsets;
  private readonly chunk: DuckDBDataChunk;
  private readonly parts: string[] = [];
  private texts = new Map<string, number>();
  private rowsOfPart = 0;
  private partBytes = 0;
  private appender: DuckDBAppender | null = null;

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly options: ParquetTableOptions,
  ) {
    this.columns = fileColumns(options);
    this.offsets = new ZoneOffsets(options.zone);
    this.chunk = DuckDBDataChunk.create(this.columns.map(({ type }) => DUCK_TYPE[type]));
  }

  static async open(engine: DuckEngine, options: ParquetTableOptions): Promise<ParquetTableFile> {
    const table = new ParquetTableFile(await engine.connect(), options);
    const declared = table.columns.map(({ type }, place) => `c${place} ${SQL_TYPE[type]}`).join(', ');
    await table.run(`CREATE TEMP TABLE part (${declared})`);
    return table;
  }

  get bytes(): number {
    return this.partBytes;
  }

  async add(rows: TableRows): Promise<void> {
    for (let from = 0; from < rows.rows; from += CHUNK_ROWS) {
      await this.addChunk(rows, from, Math.min(rows.rows, from + CHUNK_ROWS));
      const isFull = this.rowsOfPart * this.columns.length >= PART_CELLS_MAX || this.texts.size >= PART_TEXTS_MAX;
      if (isFull) await this.endPart();
    }
  }

  async finish(): Promise<number> {
    const { path } = this.options;
    if (this.rowsOfPart > 0 || this.parts.length === 0) await this.endPart();
    const [only, ...others] = this.parts;
    if (only !== undefined && others.length === 0) await rename(only, path).catch(fileUnwritable);
    else await this.copy(`SELECT * FROM read_parquet(${sqlList(this.parts)})`, path);
    this.connection.closeSync();
    await this.removeParts();
    return (await stat(path).catch(fileUnwritable)).size;
  }

  async discard(): Promise<void> {
    this.connection.closeSync();
    await this.removeParts();
    // What cannot be removed now goes when the folder of drafts is emptied at the next start.
    await rm(this.options.path, { force: true }).catch(() => undefined);
  }

  private async addChunk({ cells }: TableRows, from: number, to: number): Promise<void> {
    const { chunk } = this;
    this.appender ??= await this.connection.createAppender('part', null, 'temp');
    chunk.reset();
    chunk.rowCount = to - from;
    this.columns.forEach(({ type, source }, place) => {
      const given = cells[source];
      if (given === undefined) return;
      if (!(given instanceof Float64Array)) writeColumn(chunk, place, this.codesOf(given, from, to));
      else this.writeValues(place, type, given.subarray(from, to));
    });
    this.appender.appendDataChunk(chunk);
    this.rowsOfPart += to - from;
  }

  /** Instants that are none are written as numbers, then left out by the statement that copies them. */
  private writeValues(place: number, type: FileColumn['type'], values: Float64Array): void {
    if (type === 'number') return writeNumbers(this.chunk, place, values);
    const local = (timeMs: number): number => timeMs + this.offsets.minutesAt(timeMs) * MINUTE_MS;
    const times = values.map((timeMs) => (Number.isNaN(timeMs) ? NO_INSTANT_MS : type === 'local' ? local(timeMs) : timeMs));
    writeWholeNumbers(this.chunk, place, times, 1_000);
  }

  private codesOf({ names, codes }: TextCells, from: number, to: number): Uint32Array {
    const known = new Map<number, number>();
    const written = new Uint32Array(to - from);
    for (let row = from; row < to; row += 1) {
      const code = codes[row] ?? 0;
      let text = known.get(code);
      if (text === undefined) {
        text = this.codeOf(names[code] ?? '');
        known.set(code, text);
      }
      written[row - from] = text;
    }
    return written;
  }

  private codeOf(name: string): number {
    const known = this.texts.get(name);
    if (known !== undefined) return known;
    const code = this.texts.size;
    this.texts.set(name, code);
    return code;
  }

  private async endPart(): Promise<void> {
    this.appender?.closeSync();
    this.appender = null;
    const part = `${this.options.path}.${this.parts.length}`;
    const texts = [...this.texts.keys()];
    const selected = this.columns.map(({ name, type }, place) => {
      if (type === 'number') return `c${place} AS ${sqlName(name)}`;
      if (type !== 'text') return `nullif(c${place}, ${NO_INSTANT_SQL[type]}) AS ${sqlName(name)}`;
      return `nullif(texts[c${place} + 1], '') AS ${sqlName(name)}`;
    });
    const from = `temp.part, (SELECT ${texts.length === 0 ? "['']" : sqlList(texts)} AS texts)`;
    await this.copy(`SELECT ${selected.join(', ')} FROM ${from}`, part);
    this.parts.push(part);
    this.partBytes += (await stat(part).catch(fileUnwritable)).size;
    await this.run('TRUNCATE temp.part');
    this.texts = new Map();
    this.rowsOfPart = 0;
  }

  private copy(query: string, path: string): Promise<void> {
    const about = Object.entries(this.options.about).map(([key, value]) => `${sqlName(key)}: ${sqlText(value)}`);
    const notes = about.length === 0 ? '' : `, KV_METADATA {${about.join(', ')}}`;
    return this.run(
      `COPY (${query}) TO ${sqlText(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}${notes})`,
    );
  }

  private async run(sql: string): Promise<void> {
    await this.connection.run(sql).catch(fileUnwritable);
  }

  private async removeParts(): Promise<void> {
    const names = [...this.parts, `${this.options.path}.${this.parts.length}`];
    // What cannot be removed now goes when the folder of drafts is emptied at the next start.
    for (const part of names) await rm(part, { force: true }).catch(() => undefined);
  }
}

/** Stands for no instant: a time that no row can have. */
const NO_INSTANT_MS = Date.UTC(-1_000, 0, 1);
const NO_INSTANT_SQL = {
  instant: `to_timestamp(${NO_INSTANT_MS / 1_000})`,
  local: `make_timestamp(${NO_INSTANT_MS}000)`,
} as const;

function fileColumns({ columns, zone }: ParquetTableOptions): FileColumn[] {
  const all = columns.flatMap(({ name, type }, source): FileColumn[] => {
    const column = { name, type, source };
    return type === 'instant' && zone !== 'UTC' ? [column, { name: `${name}_local`, type: 'local', source }] : [column];
  });
  const names = distinctNames(all.map(({ name }) => name));
  return all.map((column, place) => ({ ...column, name: names[place] ?? column.name }));
}
