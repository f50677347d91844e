/**
 * A value of this many bytes is parsed in one step, in well under a millisecond; a larger one is
 * divided.
 */
const PIECE_BYTES = 32 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACE = 0x7d;
const CLOSE_BRACKET = 0x5d;
/** No value: `value` has not arrived yet, or it is longer than a piece. */
const NONE = -1;

/** Parses one piece. @throws SyntaxError, or the parser's error for a forbidden key. */
export type ParseJson = (text: string) => unknown;

/**
 * Parses JSON in steps that each take well under a millisecond, for a text of any length. It gives
 * the result of `JSON.parse`, or an error where that throws. The given parser parses small members
 * and items together; only their containers are built here.
 * @param bytes  UTF-8, of bounded depth.
 */
export function* jsonSlices(
  bytes: Buffer,
  parse: ParseJson,
  pieceBytes = PIECE_BYTES,
): Generator<void, unknown> {
  const slicer = new JsonSlicer(bytes, parse, pieceBytes);
  return yield* slicer.whole();
}

class JsonSlicer {
  private position = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly parse: ParseJson,
    private readonly pieceBytes: number,
  ) {}

  *whole(): Generator<void, unknown> {
    this.skipSpace();
    const value = yield* this.value();
    this.skipSpace();
    if (this.position !== this.bytes.length) throw this.wrong();
    return value;
  }

  private *value(): Generator<void, unknown> {
    const begun = this.position;
    const end = this.endOfValue(begun, begun + this.pieceBytes);
    if (end !== NONE) {
      this.position = end;
      return this.parse(this.text(begun, end));
    }
    yield;
    switch (this.bytes[begun]) {
      case OPEN_BRACKET:
        return yield* this.list();
      case OPEN_BRACE:
        return yield* this.object();
      default:
        this.position = this.endOfScalar(begun);
        return this.parse(this.text(begun, this.position));
    }
  }

  private *list(): Generator<void, unknown[]> {
    const items: unknown[] = [];
    const addRun = (run: string): void => {
      const parsed = this.parse(`[${run}]`);
      if (!Array.isArray(parsed)) throw this.wrong();
      for (const item of parsed) items.push(item);
    };
    yield* this.children(CLOSE_BRACKET, addRun, function* (this: JsonSlicer) {
      items.push(yield* this.value());
    });
    return items;
  }

  private *object(): Generator<void, Record<string, unknown>> {
    const members: Record<string, unknown> = {};
    const addRun = (run: string): void => {
      Object.assign(members, this.parse(`{${run}}`));
    };
    yield* this.children(CLOSE_BRACE, addRun, function* (this: JsonSlicer) {
      const key = this.text(this.position, this.endOfKey(this.position));
      // With a neutral value, so that the parser checks the key as it checks all others.
      const named = this.parse(`{${key}:0}`);
      if (typeof named !== 'object' || named === null) throw this.wrong();
      const [name = ''] = Object.keys(named);
      this.position = this.afterColon(this.position);
      members[name] = yield* this.value();
    });
    return members;
  }

  /** Visits items or members: runs of small ones are passed on as text, a large one is divided. */
  private *children(
    closing: number,
    addRun: (text: string) => void,
    takeApart: (this: JsonSlicer) => Generator<void, void>,
  ): Generator<void, void> {
    this.position += 1;
    this.skipSpace();
    if (this.bytes[this.position] === closing) {
      this.position += 1;
      return;
    }
    let runBegun = this.position;
    let runEnd = NONE;
    for (;;) {
      const valueAt = closing === CLOSE_BRACE ? this.afterColon(this.position) : this.position;
      const end = this.endOfValue(valueAt, valueAt + this.pieceBytes);
      if (end === NONE) {
        if (runEnd !== NONE) addRun(this.text(runBegun, runEnd));
        yield* takeApart.call(this);
        runEnd = NONE;
      } else {
        this.position = runEnd = end;
      }
      this.skipSpace();
      const sign = this.bytes[this.position];
      const isOver = sign === closing;
      if (runEnd !== NONE && (isOver || runEnd - runBegun >= this.pieceBytes)) {
        addRun(this.text(runBegun, runEnd));
        runEnd = NONE;
        yield;
      }
      if (!isOver && sign !== COMMA) throw this.wrong();
      this.position += 1;
      if (isOver) return;
      this.skipSpace();
      if (runEnd === NONE) runBegun = this.position;
    }
  }

  private afterColon(keyAt: number): number {
    const colon = this.afterSpace(this.endOfKey(keyAt));
    if (this.bytes[colon] !== COLON) throw this.wrong();
    return this.afterSpace(colon + 1);
  }

  private endOfKey(begun: number): number {
    if (this.bytes[begun] !== QUOTE) throw this.wrong();
    return this.endOfText(begun);
  }

  /**
   * @returns NONE where it does not end before `limit`.
   * @throws SyntaxError where nothing begins here.
   */
  private endOfValue(begun: number, limit: number): number {
    const first = this.bytes[begun];
    const isContainer = first === OPEN_BRACE || first === OPEN_BRACKET;
    const end = isContainer ? this.endOfContainer(begun, limit) : this.endOfScalar(begun);
    return end > limit ? NONE : end;
  }

  private endOfContainer(begun: number, limit: number): number {
    let depth = 0;
    for (let at = begun; at < limit; at += 1) {
      const byte = this.bytes[at];
      if (byte === undefined) throw this.wrong();
      if (byte === QUOTE) at = this.endOfText(at) - 1;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === 0) return at + 1;
      }
    }
    return NONE;
  }

  private endOfScalar(begun: number): number {
    if (this.bytes[begun] === QUOTE) return this.endOfText(begun);
    let at = begun;
    while (at < this.bytes.length && !isEndOfWord(this.bytes[at])) at += 1;
    if (at === begun) throw this.wrong();
    return at;
  }

  /** After the closing quote. */
  private endOfText(begun: number): number {
    for (let at = begun + 1; ; at += 1) {
      at = this.bytes.indexOf(QUOTE, at);
      if (at === NONE) throw this.wrong();
      let escapes = at;
      while (this.bytes[escapes - 1] === BACKSLASH) escapes -= 1;
      if ((at - escapes) % 2 === 0) return at + 1;
    }
  }

  private skipSpace(): void {
    this.position = this.afterSpace(this.position);
  }

  private afterSpace(begun: number): number {
    let at = begun;
    while (isSpace(this.bytes[at])) at += 1;
    return at;
  }

  private text(begun: number, end: number): string {
    return this.bytes.toString('utf8', begun, end);
  }

  private wrong(): SyntaxError {
    return new SyntaxError(`Unexpected byte at ${this.position}`);
  }
}

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const isEndOfWord = (byte: number | undefined): boolean =>
  isSpace(byte) || byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte === COLON;
