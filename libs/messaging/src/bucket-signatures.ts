import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { AppError } from '@eagle/contracts/domain';
import type { BucketKeys } from './bus.types.js';
import { ALL_BUCKETS } from './service-access.js';

/** The buckets that gateway writes and other services obey. */
const SIGNED = new Set(ALL_BUCKETS.filter(({ signed }) => signed).map(({ name }) => name));
export const SIGNATURE_HEADER = 'Eagle-Signature';

/** Before the 32 bytes of an Ed25519 key, RFC 8410. */
const PRIVATE_KEY_HEAD = '302e020100300506032b657004220420';
const PUBLIC_KEY_HEAD = '302a300506032b6570032100';
const KEY = /^[0-9a-f]{64}$/i;

/** One write to a bucket; an empty operation puts a value. */
export interface BucketWrite {
  readonly bucket: string;
  readonly key: string;
  readonly operation: string;
  readonly payload: Uint8Array;
}

/** Public part of a signing key, 64 hexadecimal digits each. */
export function publicKeyOf(signingKey: string): string {
  const { x = '' } = createPublicKey(privateKeyOf(signingKey)).export({ format: 'jwk' });
  return Buffer.from(x, 'base64url').toString('hex');
}

/**
 * Signatures of the values that gateway writes (Ed25519). An intruder with gateway's access to the
 * bus but without its key can write nothing that another service obeys. A signature is valid for
 * one key of one bucket.
 */
export class BucketSignatures {
  private readonly verifying: KeyObject;
  private readonly signing: KeyObject | null;

  /** @throws AppError `BUS.KEY_UNUSABLE` (invalid). */
  constructor({ publicKey, signingKey }: BucketKeys) {
    this.verifying = verifyingKeyOf(publicKey);
    this.signing = signingKey === undefined ? null : privateKeyOf(signingKey);
    if (signingKey !== undefined && publicKeyOf(signingKey) !== publicKey.toLowerCase())
      throw unusable('the public key belongs to another signing key');
  }

  isSigned(bucket: string): boolean {
    return SIGNED.has(bucket);
  }

  /**
   * Headers of a write. Without the signing key there are none, and no reader accepts the value.
   */
  headersOf(write: BucketWrite): Record<string, string> {
    if (this.signing === null || !this.isSigned(write.bucket)) return {};
    return { [SIGNATURE_HEADER]: sign(null, signedText(write), this.signing).toString('base64url') };
  }

  isGenuine(write: BucketWrite, signature: string): boolean {
    if (!this.isSigned(write.bucket)) return true;
    return verify(null, signedText(write), this.verifying, Buffer.from(signature, 'base64url'));
  }
}

const signedText = ({ bucket, key, operation, payload }: BucketWrite): Buffer =>
  Buffer.concat([Buffer.from(`${bucket}\n${key}\n${operation}\n`), payload]);

function privateKeyOf(signingKey: string): KeyObject {
  if (!KEY.test(signingKey)) throw unusable('a signing key is 64 hexadecimal digits');
  const key = Buffer.from(`${PRIVATE_KEY_HEAD}${signingKey}`, 'hex');
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function verifyingKeyOf(publicKey: string): KeyObject {
  if (!KEY.test(publicKey)) throw unusable('a public key is 64 hexadecimal digits');
  const key = Buffer.from(`${PUBLIC_KEY_HEAD}${publicKey}`, 'hex');
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

const unusable = (reason: string): AppError =>
  new AppError('BUS.KEY_UNUSABLE', `The keys of configurations cannot be used: ${reason}.`);
