import {
  AppError,
  type FeatureSetHash,
  type ModelManifest,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { BUNDLE_FILES } from './manifest.js';

/** What a bundle is checked against before any part of it is used. */
export interface BundleExpectation {
  readonly organizationId: OrganizationId;
  readonly version: ModelVersion;
  /** The organization's current feature set. */
  readonly featureSet: { readonly hash: FeatureSetHash; readonly names: readonly string[] };
  /** SHA-256 (hex) of each file as it lies in the store, by file name. */
  readonly digests: Readonly<Record<string, string>>;
}

/** Importances are shares; the trainer rounds them, so their sum may miss 1 by this much. */
const IMPORTANCE_SUM_TOLERANCE = 0.01;

/**
 * The contract check: the model belongs to this organization, has the expected version, every file
 * is the registered one, and it was trained on exactly the features that the organization computes
 * now.
 * @throws AppError (invalid unless noted), each with one sentence for people:
 * `MODEL.WRONG_ORGANIZATION` (forbidden), `MODEL.WRONG_VERSION`, `MODEL.FILE_MISSING`,
 * `MODEL.FILE_DAMAGED`, `MODEL.WRONG_FEATURES`, `MODEL.MANIFEST_INCONSISTENT`.
 */
export function checkBundle(manifest: ModelManifest, expected: BundleExpectation): void {
  if (manifest.organizationId !== expected.organizationId) {
    throw new AppError(
      'MODEL.WRONG_ORGANIZATION',
      'The model was made for another organization and is refused.',
    );
  }
  if (manifest.version !== expected.version) {
    throw new AppError(
      'MODEL.WRONG_VERSION',
      `The bundle holds version ${manifest.version}, not ${expected.version}.`,
    );
  }
  checkFiles(manifest, expected.digests);
  checkConsistency(manifest);
  checkFeatures(manifest, expected.featureSet);
}

/** @throws AppError `MODEL.FILE_MISSING` or `MODEL.FILE_DAMAGED` (invalid). */
export function checkFiles(manifest: ModelManifest, digests: Readonly<Record<string, string>>): void {
  for (const file of new Set([...BUNDLE_FILES, ...Object.keys(manifest.files)])) {
    const declared = manifest.files[file];
    const found = digests[file];
    if (declared === undefined || found === undefined) {
      const where = declared === undefined ? 'the manifest does not list it' : 'it is not in the bundle';
      throw new AppError('MODEL.FILE_MISSING', `The model's ${file} is missing: ${where}.`);
    }
    if (declared.toLowerCase() !== found.toLowerCase()) {
      throw new AppError(
        'MODEL.FILE_DAMAGED',
        `The model's ${file} is damaged: its digest differs from the manifest's.`,
      );
    }
  }
}

/** @throws AppError `MODEL.WRONG_FEATURES` (invalid) saying in what the model differs. */
export function checkFeatures(
  manifest: Pick<ModelManifest, 'featureSetHash' | 'featureNames'>,
  featureSet: BundleExpectation['featureSet'],
): void {
  const difference = featureDifference(manifest, featureSet);
  if (difference !== null) {
    throw new AppError(
      'MODEL.WRONG_FEATURES',
      `The model expects other features than the organization computes now: ${difference}. Train a new model.`,
    );
  }
}

function featureDifference(
  manifest: Pick<ModelManifest, 'featureSetHash' | 'featureNames'>,
  featureSet: BundleExpectation['featureSet'],
): string | null {
  const { featureNames } = manifest;
  if (featureNames.length !== featureSet.names.length) {
    return `${featureNames.length} features against ${featureSet.names.length}`;
  }
  const at = featureNames.findIndex((name, index) => name !== featureSet.names[index]);
  if (at >= 0) return `${featureNames[at]} stands where ${featureSet.names[at]} is computed`;
  // The names may agree while their meaning (lags' tolerance, feature code) does not; the hash
  // covers both.
  if (manifest.featureSetHash !== featureSet.hash) return 'their definition has changed';
  return null;
}

function checkConsistency(manifest: ModelManifest): void {
  const problem = inconsistency(manifest);
  if (problem === null) return;
  throw new AppError('MODEL.MANIFEST_INCONSISTENT', `The model's manifest contradicts itself: ${problem}.`);
}

function inconsistency({ components, featureNames, reference, belowFloor }: ModelManifest): string | null {
  if (new Set(components).size !== components.length) return 'a component is named twice';
  if (new Set(featureNames).size !== featureNames.length) return 'a feature is named twice';
  if (reference.length !== featureNames.length) return 'not every feature has a reference distribution';
  if (reference.some((entry, index) => entry.name !== featureNames[index])) {
    return 'the reference distributions are in another order than the features';
  }
  if (reference.some((r) => !(r.q01 <= r.q10 && r.q10 <= r.q50 && r.q50 <= r.q90 && r.q90 <= r.q99))) {
    return 'quantiles of a reference distribution are not ascending';
  }
  if (belowFloor !== null && belowFloor.componentShares.length !== components.length) {
    return 'not every component has a share below the floor';
  }
  const importance = reference.reduce((sum, entry) => sum + entry.importance, 0);
  if (Math.abs(importance - 1) > IMPORTANCE_SUM_TOLERANCE) return 'the importances do not sum to 1';
  return null;
}
