import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Bytes by which a cipher text is longer than its plain text. */
export const OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

/** Returns unpredictable bytes: `randomBytes` of `node:crypto`, except in tests. */
export type RandomBytes = (count: number) => Buffer;

/** The purpose of a cipher text: it opens only with the same context. */
export type Context = Readonly<Record<string, string>>;

/**
 * Encrypts with AES-256-GCM.
 * @returns nonce, tag and cipher text in one piece.
 */
export function encrypt(key: Uint8Array, plain: Uint8Array, context: Context, random: RandomBytes): Buffer {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bytesOf(context));
  const sealed = Buffer.allocUnsafe(OVERHEAD_BYTES + plain.length);
  cipher.update(plain).copy(sealed, OVERHEAD_BYTES);
  cipher.final();
  nonce.copy(sealed, 0);
  cipher.getAuthTag().copy(sealed, NONCE_BYTES);
  return sealed;
}

/**
 * @returns null if the bytes were made with another key or for another context, or were changed.
 */
export function decrypt(key: Uint8Array, sealed: Uint8Array, context: Context): Buffer | null {
  if (sealed.length < OVERHEAD_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(bytesOf(context)).setAuthTag(sealed.subarray(NONCE_BYTES, OVERHEAD_BYTES));
  const plain = decipher.update(sealed.subarray(OVERHEAD_BYTES));
  try {
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}

/** SHA-256 in hex. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const bytesOf = (context: Context): Buffer => Buffer.from(canonicalJson(context));
