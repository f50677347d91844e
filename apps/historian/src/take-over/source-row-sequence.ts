/**
 * Numbers of rows that were taken over lie in [-2^52, -1]: below those of live rows, and exact as
 * doubles.
 */
const SPAN_BITS = 52;
const SPAN = 2 ** SPAN_BITS;
const INTEGER = /^-?\d{1,19}$/;
/** Integers of so many digits are exact as numbers. */
const EXACT_DIGITS_MAX = 15;

/**
 * The sequence of a scan that was read from the source: the same whenever the same rows are read
 * again, in any order. Of two rows of one instant the one with the higher key wins, as it was
 * written later. Keys beyond 2^52 keep their lowest 52 bits. Any other key, and the fingerprint of
 * a row without one, is hashed to 52 bits: rows that cannot be told apart are one row, as they are
 * when read live.
 * @param rowKeys  As `MappedScan.rowKeys`; of several keys the lowest number counts.
 */
export function sourceRowSequence(rowKeys: string): number {
  if (!rowKeys.includes(',')) return numberOf(rowKeys) - SPAN;
  return rowKeys.split(',').reduce((lowest, key) => Math.min(lowest, numberOf(key)), SPAN) - SPAN;
}

/** @returns a whole number in [0, 2^52). */
function numberOf(key: string): number {
  if (!INTEGER.test(key)) return hashOf(key);
  if (key.length <= EXACT_DIGITS_MAX && key.charCodeAt(0) !== MINUS) return Number(key);
  return Number(BigInt.asUintN(SPAN_BITS, BigInt(key)));
}

const MINUS = 45;

/** Two FNV-like hashes of 26 bits each. */
function hashOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 6) * 2 ** 26 + (b >>> 6);
}
