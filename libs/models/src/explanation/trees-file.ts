import { z } from 'zod';

const nodeIndex = z.number().int().min(-1).max(65_535);

/** One tree, a value per node in each list; node 0 is the root. */
const treeSchema = z.object({
  /** Column that the node tests; meaningless in a leaf. */
  feature: z.array(z.number().int()),
  /** Left is where `x <= threshold`. */
  threshold: z.array(z.number()),
  /** -1 marks a leaf. */
  left: z.array(nodeIndex),
  right: z.array(nodeIndex),
  /** Where a missing value goes. */
  missingLeft: z.array(z.boolean()),
  /** Raw score of a leaf, calibration folded in. */
  value: z.array(z.number()),
  /** Training rows that came through the node. */
  cover: z.array(z.number().min(0)),
});

/**
 * `trees.json` of a model bundle: the trees of the output `probability`, so that its answers can be
 * explained exactly. margin = base + one leaf per tree; probability = sigmoid(margin).
 */
export const treesFileSchema = z.object({
  v: z.literal(1),
  /** Features per row. */
  width: z.number().int().min(1).max(65_535),
  base: z.number(),
  trees: z.array(treeSchema).max(20_000),
});
export type TreesFile = z.infer<typeof treesFileSchema>;
export type TreeOfFile = z.infer<typeof treeSchema>;
