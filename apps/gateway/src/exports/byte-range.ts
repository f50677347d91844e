/** Bytes of a file, `[from, to)`. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The part that a `Range` header asks for; null: the whole file, as for ranges that are none,
 * several, or outside of the file (RFC 9110 lets a server ignore them).
 */
export function byteRangeOf(header: string | undefined, bytes: number): ByteRange | null {
  const [, first = '', last = ''] = ONE_RANGE.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1);
  return from < to && to <= bytes ? { from, to } : null;
}
