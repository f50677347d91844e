import { randomBytes } from 'node:crypto';

/**
 * Argon2id as OWASP recommends it for 19 MiB of memory per hash: m = 19 456 KiB, t = 2, p = 1.
 * Source: OWASP Password Storage Cheat Sheet, "Argon2id". About 26 ms of one core. To change the
 * cost, change a number: every hash names its parameters, and a weaker hash is replaced at its
 * owner's next sign-in.
 */
export const ARGON2ID = { memoryKiB: 19_456, passes: 2, lanes: 1, saltBytes: 16, keyBytes: 32 } as const;

/**
 * The largest parameters that are accepted from the database: a larger row would take the memory of
 * everybody else.
 */
const MEMORY_KIB_MAX = 4 * ARGON2ID.memoryKiB;
const PASSES_MAX = 10;
const LANES_MAX = 4;
/** Scrypt needs 128 bytes times 2^log2N times blockSize: 32 MiB as former versions wrote it. */
const SCRYPT_LOG2_N_MAX = 16;

/** What one comparison with a hash costs. Two hashes of one form take the same time. */
export type HashForm =
  | {
      readonly scheme: 'argon2id';
      readonly memoryKiB: number;
      readonly passes: number;
      readonly lanes: number;
    }
  | {
      readonly scheme: 'scrypt';
      readonly log2N: number;
      readonly blockSize: number;
      readonly lanes: number;
    };

/** The form of every new hash. */
export const NEWEST_FORM: HashForm = {
  scheme: 'argon2id',
  memoryKiB: ARGON2ID.memoryKiB,
  passes: ARGON2ID.passes,
  lanes: ARGON2ID.lanes,
};

const ARGON2ID_TEXT = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})(?:\$|$)/;
const SCRYPT_TEXT = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})(?:\$|$)/;

/** @returns null for a text that is no hash, or a hash that costs more than is accepted here. */
export function formOf(stored: string): HashForm | null {
  const argon2id = ARGON2ID_TEXT.exec(stored);
  if (argon2id !== null) {
    const [memoryKiB = 0, passes = 0, lanes = 0] = argon2id.slice(1).map(Number);
    const isBounded = memoryKiB <= MEMORY_KIB_MAX && passes <= PASSES_MAX && lanes <= LANES_MAX;
    const isSane = lanes >= 1 && passes >= 1 && memoryKiB >= 8 * lanes;
    return isBounded && isSane ? { scheme: 'argon2id', memoryKiB, passes, lanes } : null;
  }
  const scrypt = SCRYPT_TEXT.exec(stored);
  if (scrypt === null) return null;
  const [log2N = 0, blockSize = 0, lanes = 0] = scrypt.slice(1).map(Number);
  const isBounded = log2N >= 10 && log2N <= SCRYPT_LOG2_N_MAX && blockSize === 8 && lanes === 1;
  return isBounded ? { scheme: 'scrypt', log2N, blockSize, lanes } : null;
}

/** One name for each form: two forms of one name cost the same. */
export function formName(form: HashForm): string {
  return form.scheme === 'argon2id'
    ? `$argon2id$v=19$m=${form.memoryKiB},t=${form.passes},p=${form.lanes}`
    : `scrypt$${form.log2N}$${form.blockSize}$${form.lanes}`;
}

/** Whether a hash must be replaced: it has another scheme, or a lower parameter than new hashes. */
export function isOutdated(stored: string): boolean {
  const form = formOf(stored);
  if (form?.scheme !== 'argon2id') return true;
  return form.memoryKiB < ARGON2ID.memoryKiB || form.passes < ARGON2ID.passes || form.lanes < ARGON2ID.lanes;
}

/**
 * A hash without a password: a comparison with it costs as much as with a real hash of this form.
 */
export function hashOfNobody(form: HashForm): string {
  const base64 = (bytes: number): string => randomBytes(bytes).toString('base64').replaceAll('=', '');
  const { saltBytes, keyBytes } = ARGON2ID;
  return `${formName(form)}$${base64(saltBytes)}$${base64(keyBytes)}`;
}
