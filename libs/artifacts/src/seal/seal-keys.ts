import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { AppError } from '@eagle/contracts/domain';
import { KEY_BYTES, type RandomBytes } from './cipher.js';

/** A symmetric key and its name. */
export interface NamedKey {
  readonly id: string;
  readonly key: Buffer;
}
/** Wraps the data keys of one organization's bundles. */
export type OrganizationKey = NamedKey;
/** Wraps the organizations' keys. */
export type PlatformKey = NamedKey;

/** Signs envelopes and key documents. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Prefix that makes PKCS #8 of an Ed25519 seed of 32 bytes (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export function namedKey(key: Buffer): NamedKey {
  if (key.length !== KEY_BYTES) {
    throw new AppError('KEYS.KEY_INVALID', `A key has ${KEY_BYTES} bytes, not ${key.length}.`);
  }
  return { id: idOf(key), key };
}

export const newKey = (random: RandomBytes): NamedKey => namedKey(random(KEY_BYTES));

/** @param seed  32 bytes, the private half of the key. */
export function signingKey(seed: Buffer): SigningKey {
  if (seed.length !== KEY_BYTES) {
    throw new AppError('KEYS.KEY_INVALID', `A signing key has ${KEY_BYTES} bytes, not ${seed.length}.`);
  }
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey);
  return { id: idOf(publicKey.export({ format: 'der', type: 'spki' })), privateKey, publicKey };
}

/** Made from the key itself: two keys never share a name and a name need not be kept anywhere. */
const idOf = (bytes: Uint8Array): string =>
  createHash('sha256').update('eagle-notifier key id\n').update(bytes).digest('hex').slice(0, 16);
