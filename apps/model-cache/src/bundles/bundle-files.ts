import { PROBABILITY_FILE, TREES_FILE } from '@eagle/models';

/** The files of a bundle. */
export const BUNDLE_FILE_NAMES = ['manifest.json', 'model.onnx', 'golden.json'] as const;
export type BundleFileName = (typeof BUNDLE_FILE_NAMES)[number];
/**
 * The files that other services read; `trees.json` and `probability.onnx` only where the bundle has
 * them.
 */
export type BundleFiles = Readonly<Record<BundleFileName, Buffer>> & {
  readonly [TREES_FILE]?: Buffer;
  readonly [PROBABILITY_FILE]?: Buffer;
};
