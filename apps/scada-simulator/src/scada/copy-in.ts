import type { Connection, Submittable } from 'pg';
import pg from 'pg';
import type { Cell } from './source-table.js';

/** The copy protocol of pg's connection, which its types leave out. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

function canCopy(connection: Connection): connection is CopyConnection {
  return 'sendCopyFromChunk' in connection && 'endCopyFrom' in connection;
}

/** One `COPY … FROM STDIN` with its complete text: all rows or none. */
class CopyIn implements Submittable {
  private problem: Error | null = null;

  constructor(
    private readonly sql: string,
    private readonly text: string,
    private readonly settled: (problem: Error | null) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.sql);
  }

  handleCopyInResponse(connection: Connection): void {
    if (!canCopy(connection)) {
      connection.end();
      return;
    }
    connection.sendCopyFromChunk(Buffer.from(this.text));
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // The outcome is settled when the server is ready for the next command.
  }

  handleError(error: Error): void {
    this.problem = error;
    this.settled(error);
  }

  handleReadyForQuery(): void {
    if (this.problem === null) this.settled(null);
  }
}

/**
 * Writes rows in one `COPY`: all of them or none.
 * @param columns  Quoted here; `cells` of each row are in their order.
 */
export async function copyRows(
  client: pg.Client,
  table: string,
  columns: readonly string[],
  rows: readonly { readonly cells: readonly Cell[] }[],
): Promise<void> {
  const names = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const sql = `COPY ${table} (${names}) FROM STDIN`;
  const text = rows.map(({ cells }) => copyLine(cells)).join('');
  await new Promise<void>((resolve, reject) => {
    client.query(
      new CopyIn(sql, text, (problem) => {
        if (problem === null) resolve();
        else reject(problem);
      }),
    );
  });
}

/** One line of COPY's text format. */
export function copyLine(cells: readonly Cell[]): string {
  let line = '';
  for (let i = 0; i < cells.length; i += 1) {
    if (i > 0) line += '\t';
    line += cellText(cells[i] ?? null);
  }
  return `${line}\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 't' : 'f';
  return /[\\\t\n\r]/.test(cell) ? escaped(cell) : cell;
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
