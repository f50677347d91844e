import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '@eagle/contracts/domain';
import { messageOf } from '../errors.js';

const VERSION = 'v2';
/** Sealed without a context, as in earlier versions: opens anywhere. */
const UNBOUND_VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a text with AES-256-GCM under a fresh nonce.
 * @param keyHex  64 hexadecimal digits.
 * @param context  What the text is for (for example organization, server and user of a password):
 * it opens only with the same one.
 * @returns `v2.` and base64url of nonce, tag and cipher text.
 */
export function sealSecret(plain: string, keyHex: string, context: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(keyHex), nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/**
 * @throws AppError `SECRET.UNREADABLE` where the text was changed, or key or context are other
 * ones.
 */
export function openSecret(sealed: string, keyHex: string, context: string): string {
  return open(VERSION, sealed, keyHex, context);
}

/**
 * Whether a text was sealed before secrets were sealed for a context: seal it again, and use it for
 * nothing else.
 */
export const isUnboundSecret = (sealed: string): boolean => sealed.startsWith(`${UNBOUND_VERSION}.`);

/** Opens such a text, once, to seal it again. @throws AppError `SECRET.UNREADABLE`. */
export function openUnboundSecret(sealed: string, keyHex: string): string {
  return open(UNBOUND_VERSION, sealed, keyHex, '');
}

function open(versionWanted: string, sealed: string, keyHex: string, context: string): string {
  const key = keyOf(keyHex);
  try {
    const [version, body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    if (version !== versionWanted || bytes.length < NONCE_BYTES + TAG_BYTES)
      throw new Error('not a sealed secret');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const plain = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
  } catch (error) {
    throw new AppError(
      'SECRET.UNREADABLE',
      'The stored secret cannot be opened with this key and for this purpose; enter it again',
      { reason: messageOf(error) },
    );
  }
}

function keyOf(keyHex: string): Buffer {
  const key = Buffer.from(keyHex, 'hex');
  if (key.length !== 32) throw new AppError('SECRET.KEY_INVALID', 'A key of 64 hexadecimal digits is needed');
  return key;
}
