import { scrypt, timingSafeEqual } from 'node:crypto';
import { formOf } from './password-hash-form.js';

const KEY_BYTES = 32;

/**
 * Compares with a hash of former versions, `scrypt$<log2 N>$<r>$<p>$<salt>$<key>` with salt and key
 * in base64url. No new ones are written: a sign-in replaces it.
 */
export async function isScryptPassword(password: string, stored: string): Promise<boolean> {
  const form = formOf(stored);
  const [, , , , salt, key] = stored.split('$');
  if (form?.scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64url');
  if (expected.length !== KEY_BYTES) return false;
  const N = 2 ** form.log2N;
  const options = { N, r: form.blockSize, p: form.lanes, maxmem: 256 * N * form.blockSize };
  const derived = await new Promise<Buffer>((resolve, reject) => {
    scrypt(password, Buffer.from(salt, 'base64url'), KEY_BYTES, options, (error, derivedKey) => {
      if (error === null) resolve(derivedKey);
      else reject(error);
    });
  });
  return timingSafeEqual(derived, expected);
}
