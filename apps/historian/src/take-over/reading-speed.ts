/** Pieces that the speed is judged by. */
const PIECES = 20;

interface PieceMade {
  readonly rows: number;
  /** Event time that it covers. */
  readonly spanMs: number;
  /** How long it took, pauses for the source included. */
  readonly tookMs: number;
}

/** How fast the last pieces of a history were stored. */
export class ReadingSpeed {
  private readonly pieces: PieceMade[] = [];

  add(piece: PieceMade): void {
    this.pieces.push(piece);
    if (this.pieces.length > PIECES) this.pieces.shift();
  }

  /** Null while nothing was read. */
  get rowsPerSecond(): number | null {
    const tookMs = this.sum(({ tookMs: ms }) => ms);
    return tookMs > 0 ? (this.sum(({ rows }) => rows) / tookMs) * 1_000 : null;
  }

  /** How long a span of event time will take; null while that is not known. */
  durationMs(spanMs: number): number | null {
    const done = this.sum((piece) => piece.spanMs);
    return done > 0 ? (spanMs / done) * this.sum(({ tookMs }) => tookMs) : null;
  }

  private sum(quantityOf: (piece: PieceMade) => number): number {
    return this.pieces.reduce((sum, piece) => sum + quantityOf(piece), 0);
  }
}
