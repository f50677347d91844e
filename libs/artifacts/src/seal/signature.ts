import { sign, verify, type KeyObject } from 'node:crypto';
import { canonicalJson, type Signable } from './canonical-json.js';

/** What is signed says what it is, so that a signature over one thing never passes for another. */
export type SignedThing = 'eagle-notifier bundle envelope' | 'eagle-notifier organization keys';

type Signed = Readonly<Record<string, Signable>>;

/** @returns the Ed25519 signature over the canonical bytes, hex. */
export function signatureOf(thing: SignedThing, content: Signed, privateKey: KeyObject): string {
  return sign(null, bytesOf(thing, content), privateKey).toString('hex');
}

export function isSignedBy(
  thing: SignedThing,
  content: Signed,
  signature: string,
  publicKey: KeyObject,
): boolean {
  return verify(null, bytesOf(thing, content), publicKey, Buffer.from(signature, 'hex'));
}

const bytesOf = (thing: SignedThing, content: Signed): Buffer =>
  Buffer.from(`${thing}\n${canonicalJson(content)}`);
