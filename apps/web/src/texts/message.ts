/**
 * Messages in the part of ICU MessageFormat that the catalogues use: `{name}`, `{count, number}`,
 * `{count, plural, =0 {…} one {…} other {…}}` and `{kind, select, a {…} other {…}}`. Inside of a
 * branch stand text, `#` and `{name}`. A quoted brace is `'{'`.
 */

export type TextValue = string | number;
export type TextValues = Readonly<Record<string, TextValue>>;

type Branches = ReadonlyMap<string, readonly Piece[]>;
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'count' }
  | { readonly kind: 'value'; readonly name: string; readonly isNumber: boolean }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly by: 'plural' | 'select';
      readonly branches: Branches;
    };

const NAME = /^\s*(\w+)\s*/;

/** Reads a message once. @throws SyntaxError that names the message and the place. */
class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  pieces(isBranch: boolean): Piece[] {
    const pieces: Piece[] = [];
    let text = '';
    const endText = (): void => {
      if (text !== '') pieces.push({ kind: 'text', text });
      text = '';
    };
    for (; this.at < this.source.length; this.at += 1) {
      const character = this.source.charAt(this.at);
      const quoted = /^'([{}#])'/.exec(this.source.slice(this.at, this.at + 3))?.[1];
      if (quoted !== undefined) {
        text += quoted;
        this.at += 2;
      } else if (character === '}' && isBranch) {
        endText();
        return pieces;
      } else if (character === '#' && isBranch) {
        endText();
        pieces.push({ kind: 'count' });
      } else if (character === '{') {
        endText();
        this.at += 1;
        pieces.push(this.argument());
      } else if (character === '}') this.fail('a brace without its pair');
      else text += character;
    }
    if (isBranch) this.fail('a branch without its end');
    endText();
    return pieces;
  }

  /** Leaves the reader at the closing brace. */
  private argument(): Piece {
    const name = this.take(NAME, 'a name');
    if (this.source.charAt(this.at) === '}') return { kind: 'value', name, isNumber: false };
    const by = this.take(/^,\s*(number|plural|select)\s*/, 'number, plural or select');
    if (by === 'number') return { kind: 'value', name, isNumber: true };
    this.take(/^(,)\s*/, 'a comma');
    const branches = new Map<string, readonly Piece[]>();
    while (this.source.charAt(this.at) !== '}') {
      const selector = this.take(/^\s*(=\d+|[\w-]+)\s*\{/, 'a branch');
      branches.set(selector, this.pieces(true));
      this.at += 1;
      this.take(/^(\s*)/, 'space');
    }
    if (!branches.has('other')) this.fail('no branch "other"');
    return { kind: 'choice', name, by: by === 'plural' ? 'plural' : 'select', branches };
  }

  private take(pattern: RegExp, expected: string): string {
    const found = pattern.exec(this.source.slice(this.at));
    if (found === null) this.fail(`${expected} is missing`);
    this.at += found[0].length;
    return found[1] ?? '';
  }

  private fail(problem: string): never {
    throw new SyntaxError(`"${this.source}" at ${this.at}: ${problem}`);
  }
}

/** Reads a message. @throws SyntaxError */
export const parseMessage = (source: string): readonly Piece[] => new Reader(source).pieces(false);

/** Names of the values that a message takes, and how it uses them. */
export function argumentsOf(source: string): ReadonlyMap<string, 'text' | 'number' | 'plural' | 'select'> {
  const found = new Map<string, 'text' | 'number' | 'plural' | 'select'>();
  const visit = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      if (piece.kind === 'value' && !found.has(piece.name)) {
        found.set(piece.name, piece.isNumber ? 'number' : 'text');
      }
      if (piece.kind !== 'choice') continue;
      found.set(piece.name, piece.by);
      for (const branch of piece.branches.values()) visit(branch);
    }
  };
  visit(parseMessage(source));
  return found;
}

const RIGHT_TO_LEFT = /\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}/u;

/**
 * A name that is written from right to left would turn the words round it: it is set apart by the
 * isolating characters of Unicode.
 */
const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);

/** Writes messages of one language. Each message is parsed once. */
export class MessageWriter {
  private readonly parsed = new Map<string, readonly Piece[]>();
  // Made when the first message needs them: the first rule of a browser takes it ten milliseconds.
  private pluralRules: Intl.PluralRules | null = null;
  private numberFormat: Intl.NumberFormat | null = null;

  constructor(private readonly language: string) {}

  write(source: string, values: TextValues = {}): string {
    let pieces = this.parsed.get(source);
    if (pieces === undefined) {
      pieces = parseMessage(source);
      this.parsed.set(source, pieces);
    }
    return this.written(pieces, values, null);
  }

  private written(pieces: readonly Piece[], values: TextValues, count: number | null): string {
    return pieces
      .map((piece) => {
        switch (piece.kind) {
          case 'text':
            return piece.text;
          case 'count':
            return count === null ? '#' : this.number(count);
          case 'value':
            return this.value(values[piece.name]);
          case 'choice':
            return this.choice(piece.branches, piece.by, values[piece.name], values);
        }
      })
      .join('');
  }

  private number(value: number): string {
    // Most counts are small: every language of the site writes them by their digits alone.
    const isSmall = Number.isInteger(value) && value >= 0 && value < 1_000 && !Object.is(value, -0);
    return isSmall ? String(value) : this.numbers.format(value);
  }

  private get plurals(): Intl.PluralRules {
    this.pluralRules ??= new Intl.PluralRules(this.language);
    return this.pluralRules;
  }

  private get numbers(): Intl.NumberFormat {
    this.numberFormat ??= new Intl.NumberFormat(this.language);
    return this.numberFormat;
  }

  private value(value: TextValue | undefined): string {
    if (value === undefined) return '';
    return typeof value === 'number' ? this.number(value) : isolated(value);
  }

  private choice(
    branches: Branches,
    by: 'plural' | 'select',
    value: TextValue | undefined,
    values: TextValues,
  ): string {
    if (by === 'select') {
      const branch = branches.get(String(value)) ?? branches.get('other') ?? [];
      return this.written(branch, values, null);
    }
    const count = Number(value ?? 0);
    const exact = branches.get(`=${count}`);
    const branch = exact ?? branches.get(this.plurals.select(count)) ?? branches.get('other') ?? [];
    return this.written(branch, values, count);
  }
}
