import * as z from 'zod';
import { instantSchema, modelVersionSchema } from './ids.js';
import { platformText } from './text.js';

/** A live model that was trained longer ago than this is old: 7 days. */
export const MODEL_AGE_MS_MAX = 7 * 24 * 3_600_000;
/** A live model that predicted nothing for longer than this is unused: 24 hours. */
export const MODEL_UNUSED_MS_MAX = 24 * 3_600_000;
/** An organization keeps at most this many inactive versions (neither live nor in shadow). */
export const MODEL_INACTIVE_VERSIONS_MAX = 5;
/**
 * The bundles of an organization take at most this many bytes in the artifact store: 500 MB of a
 * million bytes each.
 */
export const MODEL_STORED_BYTES_MAX = 500 * 1_000_000;

const finding = <Code extends string>(code: Code) => ({
  code: z.literal(code),
  /** One sentence for people. */
  message: platformText,
});

/**
 * A finding of the health watch on an organization's models, with its figures. Figures are facts
 * that do not change with the clock (an instant, never an age), so a finding that stays is the same
 * finding, and is reported once.
 */
export const modelFindingSchema = z.discriminatedUnion('code', [
  z.object({ ...finding('MODEL.OLD'), version: modelVersionSchema, trainedAt: instantSchema }),
  z.object({
    ...finding('MODEL.UNUSED'),
    version: modelVersionSchema,
    /** Its last prediction, or the instant since which one would have been seen. */
    unusedSince: instantSchema,
  }),
  z.object({ ...finding('MODEL.TOO_MANY_VERSIONS'), inactiveVersions: z.number().int() }),
  z.object({ ...finding('MODEL.TOO_MUCH_STORED'), storedBytes: z.number().int() }),
]);
export type ModelFinding = z.infer<typeof modelFindingSchema>;
export type ModelFindingCode = ModelFinding['code'];

/** All codes, in the order in which findings are reported. */
export const MODEL_FINDING_CODES = [
  'MODEL.OLD',
  'MODEL.UNUSED',
  'MODEL.TOO_MANY_VERSIONS',
  'MODEL.TOO_MUCH_STORED',
] as const satisfies readonly ModelFindingCode[];
