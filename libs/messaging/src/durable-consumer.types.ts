import type { OrganizationId } from '@eagle/contracts/domain';

/** Plain text headers of a message. Header names are case-sensitive. */
export type BusHeaders = Readonly<Record<string, string>>;

/** One message of a stream whose messages say a `T`. */
export interface BusMessage<T = unknown> {
  readonly subject: string;
  /** Second token of the subject. */
  readonly organizationId: OrganizationId;
  /** As it lies in the stream. What it says is read by `decode`. */
  readonly payload: Uint8Array;
  /** Position in the stream; grows, with holes where a filter skips. */
  readonly sequence: number;
  readonly headers: BusHeaders;
  /** When the server stored it, epoch milliseconds. */
  readonly storedAtMs: number;
  /** Whether it was delivered before (to anyone). */
  readonly redelivered: boolean;
  /**
   * What it says. Read anew at each call, so that what nobody asks for costs nothing.
   * @throws AppError `BUS.WRONG_TENANT` (forbidden) where the payload belongs to another organization than the subject; what the codec of
   * the stream throws. Left to the consumer, either ends the message in the dead letters.
   */
  decode(): T;
}

/** A running consumer. */
export interface Subscription {
  /** Takes no more messages, waits for the handler in flight, frees the server's side. Safe to call twice. */
  stop(): Promise<void>;
}

export interface DurableConsumerOptions<T> {
  /** Name of the durable consumer; replicas that give the same name share its messages. */
  readonly durable: string;
  readonly filterSubject: string;
  /** Unacknowledged messages over all replicas; the back-pressure bound of this queue. */
  readonly pendingMax: number;
  /** Messages that this process has in flight or asked for, at most. Default 256. */
  readonly heldMax?: number;
  /** Time after which an unacknowledged message of a vanished process is given to another. Default 5 s; a running handler renews it. */
  readonly ackWaitMs?: number;
  /** Resolve: acknowledged. Reject: see `dispositionOf`. Runs up to `pendingMax` at once. */
  readonly onMessage: (message: BusMessage<T>) => Promise<void>;
}
