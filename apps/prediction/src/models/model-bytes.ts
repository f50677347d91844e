/** Sizes of the files that a model was opened from, bytes. */
export interface BundleSizes {
  readonly manifest: number;
  /** `model.onnx` and, where there is one, `probability.onnx`; or their compact forms. */
  readonly graphs: readonly number[];
  readonly isCompact: boolean;
  /** 0 for a bundle without `trees.json`. */
  readonly trees: number;
}

/**
 * With ONNX, onnxruntime keeps the parsed graph beside the trees that it runs. Measured as growth
 * of the resident set over 60 to 150 sessions of trained models each: 148 KB take 943, 592 take 3
 * 174.
 */
const ONNX_FACTOR = 5.4;
/** With the compact form: 362 KB take 246, 1 395 take 660. */
const COMPACT_FACTOR = 0.45;
const SESSION_BYTES = 131_072;
/**
 * Trees in their flat layout, with the heap that reading them leaves behind: 71 KB for 97, 207 for
 * 314.
 */
const TREES_FACTOR = 0.8;
/** Names and distributions of the features, as objects and as columns. */
const MANIFEST_FACTOR = 2.5;

/**
 * Memory of an open model. The resident set cannot show it for one model, because all models share
 * its pages.
 */
export function residentBytesOf({ manifest, graphs, isCompact, trees }: BundleSizes): number {
  const factor = isCompact ? COMPACT_FACTOR : ONNX_FACTOR;
  const sessions = graphs.reduce((sum, graph) => sum + SESSION_BYTES + factor * graph, 0);
  return Math.ceil(sessions + TREES_FACTOR * trees + MANIFEST_FACTOR * manifest);
}
