import type { Envelope } from '@eagle/artifacts';
import {
  AppError,
  type FeatureSetHash,
  type ModelManifest,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { checkFiles, parseManifest } from '@eagle/models';

export const MANIFEST = 'manifest.json';

/** The facts about a bundle before it is opened: from its envelope, or from training. */
export interface BundleClaim {
  readonly organizationId: OrganizationId;
  readonly version: ModelVersion;
  readonly featureSetHash: FeatureSetHash;
}

/**
 * Reads the manifest of an opened bundle and checks it against the envelope.
 * @throws AppError as `readManifest`.
 */
export function checkedManifest(envelope: Envelope, files: ReadonlyMap<string, Buffer>): ModelManifest {
  const digests = Object.entries(envelope.files).map(([name, { plain }]): [string, string] => [
    name,
    plain.digest,
  ]);
  return readManifest(files.get(MANIFEST), envelope, Object.fromEntries(digests));
}

/**
 * Reads a bundle's manifest and checks it against the other facts about the bundle.
 * @param digests  SHA-256 (hex) of every file, including the manifest.
 * @throws AppError `MODEL.FILE_MISSING`, `MODEL.FILE_UNEXPECTED`, `MODEL.FILE_DAMAGED`,
 * `MODEL.MANIFEST_UNREADABLE`, `MODEL.WRONG_VERSION`, `MODEL.WRONG_FEATURES` (invalid),
 * `MODEL.WRONG_ORGANIZATION` (forbidden).
 */
export function readManifest(
  bytes: Buffer | undefined,
  claim: BundleClaim,
  digests: Readonly<Record<string, string>>,
): ModelManifest {
  if (bytes === undefined) throw new AppError('MODEL.FILE_MISSING', 'The bundle has no manifest.');
  const manifest = parseManifest(bytes);
  if (manifest.organizationId !== claim.organizationId) {
    throw new AppError(
      'MODEL.WRONG_ORGANIZATION',
      'The model was made for another organization and is refused.',
    );
  }
  if (manifest.version !== claim.version) {
    throw new AppError('MODEL.WRONG_VERSION', `The bundle holds version ${manifest.version}.`);
  }
  if (manifest.featureSetHash !== claim.featureSetHash) {
    throw new AppError(
      'MODEL.WRONG_FEATURES',
      'The features in the manifest differ from those that the bundle was announced and sealed with.',
    );
  }
  checkFiles(manifest, digests);
  const unlisted = Object.keys(digests).find(
    (name) => name !== MANIFEST && manifest.files[name] === undefined,
  );
  if (unlisted === undefined) return manifest;
  throw new AppError(
    'MODEL.FILE_UNEXPECTED',
    `The bundle contains ${unlisted}, which its manifest does not list.`,
  );
}
