import type { OrganizationId } from '@eagle/contracts/domain';

/** Plain text headers of a message. Header names are case-sensitive. */
export type BusHeaders = Readonly<Record<string, string>>;

/** One message of a stream with content of type `T`. */
export interface BusMessage<T = unknown> {
  readonly subject: string;
  /** Second token of the subject. */
  readonly organizationId: OrganizationId;
  /** The stored bytes. `decode` reads their content. */
  readonly payload: Uint8Array;
  /** Position in the stream; increases, with holes where a filter skips. */
  readonly sequence: number;
  readonly headers: BusHeaders;
  /** When the server stored it, epoch milliseconds. */
  readonly storedAtMs: number;
  /** Whether it was delivered before (to anyone). */
  readonly redelivered: boolean;
  /**
   * The content. Decoded at each call, so that unused content costs nothing.
   * @throws AppError `BUS.WRONG_TENANT` (forbidden) where the payload belongs to another
   * organization than the subject; and the errors of the stream's codec. If the handler does not
   * catch them, the message goes to the dead letters.
   */
  decode(): T;
}

/** A running consumer. */
export interface Subscription {
  /**
   * Takes no more messages, waits for the handler in flight, frees the server's side. Safe to call
   * twice.
   */
  stop(): Promise<void>;
}

export interface DurableConsumerOptions<T> {
  /** Name of the durable consumer; replicas that give the same name share its messages. */
  readonly durable: string;
  readonly filterSubject: string;
  /** Unacknowledged messages over all replicas; the back-pressure bound of this queue. */
  readonly pendingMax: number;
  /** At most this many messages in flight or requested in this process. Default 256. */
  readonly heldMax?: number;
  /**
   * Time after which an unacknowledged message of a vanished process is delivered to another.
   * Default 5 s; a running handler renews it.
   */
  readonly ackWaitMs?: number;
  /** Resolve: acknowledged. Reject: see `dispositionOf`. Runs up to `pendingMax` at once. */
  readonly onMessage: (message: BusMessage<T>) => Promise<void>;
}
