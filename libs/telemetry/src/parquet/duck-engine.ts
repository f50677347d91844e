import { rmSync } from 'node:fs';
import { DuckDBDataChunk, DuckDBInstance, type DuckDBConnection, type DuckDBType } from '@duckdb/node-api';
import { readGarbage, type GarbageAccount } from '../memory/garbage-account.js';
import { processFolder } from './process-folder.js';
import { sqlList, sqlText } from './sql-text.js';
import { CHUNK_ROWS } from './vectors.js';

export interface DuckEngineOptions {
  /** Folders that DuckDB may read and write; nothing else is open to it. */
  readonly folders: readonly string[];
  /**
   * Where it spills what does not fit into memory. It makes a folder of its own there, so engines
   * may share it.
   */
  readonly spillFolder: string;
  readonly memoryBytesMax?: number;
  readonly spillBytesMax?: number;
  readonly threads?: number;
  /** What chunks are counted in; `readGarbage` without it. */
  readonly garbage?: GarbageAccount;
}

const MIB = 1024 * 1024;
/**
 * A table that is being written has hundreds of columns, each of which takes whole blocks: the
 * smallest size there is.
 */
const BLOCK_BYTES = 16_384;

/** Of a column in a chunk; flags take less. */
const VALUE_BYTES = 8;

/**
 * DuckDB in memory, as reader and writer of Parquet: with bounds on memory, threads and folders.
 */
export class DuckEngine {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly spillFolder: string,
    private readonly memoryLimit: string,
    private readonly garbage: GarbageAccount,
  ) {}

  static async open(options: DuckEngineOptions): Promise<DuckEngine> {
    const spillFolder = await processFolder(options.spillFolder);
    const memoryLimit = `${Math.floor((options.memoryBytesMax ?? 256 * MIB) / MIB)}MiB`;
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(options.threads ?? 2),
      memory_limit: memoryLimit,
      default_block_size: String(BLOCK_BYTES),
      temp_directory: spillFolder,
      max_temp_directory_size: `${Math.floor((options.spillBytesMax ?? 2_048 * MIB) / MIB)}MiB`,
    });
    const connection = await instance.connect();
    for (const setting of [
      'SET autoinstall_known_extensions = false',
      'SET autoload_known_extensions = false',
      // Footers of many files would fill the memory to save half a millisecond each. The page cache
      // holds the files anyway.
      'SET parquet_metadata_cache = false',
      'SET enable_external_file_cache = false',
      `SET allowed_directories = ${sqlList([...options.folders, spillFolder])}`,
      // `releaseMemory` sets it again, to what it is.
      "SET allowed_configs = ['memory_limit']",
      'SET enable_external_access = false',
      'SET lock_configuration = true',
    ]) {
      await connection.run(setting);
    }
    connection.closeSync();
    return new DuckEngine(instance, spillFolder, memoryLimit, options.garbage ?? readGarbage);
  }

  /** A connection that the caller closes. */
  connect(): Promise<DuckDBConnection> {
    return this.instance.connect();
  }

  /** A chunk to write with: whole vectors of every column, which the collector frees. */
  newChunk(types: readonly DuckDBType[]): DuckDBDataChunk {
    this.garbage.add(types.length * CHUNK_ROWS * VALUE_BYTES);
    return DuckDBDataChunk.create(types);
  }

  /** The result of a query, chunk by chunk. DuckDB runs a few chunks ahead of the reader. */
  async *chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const connection = await this.instance.connect();
    try {
      const result = await connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        this.garbage.add(chunk.rowCount * chunk.columnCount * VALUE_BYTES);
        yield chunk;
      }
    } finally {
      connection.closeSync();
    }
  }

  /**
   * Gives free memory of the allocator back to the system. DuckDB has an allocator of its own, which
   * keeps what was freed until it works again: 130 MiB after a table of 76. Setting the limit empties
   * it; there is no other call for it.
   */
  async releaseMemory(): Promise<void> {
    const connection = await this.instance.connect();
    try {
      await connection.run(`SET memory_limit = ${sqlText(this.memoryLimit)}`);
    } finally {
      connection.closeSync();
    }
  }

  close(): void {
    this.instance.closeSync();
    rmSync(this.spillFolder, { recursive: true, force: true });
  }
}
