import { type StreamIncarnation, streamIncarnationSchema } from '@eagle/contracts/domain';
import { feedCheckpointSchema } from '@eagle/feeds';
import { z } from 'zod';

/**
 * What an organization's pipeline needs to continue after a kill, in the `checkpoints` bucket.
 * Written only after the scans and the feature frames of every earlier row were acknowledged; the
 * SCANS stream shows what was published since.
 */
export const processorCheckpointSchema = z.object({
  v: z.literal(1),
  feed: feedCheckpointSchema,
  /**
   * Rows of a long table that the feed has passed and that belong to scans that were still
   * incomplete.
   */
  waitingRows: z.array(z.array(z.string().nullable())),
  /** Number of the last read; see `ScanBatch.source`. */
  batch: z.number().int(),
  /**
   * Stream sequence of this organization's last message: all messages up to it have their features.
   */
  scansSequence: z.number().int(),
  /**
   * The stream that `scansSequence` and `marks` count in; absent where an older version wrote the
   * checkpoint.
   */
  scansIncarnation: streamIncarnationSchema.optional(),
  /**
   * Last sequence number and newest event time of each asset; when its last row arrived (wall
   * clock) and what the asset's clock showed then.
   */
  assets: z.record(
    z.string(),
    z.object({
      sequence: z.number().int(),
      newestMs: z.number(),
      heard: z.object({ readAtMs: z.number(), clockMs: z.number() }).optional(),
    }),
  ),
  /**
   * Positions in the SCANS stream with the newest event time there: where a rebuild of the windows
   * begins. Oldest first.
   */
  marks: z.array(z.object({ scansSequence: z.number().int(), newestMs: z.number() })),
});
export type ProcessorCheckpoint = z.infer<typeof processorCheckpointSchema>;

/**
 * Whether the SCANS stream was recreated since: then the stored positions mean nothing in it, and
 * it holds only later messages.
 */
export function isOfAnotherStream(
  { scansIncarnation }: ProcessorCheckpoint,
  incarnation: StreamIncarnation,
): boolean {
  return scansIncarnation !== undefined && scansIncarnation !== incarnation;
}
