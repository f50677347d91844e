import type { NumberReader } from './number-reader.js';

/** The words of a switch for off and on. */
export type SwitchWords = readonly [off: string, on: string];

/** Pairs that mean false and true, in the languages of users' tables. */
const PAIRS: readonly SwitchWords[] = [
  ['false', 'true'],
  ['f', 't'],
  ['no', 'yes'],
  ['n', 'y'],
  ['off', 'on'],
  ['nein', 'ja'],
  ['nee', 'ja'],
  ['falsch', 'wahr'],
  ['aus', 'ein'],
  ['aus', 'an'],
  ['non', 'oui'],
  ['faux', 'vrai'],
  ['no', 'si'],
  ['no', 'sí'],
  ['falso', 'verdadero'],
  ['falso', 'vero'],
  ['não', 'sim'],
  ['ei', 'kyllä'],
  ['nej', 'ja'],
  ['нет', 'да'],
  ['ложь', 'истина'],
];

/** @returns the only pair that has all texts; null where there is none or more than one. */
export function switchWordsOf(texts: ReadonlySet<string>): SwitchWords | null {
  const words = [...texts].map((text) => text.toLowerCase());
  const fitting = PAIRS.filter((pair) => words.every((word) => pair.includes(word)));
  const [first, ...others] = fitting;
  // "no" alone belongs to several pairs, and means the same in each.
  const [word = ''] = words;
  const isSame = others.every((pair) => pair.indexOf(word) === first?.indexOf(word));
  return first !== undefined && words.length > 0 && isSame ? first : null;
}

/** Reads the cells of a switch as 0 and 1. */
export class SwitchReader {
  constructor(
    private readonly words: SwitchWords,
    private readonly numbers: NumberReader,
  ) {}

  /**
   * @returns NaN for no reading; undefined where the cell is neither a word of the switch nor a
   *   word for no reading.
   */
  read(cell: string): number | undefined {
    const position = this.words.indexOf(cell.toLowerCase());
    if (position !== -1) return position;
    const value = this.numbers.read(cell);
    return value === undefined || value === 0 || value === 1 || Number.isNaN(value) ? value : undefined;
  }
}
