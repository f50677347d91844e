import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of one guess: about 50 ms and 32 MiB. Stored with each hash, so that it can be raised later. */
const LOG2_N = 15;
const BLOCK_SIZE = 8;
const PARALLELISM = 1;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

interface Cost {
  readonly log2N: number;
  readonly blockSize: number;
  readonly parallelism: number;
}

/** `scrypt$<log2 N>$<r>$<p>$<salt>$<key>`, salt and key in base64url; the salt is new each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const cost = { log2N: LOG2_N, blockSize: BLOCK_SIZE, parallelism: PARALLELISM };
  const key = await derive(password, salt, cost);
  const { log2N, blockSize, parallelism } = cost;
  return [
    'scrypt',
    log2N,
    blockSize,
    parallelism,
    salt.toString('base64url'),
    key.toString('base64url'),
  ].join('$');
}

/**
 * Whether a password belongs to a stored hash. Takes as long for a wrong one as for the right one, and, given null (no such user),
 * as long as for a user: the answer's time tells nothing.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const parsed = parse(stored ?? NOBODY);
  if (parsed === null) return false;
  const key = await derive(password, parsed.salt, parsed.cost);
  return timingSafeEqual(key, parsed.key) && stored !== null;
}

/** A hash of no password: what a sign-in with an unknown address is compared with. */
const NOBODY = `scrypt$${LOG2_N}$${BLOCK_SIZE}$${PARALLELISM}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

function parse(stored: string): { cost: Cost; salt: Buffer; key: Buffer } | null {
  const [scheme, log2N, blockSize, parallelism, salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return null;
  const cost = {
    log2N: Number(log2N),
    blockSize: Number(blockSize),
    parallelism: Number(parallelism),
  };
  const keyBytes = Buffer.from(key, 'base64url');
  const isSane = cost.log2N >= 10 && cost.log2N <= 20 && keyBytes.length === KEY_BYTES;
  return isSane ? { cost, salt: Buffer.from(salt, 'base64url'), key: keyBytes } : null;
}

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const N = 2 ** cost.log2N;
  const options = {
    N,
    r: cost.blockSize,
    p: cost.parallelism,
    maxmem: 256 * N * cost.blockSize,
  };
  return new Promise((resolve, reject) => {
    // Normalised, because the same letters typed on two keyboards may arrive as different code points.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
