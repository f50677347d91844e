import { BAD_WORDS } from './bad-words.js';

/** How a table writes numbers. */
export interface NumberForm {
  readonly decimal: '.' | ',';
  /** Between groups of three digits; null where there is nothing. */
  readonly thousands: '.' | ',' | null;
  /** Whether some cell has settled it; else `1.234` may still be more than a thousand. */
  readonly isSettled: boolean;
}

export const PLAIN_NUMBERS: NumberForm = { decimal: '.', thousands: null, isSettled: true };

const GROUPED_BLANKS = /^[+-]?\d{1,3}(?:[  ']\d{3})+(?:[.,]\d+)?$/;
/** More than a thousand in some countries, a little more than one in others. */
const LIKE_THOUSANDS = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;
const LETTER_AFTER_ZERO = /^[+-]?0[xob]/i;
const NUMBERS_OF = {
  '.': /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i,
  ',': /^[+-]?(?:\d+,?\d*|,\d+)(?:e[+-]?\d+)?$/i,
} as const;
const GROUPS_OF = {
  '.': /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/,
  ',': /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/,
} as const;

/** Reads the numbers of one table, and counts by word where there was none. */
export class NumberReader {
  private readonly words: ReadonlySet<string>;
  /** Numbers that mean that there was no reading, such as -9999. */
  private readonly badNumbers: ReadonlySet<number>;
  private readonly counted = new Map<string, number>();

  /** @param moreWords  What else means that there was no reading. */
  constructor(
    readonly form: NumberForm,
    moreWords: readonly string[],
  ) {
    this.words = new Set([...BAD_WORDS, ...moreWords.map((word) => word.toLowerCase())]);
    this.badNumbers = new Set(
      moreWords.flatMap((word) => numberOf(word, form) ?? numberOf(word, PLAIN_NUMBERS) ?? []),
    );
  }

  /** @returns NaN where there was no reading; undefined where the cell is neither a number nor a word for none. */
  read(cell: string): number | undefined {
    if (cell === '') return NaN;
    const value = this.value(cell);
    if (value === undefined || !this.badNumbers.has(value)) return value;
    this.count(cell);
    return NaN;
  }

  private value(cell: string): number | undefined {
    if (this.form.decimal === '.') {
      const value = Number(cell);
      if (value - value === 0 && !hasPrefix(cell)) {
        if (this.form.isSettled || !LIKE_THOUSANDS.test(cell)) return value;
        return undefined;
      }
    }
    const number = numberOf(cell, this.form);
    if (number !== undefined) return number;
    const word = cell.toLowerCase();
    if (!this.words.has(word)) return undefined;
    this.count(cell);
    return NaN;
  }

  private count(cell: string): void {
    this.counted.set(cell, (this.counted.get(cell) ?? 0) + 1);
  }

  /** How often each word stood for no reading, as it was written. */
  get wordsMet(): ReadonlyMap<string, number> {
    return this.counted;
  }
}

/** JavaScript would read `0x1F`; a table never means it. */
const hasPrefix = (cell: string): boolean => cell.length > 2 && LETTER_AFTER_ZERO.test(cell);

function numberOf(cell: string, { decimal, thousands }: NumberForm): number | undefined {
  const text = cell.startsWith('\u2212') ? `-${cell.slice(1)}` : cell;
  if (NUMBERS_OF[decimal].test(text)) return finite(text.replace(',', '.'));
  if (GROUPED_BLANKS.test(text) && !text.includes(decimal === '.' ? ',' : '.'))
    return finite(text.replace(/[  ']/g, '').replace(',', '.'));
  if ((thousands === '.' || thousands === ',') && thousands !== decimal && GROUPS_OF[thousands].test(text))
    return finite(text.replaceAll(thousands, '').replace(',', '.'));
  return undefined;
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** A cell that tells how a table writes numbers, and where. */
export interface NumberEvidence {
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

/** Gathers what cells tell of the decimal sign. `1,234` alone tells nothing: it is more than a thousand to some, more than one to others. */
export class NumberFormGuess {
  private comma: NumberEvidence | null = null;
  private point: NumberEvidence | null = null;
  private commaGroups: NumberEvidence | null = null;
  private pointGroups: NumberEvidence | null = null;
  private unclear: NumberEvidence | null = null;
  private pointUnclear: NumberEvidence | null = null;

  /** @param pointIsUsual  Whether a point that may be either is taken for a decimal point: where commas part the cells. */
  constructor(private readonly pointIsUsual: boolean) {}

  add(text: string, where: () => NumberEvidence): void {
    if (!text.includes(',')) {
      // Several points are groups of thousands; one is a decimal point, unless commas say otherwise.
      if (/^[+-]?\d{1,3}(\.\d{3}){2,}$/.test(text)) this.pointGroups ??= where();
      else if (text.includes('.') && this.point === null && NUMBERS_OF['.'].test(text)) {
        if (LIKE_THOUSANDS.test(text)) this.pointUnclear ??= where();
        else this.point = where();
      }
      return;
    }
    if (
      /^[+-]?[1-9]\d{0,2}(,\d{3}){2,}(\.\d+)?$/.test(text) ||
      /^[+-]?[1-9]\d{0,2}(,\d{3})+\.\d+$/.test(text)
    )
      this.commaGroups ??= where();
    else if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) this.unclear ??= where();
    else if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(text)) {
      this.comma ??= where();
      this.pointGroups ??= where();
    } else if (NUMBERS_OF[','].test(text)) this.comma ??= where();
  }

  /** Whether some cell can only be read with this sign between thousands. */
  hasGroupsBy(sign: '.' | ','): boolean {
    return sign === ','
      ? this.commaGroups !== null || this.unclear !== null
      : this.pointGroups !== null || this.pointUnclear !== null;
  }

  /** @returns the form, or the cells between which a person must decide. */
  finish(): NumberForm | { readonly unclear: readonly NumberEvidence[] } {
    const { comma, point, commaGroups, pointGroups, unclear } = this;
    const saysPoint = point ?? commaGroups;
    const saysComma = comma ?? pointGroups;
    if (saysPoint !== null && saysComma !== null) return { unclear: [saysPoint, saysComma] };
    if (saysComma !== null) {
      const groups = pointGroups !== null || this.pointUnclear !== null;
      return { decimal: ',', thousands: groups ? '.' : null, isSettled: true };
    }
    const open = unclear ?? (this.pointIsUsual ? null : this.pointUnclear);
    if (open !== null && saysPoint === null) return { unclear: [open] };
    const thousands = commaGroups !== null || unclear !== null ? ',' : null;
    return { decimal: '.', thousands, isSettled: this.pointIsUsual || saysPoint !== null };
  }
}
