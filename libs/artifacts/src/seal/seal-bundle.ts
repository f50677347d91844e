import { bundleFileNameSchema } from '@eagle/contracts/bus';
import type { FeatureSetHash } from '@eagle/contracts/domain';
import { ENVELOPE_FILE, type BundlePlace } from '../store/artifact-store.js';
import { encrypt, KEY_BYTES, sha256, type Context, type RandomBytes } from './cipher.js';
import { sealedName, writeEnvelope, type Envelope } from './envelope.js';
import type { OrganizationKey, SigningKey } from './seal-keys.js';

/** A bundle, as made by training. */
export interface PlainBundle extends BundlePlace {
  readonly featureSetHash: FeatureSetHash;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface SealingKeys {
  readonly organizationKey: OrganizationKey;
  readonly signingKey: SigningKey;
}

/**
 * The context of a file of a bundle: it opens only as this file of this version of this
 * organization.
 */
export const fileContext = ({ organizationId, version }: BundlePlace, file: string): Context => ({
  purpose: 'bundle file',
  organizationId,
  version,
  file,
});

/** The context of a data key. */
export const dataKeyContext = (
  { organizationId, version }: BundlePlace,
  organizationKeyId: string,
): Context => ({ purpose: 'data key', organizationId, version, organizationKeyId });

/**
 * Encrypts every file with a fresh key, encrypts that key with the organization's key, and signs
 * the result.
 * @returns the files to store; the envelope is the last one.
 */
export function sealBundle(
  bundle: PlainBundle,
  keys: SealingKeys,
  sealedAt: Date,
  random: RandomBytes,
): Map<string, Buffer> {
  const dataKey = random(KEY_BYTES);
  const stored = new Map<string, Buffer>();
  const files: Envelope['files'] = {};
  for (const [name, plain] of bundle.files) {
    const sealed = encrypt(dataKey, plain, fileContext(bundle, bundleFileNameSchema.parse(name)), random);
    stored.set(sealedName(name), sealed);
    files[name] = { plain: sized(plain), sealed: sized(sealed) };
  }
  const { organizationKey, signingKey } = keys;
  const wrapped = encrypt(organizationKey.key, dataKey, dataKeyContext(bundle, organizationKey.id), random);
  const envelope = writeEnvelope(
    {
      organizationId: bundle.organizationId,
      version: bundle.version,
      featureSetHash: bundle.featureSetHash,
      sealedAt: sealedAt.toISOString(),
      files,
      dataKey: wrapped.toString('hex'),
      organizationKeyId: organizationKey.id,
      signingKeyId: signingKey.id,
    },
    signingKey.privateKey,
  );
  return stored.set(ENVELOPE_FILE, envelope);
}

const sized = (bytes: Uint8Array): { bytes: number; digest: string } => ({
  bytes: bytes.length,
  digest: sha256(bytes),
});
