import type { StreamDeclaration } from '@eagle/contracts/bus';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { Bus } from './bus.types.js';
import type { BusMessage } from './durable-consumer.types.js';
import type { FollowFrom } from './ordered-consumer.types.js';

/** A bounded part of a stream. */
export interface StreamRange {
  /** Subject of the wanted messages; may hold wildcards. */
  readonly subject: string;
  readonly from: FollowFrom;
  /** Sequence of an existing message: reading ends with it. */
  readonly upToSequence: number;
  /** Reading ends earlier after this many messages. Default: only the range is the bound. */
  readonly countMax?: number;
  /** Reading ends earlier when nothing comes for this long. */
  readonly silenceMsMax: number;
  /** Messages fetched ahead of the handler. */
  readonly prefetchMax?: number;
  /** Reading ends earlier when it is aborted. */
  readonly signal?: AbortSignal;
}

/** How the reading of a range ended. */
export interface RangeEnd {
  /** `restarted`: the stream started again; the delivered messages are of the former one. */
  readonly reason: 'reached' | 'full' | 'silent' | 'aborted' | 'restarted';
  /** Sequence of the last delivered message; null where none was delivered. */
  readonly lastSequence: number | null;
  /**
   * Messages of the stream up to this sequence were lost before they could be read; 0 where none
   * are missing.
   */
  readonly missingUpTo: number;
}

/**
 * Delivers the messages of a range in the stream's order. It always ends, and leaves no unhandled
 * rejection: every end settles a promise that never rejects.
 * @throws AppError of the bus, where the stream cannot be read at all.
 */
export async function readRange<T extends OrganizationOwned>(
  bus: Bus,
  stream: StreamDeclaration<T>,
  range: StreamRange,
  onMessage: (message: BusMessage<T>) => void,
): Promise<RangeEnd> {
  const { promise: ended, resolve: end } = Promise.withResolvers<RangeEnd['reason']>();
  const { countMax = Infinity, signal, prefetchMax } = range;
  let count = 0;
  let lastSequence: number | null = null;
  let missingUpTo = 0;
  let isOver = false;
  const finish = (reason: RangeEnd['reason']): void => {
    isOver = true;
    end(reason);
  };
  const onAbort = (): void => finish('aborted');
  if (signal?.aborted === true) return { reason: 'aborted', lastSequence, missingUpTo };
  signal?.addEventListener('abort', onAbort, { once: true });
  const silence = setTimeout(() => finish('silent'), range.silenceMsMax);
  try {
    const consumer = await bus.follow(stream, {
      filterSubjects: [range.subject],
      from: range.from,
      ...(prefetchMax === undefined ? {} : { prefetchMax }),
      onGap: ({ reason, nextSequence }) => {
        if (reason === 'stream-restarted') finish('restarted');
        else missingUpTo = Math.max(missingUpTo, nextSequence - 1);
      },
      onMessage: (message) => {
        if (isOver) return;
        silence.refresh();
        if (message.sequence > range.upToSequence) return finish('reached');
        onMessage(message);
        lastSequence = message.sequence;
        count += 1;
        if (message.sequence === range.upToSequence) finish('reached');
        else if (count >= countMax) finish('full');
      },
    });
    const reason = await ended;
    await consumer.stop();
    return { reason, lastSequence, missingUpTo };
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener('abort', onAbort);
  }
}
