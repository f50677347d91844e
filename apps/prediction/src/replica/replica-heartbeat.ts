import { BUCKETS, type LiveReplica } from '@eagle/contracts/bus';
import type { Bucket, Bus } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import { believedNow } from '@eagle/service-kit/clocks';
import type { HealthReporter } from './health-reporter.js';
import type { UseReporter } from './use-reporter.js';

const HEARTBEAT_MS = 2_000;

/**
 * Reports every two seconds that this replica is alive: a model goes live only once every living
 * replica is warm.
 */
export class ReplicaHeartbeat {
  private timer: NodeJS.Timeout | null = null;
  private bucket: Bucket<LiveReplica> | null = null;

  constructor(
    private readonly bus: Bus,
    private readonly health: HealthReporter,
    private readonly use: UseReporter,
    private readonly replica: string,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    this.bucket = this.bus.bucket(BUCKETS.replicas);
    await this.heartbeat();
    this.timer = setInterval(() => void this.heartbeat(), HEARTBEAT_MS);
  }

  /** Removes the replica from the list, so that no promotion waits for it. */
  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    try {
      await this.bucket?.delete(this.replica);
    } catch (error) {
      this.logger.warn({ error }, 'Replica could not be removed from the list; it expires');
    }
  }

  private async heartbeat(): Promise<void> {
    try {
      await this.bucket?.put(this.replica, { replica: this.replica, updatedAtMs: believedNow() });
    } catch (error) {
      this.logger.warn({ error }, 'Replica entry could not be renewed');
    }
    await this.health.send();
    await this.use.send(believedNow());
  }
}
