/** One row of a table and the line of the file on which it begins. */
export interface TextRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Why a text is no table, and on which line. */
export class UnreadableRow extends Error {
  constructor(
    readonly line: number,
    readonly why: string,
  ) {
    super(why);
  }
}

const QUOTE = '"';
/** Longest quoted cell: beyond it, the quote was a mistake. */
const RECORD_CHARS_MAX = 1 << 20;
const SPACE = 32;
const NO_BREAK_SPACE = 160;

/**
 * Splits text into rows of cells. Lines end in any of the three usual ways. A cell in quotes may
 * hold separators, line ends and doubled quotes. Blanks around a cell are dropped, and empty lines
 * are no rows.
 */
export class RowSplitter {
  /** A row with open quotes, or without a line end yet. */
  private rest = '';
  private lastWasReturn = false;

  /** @param line  Number of the first line. */
  constructor(
    private readonly separator: string,
    private line = 1,
  ) {}

  /** Rows that are complete after this piece of text. @throws UnreadableRow */
  push(text: string): TextRow[] {
    // The two characters of one line end may come in two pieces.
    const piece = this.lastWasReturn && text.startsWith('\n') ? text.slice(1) : text;
    this.lastWasReturn = text.endsWith('\r');
    const whole = this.rest + piece;
    this.rest = '';
    return this.split(whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole, false);
  }

  /** The last row, where it has no line end. @throws UnreadableRow */
  finish(): TextRow[] {
    const text = this.rest;
    this.rest = '';
    return this.split(text, true);
  }

  private split(text: string, isEnd: boolean): TextRow[] {
    const rows: TextRow[] = [];
    let from = 0;
    while (from < text.length) {
      const end = text.indexOf('\n', from);
      if (end === -1 && !isEnd) break;
      const line = text.slice(from, end === -1 ? text.length : end);
      if (line.includes(QUOTE)) {
        const read = this.quoted(text, from, isEnd);
        if (read === null) break;
        rows.push({ line: this.line, cells: read.cells });
        this.line += read.lines;
        from = read.next;
        continue;
      }
      if (line !== '' && line.trim() !== '') rows.push({ line: this.line, cells: this.cellsOf(line) });
      this.line += 1;
      from = end === -1 ? text.length : end + 1;
    }
    this.rest = text.slice(from);
    if (this.rest.length > RECORD_CHARS_MAX)
      throw new UnreadableRow(this.line, 'a quote that is never closed, or a line without end');
    return rows;
  }

  private cellsOf(line: string): string[] {
    const cells = line.split(this.separator);
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] ?? '';
      if (isBlank(cell.charCodeAt(0)) || isBlank(cell.charCodeAt(cell.length - 1))) cells[at] = cell.trim();
    }
    return cells;
  }

  /** A row with quotes; null where it continues after this text. */
  private quoted(
    text: string,
    from: number,
    isEnd: boolean,
  ): { cells: string[]; lines: number; next: number } | null {
    const cells: string[] = [];
    let at = from;
    let lines = 1;
    for (;;) {
      while (text[at] === ' ' || (text[at] === '\t' && this.separator !== '\t')) at += 1;
      let cell = '';
      if (text[at] === QUOTE) {
        const closed = closingQuote(text, at);
        if (closed === -1) {
          if (isEnd) throw new UnreadableRow(this.line, 'a quote that is never closed');
          return null;
        }
        cell = text.slice(at + 1, closed).replaceAll('""', QUOTE);
        lines += cell.split('\n').length - 1;
        at = closed + 1;
        while (text[at] === ' ') at += 1;
        if (at < text.length && text[at] !== '\n' && !text.startsWith(this.separator, at))
          throw new UnreadableRow(this.line + lines - 1, 'text behind a closing quote');
      } else {
        const end = text.indexOf('\n', at);
        const next = text.indexOf(this.separator, at);
        const stop = Math.min(end === -1 ? text.length : end, next === -1 ? text.length : next);
        cell = text.slice(at, stop);
        at = stop;
      }
      cells.push(cell.trim());
      if (at >= text.length) return isEnd ? { cells, lines, next: at } : null;
      if (text[at] === '\n') return { cells, lines, next: at + 1 };
      at += this.separator.length;
    }
  }
}

const isBlank = (code: number): boolean => code <= SPACE || code === NO_BREAK_SPACE;

function closingQuote(text: string, opening: number): number {
  for (let at = text.indexOf(QUOTE, opening + 1); at !== -1; at = text.indexOf(QUOTE, at + 2)) {
    if (text[at + 1] !== QUOTE) return at;
  }
  return -1;
}
