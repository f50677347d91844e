/** Sizes of a bundle's files as they came, bytes. */
export interface BundleSizes {
  readonly manifest: number;
  readonly onnx: number;
  /** 0 for a bundle without `trees.json`. */
  readonly trees: number;
}

/**
 * onnxruntime keeps the graph as it was parsed beside the trees that it runs. Measured as growth of the resident set over 50 to 300 sessions each: 13 KB
 * of ONNX take 188 KB, 47 take 418, 146 take 1 200, 859 take 7 400.
 */
const SESSION_FACTOR = 8.5;
const SESSION_BYTES = 65_536;
/** Trees laid out flat, and the heap that reading them left behind: 71 KB for 97, 207 for 314. */
const TREES_FACTOR = 0.8;
/** Names and distributions of the features, as objects and as columns. */
const MANIFEST_FACTOR = 2.5;

/** Memory that an open model takes; the resident set itself tells nothing of one model, as its pages are shared by all. */
export function residentBytesOf({ manifest, onnx, trees }: BundleSizes): number {
  return Math.ceil(SESSION_BYTES + SESSION_FACTOR * onnx + TREES_FACTOR * trees + MANIFEST_FACTOR * manifest);
}
