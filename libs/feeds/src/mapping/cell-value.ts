import type { RejectionReason, Tag } from '@eagle/contracts/domain';
import { quoted } from './row-counters.js';

const TRUE = new Set(['1', 't', 'true', 'y', 'yes', 'on', '1.0', '1.00', '+1']);
const FALSE = new Set(['0', 'f', 'false', 'n', 'no', 'off', '0.0', '0.00', '-0', '+0']);
const NOTHING = new Set(['', 'null', 'none', 'n/a', '-']);
const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;

/** Why the last value could not be used; NaN alone does not show it. */
export type ValueProblem = Extract<RejectionReason, 'value-not-a-number' | 'value-not-finite'>;

const WRONG: Record<ValueProblem, Record<Tag['type'], string>> = {
  'value-not-a-number': { number: 'not a number', boolean: 'neither true nor false' },
  'value-not-finite': { number: 'not a finite number', boolean: 'neither true nor false' },
};

/**
 * What is wrong with a value, for people.
 * @param place  Where the source has it, for example `column "temp"`.
 */
export const wrongValue = (
  problem: ValueProblem,
  place: string,
  cell: string | null,
  type: Tag['type'],
): string => `${place} holds ${quoted(cell)}, which is ${WRONG[problem][type]}`;

/**
 * Turns the text of cells into numbers, booleans as 0/1. Keeps the reason of the last failure in a
 * field, so that no value needs an allocation.
 */
export class CellReader {
  /**
   * Set by `read` when it gave NaN for something that was there; null where the cell was empty or
   * fine.
   */
  problem: ValueProblem | null = null;

  /**
   * @returns the value, NaN where there is none that can be used. A decimal comma is refused: it
   * cannot be distinguished from a thousands mark.
   */
  read(cell: string | null, type: Tag['type']): number {
    this.problem = null;
    if (cell === null) return NaN;
    // Zero and one are what flags, and many numbers, say.
    if (cell === '0') return 0;
    if (cell === '1') return 1;
    const text = isTrimmed(cell) ? cell : cell.trim();
    const value = PLAIN_NUMBER.test(text) ? Number(text) : this.word(text);
    if (value === value && type === 'boolean' && value !== 0 && value !== 1)
      return this.refuse('value-not-a-number');
    if (value === Infinity || value === -Infinity) return this.refuse('value-not-finite');
    return value;
  }

  private word(text: string): number {
    const word = text.toLowerCase();
    if (TRUE.has(word)) return 1;
    if (FALSE.has(word)) return 0;
    if (NOTHING.has(word)) return NaN;
    return this.refuse(NOT_FINITE.test(word) ? 'value-not-finite' : 'value-not-a-number');
  }

  private refuse(problem: ValueProblem): number {
    this.problem = problem;
    return NaN;
  }
}

function isTrimmed(text: string): boolean {
  return text.length > 0 && text.charCodeAt(0) > 32 && text.charCodeAt(text.length - 1) > 32;
}
