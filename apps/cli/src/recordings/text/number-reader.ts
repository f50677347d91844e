import { BAD_WORDS } from './bad-words.js';

/** How a table writes numbers. */
export interface NumberForm {
  readonly decimal: '.' | ',';
  /** Separator between groups of three digits; null for none. */
  readonly thousands: '.' | ',' | null;
  /** Whether a cell has decided it; otherwise `1.234` may still be more than a thousand. */
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

/** Reads the numbers of one table, and counts the words for no reading. */
export class NumberReader {
  private readonly words: ReadonlySet<string>;
  /** Numbers that mean that there was no reading, such as -9999. */
  private readonly badNumbers: ReadonlySet<number>;
  private readonly counted = new Map<string, number>();

  /** @param moreWords  More words for no reading. */
  constructor(
    readonly form: NumberForm,
    moreWords: readonly string[],
  ) {
    this.words = new Set([...BAD_WORDS, ...moreWords.map((word) => word.toLowerCase())]);
    this.badNumbers = new Set(
      moreWords.flatMap((word) => numberOf(word, form) ?? numberOf(word, PLAIN_NUMBERS) ?? []),
    );
  }

  /**
   * @returns NaN for no reading; undefined where the cell is neither a number nor a word for no
   *   reading.
   */
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

  /** How often each word for no reading occurred, as it was written. */
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

/** A cell that shows how a table writes numbers, and its place. */
export interface NumberEvidence {
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

/**
 * Gathers evidence of the decimal separator from cells. `1,234` alone is no evidence: it means more
 * than a thousand in some countries, and a little more than one in others.
 */
export class NumberFormGuess {
  private comma: NumberEvidence | null = null;
  private point: NumberEvidence | null = null;
  private commaGroups: NumberEvidence | null = null;
  private pointGroups: NumberEvidence | null = null;
  private unclear: NumberEvidence | null = null;
  private pointUnclear: NumberEvidence | null = null;

  /**
   * @param pointIsUsual  Whether an ambiguous point is read as a decimal point: true where commas
   *   separate the cells.
   */
  constructor(private readonly pointIsUsual: boolean) {}

  add(text: string, where: () => NumberEvidence): void {
    if (!text.includes(',')) {
      // Several points separate thousands; one is a decimal point, unless commas show otherwise.
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

  /** @returns the form, or the cells between which the user must decide. */
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
