/**
 * A period in which a replica answers some of its requests. This replica answers them only after
 * the gate's owner opens it (`RequestTransport.open`) and before the owner closes it. At other
 * times another replica's subscription takes them, or the asker learns at once that there is no
 * responder.
 */
export class RequestGate {
  constructor(
    /** One word, for logs. */
    readonly name: string,
  ) {}
}

/**
 * Open while this replica leads; `LeaderElection` owns it. A replica that stands by is not asked.
 */
export const LEADING = new RequestGate('leading');

/** The option of `@Answers` for a request that only the leader answers. */
export const WHILE_LEADING = { while: LEADING } as const;
