import { bundleFileNameSchema } from '@eagle/contracts/bus';
import {
  AppError,
  featureSetHashSchema,
  instantSchema,
  modelVersionSchema,
  organizationIdSchema,
} from '@eagle/contracts/domain';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { BundlePlace } from '../store/artifact-store.js';
import { canonicalJson } from './canonical-json.js';
import { KEY_BYTES, OVERHEAD_BYTES } from './cipher.js';
import { isSignedBy, signatureOf } from './signature.js';

const ENVELOPE_VERSION = 1;
const ALGORITHMS = {
  cipher: 'AES-256-GCM',
  digest: 'SHA-256',
  keyWrap: 'AES-256-GCM',
  signature: 'Ed25519',
} as const;
const ENVELOPE_BYTES_MAX = 64 * 1024;
const THING = 'eagle-notifier bundle envelope';

const hex = (bytes: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`), `${2 * bytes} hexadecimal digits`);
/**
 * Name of a key: the first half of its digest, so that a name can never mean another key.
 */
export const keyIdSchema = hex(8);
const sizedDigestSchema = z.strictObject({ bytes: z.number().int().min(0), digest: hex(32) });

const signedSchema = z.strictObject({
  v: z.literal(ENVELOPE_VERSION),
  algorithms: z.strictObject({
    cipher: z.literal(ALGORITHMS.cipher),
    digest: z.literal(ALGORITHMS.digest),
    keyWrap: z.literal(ALGORITHMS.keyWrap),
    signature: z.literal(ALGORITHMS.signature),
  }),
  organizationId: organizationIdSchema,
  version: modelVersionSchema,
  featureSetHash: featureSetHashSchema,
  sealedAt: instantSchema,
  /** Every file by its plain name: the plain bytes, and the stored ones (named by `sealedName`). */
  files: z.record(
    bundleFileNameSchema,
    z.strictObject({ plain: sizedDigestSchema, sealed: sizedDigestSchema }),
  ),
  /** The key that the files are encrypted with, encrypted with the organization's. */
  dataKey: hex(KEY_BYTES + OVERHEAD_BYTES),
  organizationKeyId: keyIdSchema,
  signingKeyId: keyIdSchema,
});
const envelopeSchema = z.strictObject({ ...signedSchema.shape, signature: hex(64) });

/** `envelope.json`: organization, version, features and files of a bundle; signed as a whole. */
export type Envelope = z.infer<typeof signedSchema>;

/** Finds the public key of a trusted signer; null for any other signer. */
export type Signers = (signingKeyId: string) => KeyObject | null;

/** Name of a sealed file in the store. */
export const sealedName = (name: string): string => `${name}.sealed`;

/** @returns the bytes of `envelope.json`. */
export function writeEnvelope(envelope: Omit<Envelope, 'v' | 'algorithms'>, privateKey: KeyObject): Buffer {
  const signed = signedSchema.parse({ v: ENVELOPE_VERSION, algorithms: ALGORITHMS, ...envelope });
  return Buffer.from(canonicalJson({ ...signed, signature: signatureOf(THING, signed, privateKey) }));
}

/**
 * Reads `envelope.json`; uses none of its content before the signature is verified.
 * @throws AppError (invalid unless noted): `MODEL.ENVELOPE_UNREADABLE`,
 * `MODEL.ENVELOPE_VERSION_REFUSED`, `MODEL.ALGORITHM_REFUSED`, `MODEL.SIGNER_UNKNOWN` (forbidden),
 * `MODEL.SIGNATURE_WRONG` (forbidden), `MODEL.WRONG_ORGANIZATION` (forbidden),
 * `MODEL.WRONG_VERSION`.
 */
export function readEnvelope(bytes: Uint8Array, expected: BundlePlace, signers: Signers): Envelope {
  const { signature, ...envelope } = parseEnvelope(bytes);
  const publicKey = signers(envelope.signingKeyId);
  if (publicKey === null) {
    throw refused(
      'MODEL.SIGNER_UNKNOWN',
      `It was signed with ${envelope.signingKeyId}, a key that is not trusted.`,
    );
  }
  if (!isSignedBy(THING, envelope, signature, publicKey)) {
    throw refused('MODEL.SIGNATURE_WRONG', 'Its signature does not fit: it was changed after it was signed.');
  }
  if (envelope.organizationId !== expected.organizationId) {
    throw refused('MODEL.WRONG_ORGANIZATION', 'The model was made for another organization and is refused.');
  }
  if (envelope.version !== expected.version) {
    throw new AppError(
      'MODEL.WRONG_VERSION',
      `The bundle holds version ${envelope.version}, not ${expected.version}.`,
    );
  }
  return envelope;
}

function parseEnvelope(bytes: Uint8Array): z.infer<typeof envelopeSchema> {
  const json = parseJson(bytes);
  const outline = z.object({ v: z.unknown(), algorithms: z.unknown() }).safeParse(json);
  if (!outline.success) throw unreadable('it is not an envelope');
  // Distinguished from damage: an older or weaker form must not pass, however well it is signed.
  if (outline.data.v !== ENVELOPE_VERSION) {
    throw new AppError(
      'MODEL.ENVELOPE_VERSION_REFUSED',
      `The bundle's envelope has version ${JSON.stringify(outline.data.v)}; only ${ENVELOPE_VERSION} is taken.`,
    );
  }
  if (!signedSchema.shape.algorithms.safeParse(outline.data.algorithms).success) {
    throw new AppError(
      'MODEL.ALGORITHM_REFUSED',
      `The bundle names other algorithms than ${Object.values(ALGORITHMS).join(', ')}.`,
    );
  }
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) {
    const [issue] = envelope.error.issues;
    throw unreadable(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  // One envelope has one text. Another text with the same meaning (spaces, a repeated name) was
  // not signed.
  if (!Buffer.from(canonicalJson(envelope.data)).equals(bytes)) throw unreadable('it is not in its one form');
  return envelope.data;
}

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length > ENVELOPE_BYTES_MAX) throw unreadable(`it has ${bytes.length} bytes`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw unreadable('it is not JSON');
  }
}

const unreadable = (why: string): AppError =>
  new AppError('MODEL.ENVELOPE_UNREADABLE', `The bundle's envelope is damaged: ${why}.`);

const refused = (
  code: 'MODEL.SIGNER_UNKNOWN' | 'MODEL.SIGNATURE_WRONG' | 'MODEL.WRONG_ORGANIZATION',
  message: string,
): AppError => new AppError(code, message);
