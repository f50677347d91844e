import { type StreamIncarnation, streamIncarnationSchema } from '@eagle/contracts/domain';
import type { StreamInfo } from '@nats-io/jetstream';

/**
 * A stream's time of creation, to the nanosecond: the server keeps it with the stream's data,
 * through restarts and changes of its configuration, and gives a new creation time to a stream that
 * is created again.
 */
export function incarnationOf({ created }: Pick<StreamInfo, 'created'>): StreamIncarnation {
  return streamIncarnationSchema.parse(created);
}
