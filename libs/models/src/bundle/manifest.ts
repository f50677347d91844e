import {
  AppError,
  goldenRowsSchema,
  modelManifestSchema,
  type GoldenRows,
  type ModelManifest,
} from '@eagle/contracts/domain';
import { z } from 'zod';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Every file of a bundle besides its manifest; each must be listed there with its digest. */
export const BUNDLE_FILES = ['model.onnx', 'golden.json'] as const;
/**
 * The part of the graph that every row needs; see `belowFloor` of the manifest. Older bundles have
 * none and run the whole graph each time.
 */
export const PROBABILITY_FILE = 'probability.onnx';
/** Explains the model's answers; older bundles have none and are served without explanations. */
export const TREES_FILE = 'trees.json';
/** The model card, for people; older bundles have none. */
export const CARD_FILE = 'card.md';

/**
 * Reads `manifest.json`.
 * @throws AppError `MODEL.MANIFEST_UNREADABLE` (invalid) naming the first entry that does not fit.
 */
export function parseManifest(bytes: Uint8Array): ModelManifest {
  return parse(bytes, modelManifestSchema, 'MODEL.MANIFEST_UNREADABLE', 'manifest.json');
}

/**
 * Reads `golden.json` and checks that its rows have the manifest's shape.
 * @throws AppError `MODEL.GOLDEN_UNREADABLE` (invalid).
 */
export function parseGoldenRows(
  bytes: Uint8Array,
  manifest: Pick<ModelManifest, 'featureNames' | 'components'>,
): GoldenRows {
  const golden = parse(bytes, goldenRowsSchema, 'MODEL.GOLDEN_UNREADABLE', 'golden.json');
  const rows = golden.features.length;
  const fits =
    rows > 0 &&
    golden.probability.length === rows &&
    golden.component.length === rows &&
    golden.timeToFailure.length === rows &&
    golden.features.every((row) => row.length === manifest.featureNames.length) &&
    golden.component.every((row) => row.length === manifest.components.length) &&
    golden.timeToFailure.every((row) => row.length === 3);
  if (!fits) {
    throw new AppError(
      'MODEL.GOLDEN_UNREADABLE',
      'The golden rows do not have the shape that the manifest declares.',
    );
  }
  return golden;
}

function parse<T>(
  bytes: Uint8Array,
  schema: z.ZodType<T>,
  code: 'MODEL.MANIFEST_UNREADABLE' | 'MODEL.GOLDEN_UNREADABLE',
  file: string,
): T {
  let json: unknown;
  try {
    json = JSON.parse(decoder.decode(bytes));
  } catch (cause) {
    throw new AppError(code, `${file} is damaged: it is not JSON.`, {}, { cause });
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new AppError(
    code,
    `${file} is not valid: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trimEnd() + '.',
  );
}
