import type { StreamIncarnation } from '@eagle/contracts/domain';
import type { BusMessage, Subscription } from './durable-consumer.types.js';

/**
 * Where an ordered consumer begins. `sinceMs` is an instant, epoch milliseconds: the first message
 * stored at or after it. `incarnation` is that of the stream in which `afterSequence` counts. If it
 * is unknown (null or absent), a new stream is noticed only while it is shorter.
 */
export type FollowFrom =
  | { readonly afterSequence: number; readonly incarnation?: StreamIncarnation | null }
  | 'new'
  | { readonly sinceMs: number };

/** Messages that were lost before the ordered consumer saw them. */
interface Gap {
  readonly afterSequence: number;
  readonly nextSequence: number;
  /**
   * Messages of the stream (not only of the filter) that are missing; 0 where the number is
   * unknown.
   */
  readonly count: number;
}

/** The stream dropped them by age or size. */
export interface ExpiredGap extends Gap {
  readonly reason: 'expired';
}

/**
 * The position was one of another incarnation of the stream, or beyond its end: following starts
 * again at the first message. It is reported after every message of the former stream was handled.
 */
export interface RestartGap extends Gap {
  readonly reason: 'stream-restarted';
  /** Incarnation of the stream in which `nextSequence` counts. */
  readonly incarnation: StreamIncarnation;
}

export type StreamGap = ExpiredGap | RestartGap;

export interface OrderedConsumerOptions<T> {
  /** Subjects of the stream that are wanted; empty or absent means all. */
  readonly filterSubjects?: readonly string[];
  readonly from: FollowFrom;
  /**
   * One message at a time, in the stream's order; the next one waits for the promise. On rejection:
   * see `dispositionOf`; after a retryable error the message is retried until it succeeds, and
   * later messages wait.
   */
  readonly onMessage: (message: BusMessage<T>) => void | Promise<void>;
  readonly onGap?: (gap: StreamGap) => void;
  /** Messages fetched ahead of the handler. Default 512. */
  readonly prefetchMax?: number;
  /**
   * For readers that nobody waits for: once all was read, what is stored meanwhile comes in one
   * answer after this time. Absent: each message comes as it is stored.
   */
  readonly gatherMs?: number;
}

export interface OrderedConsumer extends Subscription {
  /**
   * Sequence of the last message that was handled (or skipped into the dead letters); the position
   * to give to `afterSequence`.
   */
  readonly position: number;
  /** Incarnation of the stream in which `position` counts. */
  readonly incarnation: StreamIncarnation;
}
