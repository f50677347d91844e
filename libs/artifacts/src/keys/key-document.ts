import { AppError, instantSchema, organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { z } from 'zod';
import { canonicalJson } from '../seal/canonical-json.js';
import {
  decrypt,
  encrypt,
  KEY_BYTES,
  OVERHEAD_BYTES,
  type Context,
  type RandomBytes,
} from '../seal/cipher.js';
import { keyIdSchema } from '../seal/envelope.js';
import { namedKey, newKey, type OrganizationKey, type PlatformKey } from '../seal/seal-keys.js';
import { isSignedBy, signatureOf } from '../seal/signature.js';
import type { KeyRing } from './key-ring.js';

const THING = 'eagle-notifier organization keys';
const WRAPPED_HEX = 2 * (KEY_BYTES + OVERHEAD_BYTES);

const wrappedKeySchema = z.strictObject({
  id: keyIdSchema,
  createdAt: instantSchema,
  platformKeyId: keyIdSchema,
  wrapped: z.string().regex(new RegExp(`^[0-9a-f]{${WRAPPED_HEX}}$`)),
});
const contentSchema = z.strictObject({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  /** Number of changes; also part of the document's name. */
  revision: z.number().int().min(1),
  /** Newest first: the first one seals new versions. */
  keys: z.tuple([wrappedKeySchema], wrappedKeySchema),
  signingKeyId: keyIdSchema,
});
const documentSchema = z.strictObject({
  ...contentSchema.shape,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});

/** The keys of one organization, each encrypted with a key of the platform; signed as a whole. */
export type KeyDocument = z.infer<typeof contentSchema>;
type WrappedKey = z.infer<typeof wrappedKeySchema>;

/** A first document with one new key. */
export function newKeyDocument(
  organizationId: OrganizationId,
  ring: KeyRing,
  now: Date,
  random: RandomBytes,
): KeyDocument {
  const key = newKey(random);
  const wrapped = wrap(organizationId, key, now.toISOString(), ring.platformKey, random);
  return { v: 1, organizationId, revision: 1, keys: [wrapped], signingKeyId: ring.signingKey.id };
}

/** The next document: a new key for new versions comes before the others. */
export function withNewOrganizationKey(
  document: KeyDocument,
  ring: KeyRing,
  now: Date,
  random: RandomBytes,
): KeyDocument {
  const key = newKey(random);
  const wrapped = wrap(document.organizationId, key, now.toISOString(), ring.platformKey, random);
  return { ...document, revision: document.revision + 1, keys: [wrapped, ...document.keys] };
}

/** Whether its keys are wrapped and signed with the newest keys of the ring. */
export function isUnderNewestKeys(document: KeyDocument, ring: KeyRing): boolean {
  const { platformKey, signingKey } = ring;
  return (
    document.signingKeyId === signingKey.id &&
    document.keys.every(({ platformKeyId }) => platformKeyId === platformKey.id)
  );
}

/**
 * The next document: the same keys, wrapped with the newest key of the platform.
 * @throws AppError `KEYS.PLATFORM_KEY_UNKNOWN` (unavailable), `KEYS.DOCUMENT_DAMAGED` (invalid).
 */
export function rewrapped(document: KeyDocument, ring: KeyRing, random: RandomBytes): KeyDocument {
  const again = (entry: WrappedKey): WrappedKey => {
    const key = unwrap(document.organizationId, entry, ring);
    return wrap(document.organizationId, key, entry.createdAt, ring.platformKey, random);
  };
  const [first, ...others] = document.keys;
  return { ...document, revision: document.revision + 1, keys: [again(first), ...others.map(again)] };
}

/** @returns null where there is no such key in it. @throws as `rewrapped`. */
export function keyOfDocument(document: KeyDocument, id: string, ring: KeyRing): OrganizationKey | null {
  const entry = document.keys.find((candidate) => candidate.id === id);
  return entry === undefined ? null : unwrap(document.organizationId, entry, ring);
}

/** Signs with the ring's newest key. */
export function writeKeyDocument(document: KeyDocument, { signingKey }: KeyRing): Buffer {
  const content = contentSchema.parse({ ...document, signingKeyId: signingKey.id });
  const signature = signatureOf(THING, content, signingKey.privateKey);
  return Buffer.from(canonicalJson({ ...content, signature }));
}

/** @throws AppError `KEYS.DOCUMENT_DAMAGED` (invalid), `KEYS.SIGNER_UNKNOWN` (forbidden). */
export function readKeyDocument(
  bytes: Uint8Array,
  expected: { readonly organizationId: OrganizationId; readonly revision: number },
  ring: KeyRing,
): KeyDocument {
  const parsed = documentSchema.safeParse(parseJson(bytes));
  if (!parsed.success) throw damaged('it cannot be read');
  if (!Buffer.from(canonicalJson(parsed.data)).equals(bytes)) throw damaged('it is not in its one form');
  const { signature, ...document } = parsed.data;
  const publicKey = ring.signers(document.signingKeyId);
  if (publicKey === null) {
    throw new AppError(
      'KEYS.SIGNER_UNKNOWN',
      `The organization's key document was signed with ${document.signingKeyId}, a key that is not trusted.`,
    );
  }
  if (!isSignedBy(THING, document, signature, publicKey)) throw damaged('its signature does not fit');
  if (document.organizationId !== expected.organizationId)
    throw damaged('it belongs to another organization');
  if (document.revision !== expected.revision) throw damaged(`it is revision ${document.revision}`);
  return document;
}

function wrap(
  organizationId: OrganizationId,
  { id, key }: OrganizationKey,
  createdAt: string,
  platformKey: PlatformKey,
  random: RandomBytes,
): WrappedKey {
  const context = wrapContext(organizationId, id, createdAt, platformKey.id);
  const wrapped = encrypt(platformKey.key, key, context, random).toString('hex');
  return { id, createdAt, platformKeyId: platformKey.id, wrapped };
}

function unwrap(organizationId: OrganizationId, entry: WrappedKey, ring: KeyRing): OrganizationKey {
  const { id, createdAt, platformKeyId, wrapped } = entry;
  const platformKey = ring.findPlatformKey(platformKeyId);
  if (platformKey === null) {
    throw new AppError(
      'KEYS.PLATFORM_KEY_UNKNOWN',
      `The organization's key is wrapped with the platform key ${platformKeyId}, which is not here: add it to the keys.`,
    );
  }
  const context = wrapContext(organizationId, id, createdAt, platformKeyId);
  const key = decrypt(platformKey.key, Buffer.from(wrapped, 'hex'), context);
  if (key === null) throw damaged(`its key ${id} does not open`);
  const named = namedKey(key);
  if (named.id !== id) throw damaged(`its key ${id} is another one`);
  return named;
}

const wrapContext = (
  organizationId: OrganizationId,
  organizationKeyId: string,
  createdAt: string,
  platformKeyId: string,
): Context => ({ purpose: 'organization key', organizationId, organizationKeyId, createdAt, platformKeyId });

/** Text that is no JSON becomes null, which every schema refuses. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}

const damaged = (why: string): AppError =>
  new AppError('KEYS.DOCUMENT_DAMAGED', `The organization's key document is damaged: ${why}.`);
