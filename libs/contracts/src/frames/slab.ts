/** Bytes of one piece of memory that several messages share. */
const SLAB_BYTES = 64 * 1024;
/** A larger message gets separate memory: the rest of a slab would be lost too often. */
const SHARED_BYTES_MAX = 8 * 1024;

let slab = new ArrayBuffer(0);
let taken = 0;

/**
 * Zeroed memory for one message, beginning at a multiple of 8. Memory outside the JavaScript heap
 * costs the collector more than its size suggests, so small messages share one piece. Each message
 * has a part of it, and the piece is freed with the last message.
 */
export function zeroedBytes(length: number): Uint8Array<ArrayBuffer> {
  if (length > SHARED_BYTES_MAX) return new Uint8Array(length);
  if (taken + length > slab.byteLength) {
    slab = new ArrayBuffer(SLAB_BYTES);
    taken = 0;
  }
  const bytes = new Uint8Array(slab, taken, length);
  taken += (length + 7) & ~7;
  return bytes;
}
