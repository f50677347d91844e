export interface PublishReceipt {
  /** Sequence in the stream, or revision where a bucket was written. */
  readonly sequence: number;
  /** The stream already held a message of this id; nothing was stored. */
  readonly duplicate: boolean;
}
