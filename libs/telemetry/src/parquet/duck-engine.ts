import { DuckDBInstance, type DuckDBConnection, type DuckDBDataChunk } from '@duckdb/node-api';
import { AppError } from '@eagle/contracts/domain';
import { sqlList } from './sql-text.js';

export interface DuckEngineOptions {
  /** Folders that DuckDB may read and write; nothing else is open to it. */
  readonly folders: readonly string[];
  /** Where it lays aside what does not fit into memory. */
  readonly spillFolder: string;
  readonly memoryBytesMax?: number;
  readonly spillBytesMax?: number;
  readonly threads?: number;
  /** Operations at a time, and how many may wait for a slot; further ones are refused. */
  readonly operationsMax?: number;
  readonly waitingMax?: number;
}

const MIB = 1024 * 1024;

/** DuckDB in memory, as reader and writer of Parquet: with bounds on memory, threads, folders and operations at a time. */
export class DuckEngine {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly operationsMax: number,
    private readonly waitingMax: number,
  ) {}

  static async open(options: DuckEngineOptions): Promise<DuckEngine> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(options.threads ?? 2),
      memory_limit: `${Math.floor((options.memoryBytesMax ?? 256 * MIB) / MIB)}MiB`,
      temp_directory: options.spillFolder,
      max_temp_directory_size: `${Math.floor((options.spillBytesMax ?? 2_048 * MIB) / MIB)}MiB`,
    });
    const connection = await instance.connect();
    for (const setting of [
      'SET autoinstall_known_extensions = false',
      'SET autoload_known_extensions = false',
      // Footers of many files would fill the memory for half a millisecond each; the files lie in the page cache as it is.
      'SET parquet_metadata_cache = false',
      'SET enable_external_file_cache = false',
      `SET allowed_directories = ${sqlList([...options.folders, options.spillFolder])}`,
      'SET enable_external_access = false',
      'SET lock_configuration = true',
    ]) {
      await connection.run(setting);
    }
    connection.closeSync();
    return new DuckEngine(instance, options.operationsMax ?? 4, options.waitingMax ?? 64);
  }

  /**
   * Waits for one of the slots. An operation that has one may open as many connections as it needs: slots within slots would wait for each
   * other.
   * @returns releases the slot.
   * @throws AppError `TELEMETRY.BUSY` (exhausted).
   */
  async acquireSlot(): Promise<() => void> {
    if (this.running < this.operationsMax) this.running += 1;
    else {
      if (this.waiting.length >= this.waitingMax) throw busy();
      // The slot is handed over: `running` stays as it is.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    };
  }

  /** A connection that the caller closes. */
  connect(): Promise<DuckDBConnection> {
    return this.instance.connect();
  }

  /** What a query gives, chunk by chunk; nothing runs ahead of the reader but a few chunks. */
  async *chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const connection = await this.instance.connect();
    try {
      const result = await connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk;
      }
    } finally {
      connection.closeSync();
    }
  }

  close(): void {
    this.instance.closeSync();
  }
}

const busy = (): AppError =>
  new AppError('TELEMETRY.BUSY', 'Too many requests wait for the telemetry history: ask again in a moment.');
