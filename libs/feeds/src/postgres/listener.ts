import type { Announcements } from '@eagle/contracts/domain';
import { randomBytes } from 'node:crypto';
import type { PostgresSession } from './postgres-session.js';

const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 15_000;
/** How often a subscription is verified, and how soon its own announcement must arrive. */
const PROOF_EVERY_MS = 20_000;
const PROOF_WITHIN_MS = 5_000;
const PROOF_LATE = new Error(`its own announcement was not received within ${PROOF_WITHIN_MS / 1_000} s`);
const CONNECTION_ENDED = new Error('the connection ended');

/**
 * Keeps a subscription to a channel on its own connection, and renews it when it is lost. A
 * connection that swallows everything looks idle, and a pool in between may give the subscription
 * to another session: so the session sends an announcement to itself and waits for it.
 */
export class Listener {
  private session: PostgresSession | null = null;
  private timer: NodeJS.Timeout | null = null;
  private retryMs = RETRY_FIRST_MS;
  private stopped = false;
  private heardProof: (() => void) | null = null;
  /** For this subscription alone: it wakes no other. */
  private readonly proofChannel = `eagle_proof_${randomBytes(8).toString('hex')}`;
  state: Announcements = 'lost';
  /** Why announcements do not arrive; null while they do, and before the first try. */
  lostBecause: string | null = null;

  constructor(
    private readonly open: () => PostgresSession,
    private readonly channel: string,
    private readonly onNews: () => void,
    private readonly proofEveryMs = PROOF_EVERY_MS,
  ) {}

  /** Never throws: polling continues meanwhile, so a lost subscription costs only latency. */
  async start(): Promise<void> {
    if (this.stopped) return;
    const session = this.open();
    this.session = session;
    const onHeard = (channel: string): void => {
      if (channel === this.proofChannel) this.heardProof?.();
      else this.onNews();
    };
    try {
      await session.listen([this.channel, this.proofChannel], onHeard, (cause) =>
        this.retry(session, cause ?? CONNECTION_ENDED),
      );
      await this.prove(session);
      this.retryMs = RETRY_FIRST_MS;
      this.state = 'heard';
      this.lostBecause = null;
      // For announcements that were missed while not listening.
      this.onNews();
      this.proveLater(session);
    } catch (error) {
      this.retry(session, error);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.session?.close();
  }

  private proveLater(session: PostgresSession): void {
    if (this.stopped || this.session !== session) return;
    this.timer = setTimeout(() => {
      this.prove(session).then(
        () => this.proveLater(session),
        (error: unknown) => this.retry(session, error),
      );
    }, this.proofEveryMs);
  }

  /** Rejects where the session's own announcement does not arrive in time. */
  private async prove(session: PostgresSession): Promise<void> {
    const heard = Promise.withResolvers<void>();
    this.heardProof = heard.resolve;
    const late = setTimeout(() => heard.reject(PROOF_LATE), PROOF_WITHIN_MS);
    const said = session.rows('the announcements', `SELECT pg_notify($1, '')`, [this.proofChannel]);
    said.catch(heard.reject);
    try {
      await heard.promise;
    } finally {
      clearTimeout(late);
      this.heardProof = null;
    }
  }

  private retry(lost: PostgresSession, cause: unknown): void {
    if (this.stopped || this.session !== lost) return;
    this.session = null;
    if (this.timer !== null) clearTimeout(this.timer);
    void lost.close();
    const wasHeard = this.state === 'heard';
    this.state = 'lost';
    this.lostBecause = cause instanceof Error ? cause.message : String(cause);
    // Announcements that are missed from now on are covered by a poll.
    if (wasHeard) this.onNews();
    this.timer = setTimeout(() => void this.start(), this.retryMs);
    this.retryMs = Math.min(RETRY_LAST_MS, this.retryMs * 2);
  }
}
