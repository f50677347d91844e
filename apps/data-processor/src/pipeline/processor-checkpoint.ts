import { type StreamIncarnation, streamIncarnationSchema } from '@eagle/contracts/domain';
import { feedCheckpointSchema } from '@eagle/feeds';
import { z } from 'zod';

/**
 * All that an organization's pipeline needs to go on after a kill, in the `checkpoints` bucket. Written only after the scans and the feature
 * frames of every row before it were acknowledged; what was published since is recognised in the SCANS stream.
 */
export const processorCheckpointSchema = z.object({
  v: z.literal(1),
  feed: feedCheckpointSchema,
  /** Rows of a long table that the feed is past and whose scans were still incomplete. */
  waitingRows: z.array(z.array(z.string().nullable())),
  /** Number of the last read; see `ScanBatch.source`. */
  batch: z.number().int(),
  /** Stream sequence of the last message of ours: everything up to it is followed by its features. */
  scansSequence: z.number().int(),
  /** Of the stream in which `scansSequence` and `marks` count; absent where a version wrote it that did not know it. */
  scansIncarnation: streamIncarnationSchema.optional(),
  /** Last sequence number and newest event time of each asset; when its last row arrived (wall clock) and what its own clock showed then. */
  assets: z.record(
    z.string(),
    z.object({
      sequence: z.number().int(),
      newestMs: z.number(),
      heard: z.object({ readAtMs: z.number(), clockMs: z.number() }).optional(),
    }),
  ),
  /** Places in the SCANS stream with the newest event time there: where a rebuild of the windows begins. Oldest first. */
  marks: z.array(z.object({ scansSequence: z.number().int(), newestMs: z.number() })),
});
export type ProcessorCheckpoint = z.infer<typeof processorCheckpointSchema>;

/** Whether the SCANS stream began anew since: then its places are none of this stream, which holds nothing but what came later. */
export function isOfAnotherStream(
  { scansIncarnation }: ProcessorCheckpoint,
  incarnation: StreamIncarnation,
): boolean {
  return scansIncarnation !== undefined && scansIncarnation !== incarnation;
}
