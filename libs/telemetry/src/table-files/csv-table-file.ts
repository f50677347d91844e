import { open, rm, type FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { csvField, csvNumber } from '../table-text/csv-field.js';
import { zonedTimes } from '../table-text/zoned-time.js';
import { csvHeader, csvLines, type CellTexts } from './csv-lines.js';
import { fileUnwritable } from './file-unwritable.js';
import type { TableColumn, TableFile, TableRows } from './table-rows.js';

/**
 * Cells that are written as text in one turn: some milliseconds, so that whatever else the process
 * does goes on.
 */
const CELLS_A_TURN = 20_000;

/** A CSV file: RFC 4180, UTF-8, decimal points, times with their offset. */
export class CsvTableFile implements TableFile {
  private written = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private readonly columns: readonly TableColumn[],
    private readonly texts: CellTexts,
  ) {}

  /** @throws AppError `EXPORT.FILE_UNWRITABLE` (unavailable). */
  static async open(path: string, columns: readonly TableColumn[], zone: string): Promise<CsvTableFile> {
    const texts = { instant: zonedTimes(zone), number: csvNumber, text: csvField };
    const table = await CsvTableFile.withoutHeader(path, columns, texts);
    await table.append(csvHeader(columns));
    return table;
  }

  /** @throws as `open`. */
  static async withoutHeader(
    path: string,
    columns: readonly TableColumn[],
    texts: CellTexts,
  ): Promise<CsvTableFile> {
    return new CsvTableFile(path, await open(path, 'w', 0o600).catch(fileUnwritable), columns, texts);
  }

  get bytes(): number {
    return this.written;
  }

  async add(rows: TableRows): Promise<void> {
    const step = Math.max(1, Math.floor(CELLS_A_TURN / this.columns.length));
    for (let from = 0; from < rows.rows; from += step) {
      const to = Math.min(rows.rows, from + step);
      await this.append(csvLines(this.columns, rows, from, to, this.texts));
      await nextTurn();
    }
  }

  async finish(): Promise<number> {
    await this.file.close().catch(fileUnwritable);
    return this.written;
  }

  async discard(): Promise<void> {
    // It may be closed already; then there is nothing to close.
    await this.file.close().catch(() => undefined);
    // What cannot be removed now goes when the folder of drafts is emptied at the next start.
    await rm(this.path, { force: true }).catch(() => undefined);
  }

  private async append(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await this.file.writeFile(bytes).catch(fileUnwritable);
    this.written += bytes.length;
  }
}
