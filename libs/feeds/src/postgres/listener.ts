import type { PostgresSession } from './postgres-session.js';

const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 15_000;

/** Keeps a subscription to a channel on its own connection, and makes it again when it is lost. */
export class Listener {
  private session: PostgresSession | null = null;
  private timer: NodeJS.Timeout | null = null;
  private retryMs = RETRY_FIRST_MS;
  private stopped = false;

  constructor(
    private readonly open: () => PostgresSession,
    private readonly channel: string,
    private readonly onNews: () => void,
  ) {}

  /** Never throws: polling goes on meanwhile, so a lost subscription costs latency only. */
  async start(): Promise<void> {
    if (this.stopped) return;
    const session = this.open();
    this.session = session;
    try {
      await session.listen(this.channel, this.onNews, () => this.retry(session));
      this.retryMs = RETRY_FIRST_MS;
      // Whatever was announced while nobody listened.
      this.onNews();
    } catch {
      this.retry(session);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.session?.close();
  }

  private retry(lost: PostgresSession): void {
    if (this.stopped || this.session !== lost) return;
    this.session = null;
    void lost.close();
    this.timer = setTimeout(() => void this.start(), this.retryMs);
    this.retryMs = Math.min(RETRY_LAST_MS, this.retryMs * 2);
  }
}
