import type { FeedCheckpoint } from '@eagle/feeds';
import type { AssetLogs } from './asset-logs.js';
import type { FrameOutbox } from './frame-outbox.js';
import { newestReadHandedOn } from './handed-on.js';
import type { PipelineMemory } from './pipeline-memory.js';
import type { PipelineParts } from './pipeline-parts.js';
import { recover } from './recovery.js';
import { warmFromSource } from './warm-up.js';

const FRESH_START_MARGIN_MS = 30_000;

/** Restores one organization's pipeline, or finds where a new one begins. */
export class PipelineStart {
  constructor(
    private readonly parts: PipelineParts,
    private readonly outbox: FrameOutbox,
    private readonly logs: AssetLogs,
  ) {}

  /**
   * Restores from checkpoint and stream, and publishes again the frames that may be missing. The
   * frames of the newest published read are among them: they leave together, and a kill may have
   * lost some.
   */
  async begin(): Promise<PipelineMemory> {
    const { plan, bus, checkpoints, feed, now, monotonicNow, metrics } = this.parts;
    const { organizationId } = plan.config;
    await this.outbox.clear();
    checkpoints.forget();
    const stored = await checkpoints.load();
    const { memory, unsettled } = await recover(bus, plan, stored, {
      recall: (lane, newestMs, heard) => lane.recall(newestMs, heard, monotonicNow(), now()),
      prepare: (fresh, newestMs) => this.beginLogs(fresh, newestMs),
      warm: async (fresh, toMs) => {
        fresh.warmToMs = toMs ?? (await this.readsFromMs());
        await warmFromSource(feed, plan, fresh.lanes, fresh.warmToMs, now());
      },
    });
    const handedOn = await newestReadHandedOn(bus, organizationId);
    // A number that was never reached belongs to another numbering, and means nothing here.
    const from = handedOn <= memory.batch ? handedOn : 0;
    for (const { batch, frames, rowsGivenUp } of unsettled) {
      if (batch < from) continue;
      if (rowsGivenUp > 0)
        metrics.featureRowsDropped.inc({ organization: organizationId, cause: 'restart' }, rowsGivenUp);
      this.outbox.put(batch, frames, () => undefined);
    }
    if (stored !== null) memory.takeWaiting(stored.waitingRows, now(), monotonicNow());
    return memory;
  }

  /** @param newestMs  Event time of the newest scan known; -Infinity: none. */
  async beginLogs({ lanes }: PipelineMemory, newestMs: number): Promise<void> {
    if (!this.logs.areAsked) return;
    await this.logs.begin(lanes, Number.isFinite(newestMs) ? newestMs : await this.readsFromMs());
  }

  /** Where a feed that was never read begins. */
  async startingPoint({ warmToMs }: PipelineMemory): Promise<FeedCheckpoint> {
    const { feed, plan } = this.parts;
    return feed.startAt(plan.mapping, warmToMs ?? (await this.readsFromMs()));
  }

  /**
   * Early enough that windows are full at once. Features with a longer memory than the windows
   * learn from the source's earlier history, without publishing it.
   */
  private async readsFromMs(): Promise<number> {
    const { feed, plan, now } = this.parts;
    const newestMs = await feed.newestMs(plan.mapping);
    const endMs = plan.feed.clock === 'source' ? (newestMs ?? 0) : Math.min(now(), newestMs ?? Infinity);
    return endMs - plan.windowBackMs - FRESH_START_MARGIN_MS;
  }
}
