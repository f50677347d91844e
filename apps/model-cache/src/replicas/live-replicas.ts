import { BUCKETS, RPC } from '@eagle/contracts/bus';
import { AppError } from '@eagle/contracts/domain';
import type { Bus, Subscription } from '@eagle/messaging';
import { believedNow } from '@eagle/service-kit/clocks';
import type { BundleReference } from '../bundles/verified-bundles.js';

/** A replica without a heartbeat for this long (three heartbeats) is gone. */
const EXPIRES_MS = 6_000;

/** The living prediction replicas, and a request to all of them. */
export class LiveReplicas {
  private readonly heardAtMs = new Map<string, number>();
  private watch: Subscription | null = null;

  constructor(private readonly bus: Bus) {}

  async start(): Promise<void> {
    let initial = true;
    this.watch = await this.bus.bucket(BUCKETS.replicas).watch((key, value) => {
      if (value === null) this.heardAtMs.delete(key);
      // Earlier entries are as old as their writer's clock says; later ones count from their
      // arrival, so that clocks need not agree.
      else
        this.heardAtMs.set(
          key,
          performance.now() - (initial ? Math.max(0, believedNow() - value.updatedAtMs) : 0),
        );
    });
    initial = false;
  }

  async stop(): Promise<void> {
    await this.watch?.stop();
  }

  names(steadyMs: number): readonly string[] {
    return [...this.heardAtMs].filter(([, atMs]) => steadyMs - atMs < EXPIRES_MS).map(([name]) => name);
  }

  /**
   * Makes every living replica load a version beside its live one. Without any replica there is
   * nothing to wait for: they load it at their start.
   * @throws AppError `MODEL.REPLICA_REFUSED` (conflict) with the replica's reason,
   * `MODEL.REPLICA_SILENT` (unavailable).
   */
  async warm(reference: BundleReference, timeoutMs?: number): Promise<void> {
    const expected = this.names(performance.now());
    if (expected.length === 0) return;
    const { organizationId, version, artifactPath } = reference;
    const request = { organizationId, version, artifactPath };
    const replies = await this.bus.askEach(RPC.warmModel, request, {
      expect: expected.length,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    const warm = new Set<string>();
    for (const answer of replies) {
      if (!answer.ok) throw answer.error;
      const { replica, ok, reason } = answer.reply;
      if (!ok) {
        throw new AppError('MODEL.REPLICA_REFUSED', `${replica} could not load it: ${reason}`);
      }
      warm.add(replica);
    }
    // A replica that has left meanwhile need not answer.
    const silent = this.names(performance.now()).filter((name) => expected.includes(name) && !warm.has(name));
    if (silent.length === 0) return;
    throw new AppError('MODEL.REPLICA_SILENT', `${silent.join(', ')} did not answer in time.`);
  }
}
