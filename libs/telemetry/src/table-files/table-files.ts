import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DuckEngine } from '../parquet/duck-engine.js';
import { CsvTableFile } from './csv-table-file.js';
import { ParquetTableFile } from './parquet-table-file.js';
import type { TableColumn, TableFile } from './table-rows.js';

export interface TableFilesOptions {
  /** Of its own: what lies there at the start is removed. */
  readonly folder: string;
  readonly memoryBytesMax: number;
}

export interface NewTable {
  readonly format: 'csv' | 'parquet';
  /** Name within the folder. */
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** IANA zone in which times are written. */
  readonly zone: string;
  /** Facts about the table, for formats that can carry them. */
  readonly about: Readonly<Record<string, string>>;
}

/**
 * Writes tables as files of a folder. DuckDB, which writes Parquet, is opened with the first such
 * file.
 */
export class TableFiles {
  private engine: Promise<DuckEngine> | null = null;

  private constructor(private readonly options: TableFilesOptions) {}

  static async open(options: TableFilesOptions): Promise<TableFiles> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(options.folder)) {
      await rm(path.join(options.folder, name), { recursive: true, force: true });
    }
    return new TableFiles(options);
  }

  pathOf(name: string): string {
    return path.join(this.options.folder, name);
  }

  /** @throws AppError `EXPORT.FILE_UNWRITABLE` (unavailable). */
  async create({ format, name, columns, zone, about }: NewTable): Promise<TableFile> {
    const file = this.pathOf(name);
    if (format === 'csv') return CsvTableFile.open(file, columns, zone);
    return ParquetTableFile.open(await this.opened(), { path: file, columns, zone, about });
  }

  /** Frees what it holds; the files stay. */
  async close(): Promise<void> {
    const engine = await this.engine;
    this.engine = null;
    engine?.close();
  }

  private opened(): Promise<DuckEngine> {
    const { folder, memoryBytesMax } = this.options;
    const spillFolder = path.join(folder, 'spill');
    this.engine ??= DuckEngine.open({ folders: [folder], spillFolder, memoryBytesMax, threads: 1 }).catch(
      (error: unknown) => {
        this.engine = null;
        throw error;
      },
    );
    return this.engine;
  }
}
