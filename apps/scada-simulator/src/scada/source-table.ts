export type Cell = string | number | boolean | null;

/** One row for the plant's SCADA table. */
export interface SourceRow {
  /** Time of its scan, milliseconds since the epoch. */
  readonly scanMs: number;
  /** In the order of the table's columns without its key. */
  readonly cells: readonly Cell[];
  /**
   * How long a slow transaction holds the row before others see it; 0 = not at all. Only live rows
   * are held.
   */
  readonly holdMs: number;
}

/** The plant's SCADA table: what the simulator writes and the platform reads. */
export interface SourceTable {
  readonly name: string;
  /**
   * Statements that create the table, its indexes and, where it has one, its notifying trigger.
   * Safe to repeat.
   */
  readonly create: readonly string[];
  /**
   * The columns of written rows, in the order of their cells; key and spare columns have defaults.
   */
  readonly columns: readonly string[];
  /**
   * Query whose single value `at` is the time of the newest scan, milliseconds since the epoch;
   * null when the table is empty.
   */
  readonly newestScan: string;
}

export type PlantKey = 'a' | 'b' | 'c';

/** One plant's SCADA database: its table, its writer and its reader. */
export interface SourceDatabase {
  /** Short key, for command lines, files and passwords. */
  readonly plant: PlantKey;
  readonly database: string;
  /** Writes rows, owns the table. */
  readonly writerUser: string;
  /** Reads only: what the platform connects as. */
  readonly readerUser: string;
  readonly table: SourceTable;
}
