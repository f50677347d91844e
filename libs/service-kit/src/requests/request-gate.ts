/**
 * A time in which a replica answers some of its requests. They are answered by nobody here until the gate's owner opens it (`RequestTransport.open`), and no more once
 * the owner has closed it: another replica's subscription takes them, or the asker hears at once that nobody answers.
 */
export class RequestGate {
  constructor(
    /** One word, for logs. */
    readonly name: string,
  ) {}
}

/** Open while this replica leads; `LeaderElection` owns it. A replica that stands by is not asked. */
export const LEADING = new RequestGate('leading');
