import { setTimeout as pause } from 'node:timers/promises';
import { untilFeaturesFlushMs, type FeatureFrame } from '@eagle/contracts/frames';
import { feedProblemOf, rowKeyOf, type PollResult } from '@eagle/feeds';
import { messageOf } from '@eagle/service-kit';
import type { Admission } from './admission.js';
import { WakeableTimer } from './wakeable-timer.js';
import { AssetLogs } from './asset-logs.js';
import { packFeatures } from './feature-frames.js';
import type { FrameOutbox } from './frame-outbox.js';
import { hear, heartbeatsDue, SILENCE_MS } from './heartbeats.js';
import { nextPollAtMs } from './next-poll.js';
import { PipelineMemory } from './pipeline-memory.js';
import type { PipelineParts } from './pipeline-parts.js';
import { PipelineStart } from './pipeline-start.js';
import { openAdmission } from './pipeline-admission.js';
import { openOutbox } from './pipeline-outbox.js';
import { Publication } from './publication.js';
import { RejectedRows } from './rejected-rows.js';
import { isOfFeed, retryMs } from './retry.js';
import { packScans } from './scan-messages.js';
import { SourceWatch, watermarkText } from './source-watch.js';

/**
 * Published keys are kept this long after a recovery; by then everything published has been read
 * again.
 */
const PUBLISHED_KEPT_MS = 60_000;

/**
 * One organization's path from source rows to scans and feature frames. A single loop: read, map,
 * publish scans, publish features, write the checkpoint. After any failure it starts again: an
 * error of the source leaves the memory intact; after a failed publication the memory is discarded
 * and recovered from checkpoint and stream.
 */
export class OrganizationPipeline {
  private readonly wakeUp = new WakeableTimer();
  private readonly admission: Admission;
  private readonly rejected: RejectedRows;
  private readonly publication: Publication;
  private readonly outbox: FrameOutbox;
  private readonly organization: { readonly organization: string };
  private readonly logs: AssetLogs;
  private readonly start: PipelineStart;
  private readonly source: SourceWatch;
  private memory: PipelineMemory | null = null;
  private running = true;
  private failures = 0;
  private recoveredAtMs = 0;
  /** When the source was last polled successfully, by the steady clock. */
  private lookedAtMs = -Infinity;
  /**
   * When the last poll that read all available rows began, wall clock; NaN while there are more.
   */
  private allReadAtMs = NaN;
  private doubted = false;

  constructor(private readonly parts: PipelineParts) {
    const { plan, bus } = parts;
    const { organizationId } = plan.config;
    this.organization = { organization: organizationId };
    this.rejected = new RejectedRows(parts);
    this.admission = openAdmission(parts, () => this.running);
    this.publication = new Publication(bus, organizationId);
    this.outbox = openOutbox(parts, () => this.wakeUp.wake());
    this.logs = new AssetLogs({
      ...parts,
      onRejected: (mapped, readAtMs) =>
        this.rejected.setAside({ ...mapped, scans: [], valueExample: null }, readAtMs),
    });
    this.source = new SourceWatch(parts);
    this.start = new PipelineStart(parts, this.outbox, this.logs);
  }

  /**
   * Runs until stopped. Never rejects.
   * @param previous  State under the previous configuration, where this process ran it.
   * @returns the state for the next configuration; null where it has to be recovered.
   */
  async run(previous: PipelineMemory | null): Promise<PipelineMemory | null> {
    const { plan, now, monotonicNow } = this.parts;
    this.memory =
      previous === null ? null : PipelineMemory.carriedOver(previous, plan, now(), monotonicNow());
    await this.parts.feed.listen(() => this.wakeUp.wake());
    while (this.running) {
      try {
        await this.step();
        this.failures = 0;
      } catch (error) {
        // Stopping closes the feed even during a statement.
        if (this.running) await this.afterFailure(error);
        else if (!isOfFeed(error)) this.memory = null;
      }
    }
    await this.logs.end();
    // Frames that found no room are rebuilt from the checkpoint, which is never ahead of them.
    if (!(await this.outbox.end())) this.memory = null;
    if (this.memory !== null) await this.parts.checkpoints.close();
    else this.parts.checkpoints.forget();
    return this.doubted ? null : this.memory;
  }

  /**
   * The memory may differ from the stored data (another replica wrote the checkpoint): recover
   * before the next read.
   */
  doubt(): void {
    this.doubted = true;
    this.wakeUp.wake();
  }

  /** Ends the loop after its current step. */
  stop(): void {
    this.running = false;
    this.wakeUp.wake();
    this.logs.abort();
  }

  private async step(): Promise<void> {
    const { plan, feed, now, monotonicNow, status, metrics } = this.parts;
    if (this.doubted) this.memory = null;
    else this.outbox.assertSound();
    const memory = (this.memory ??= await this.begin());
    await this.readLogs(memory);
    const rowsMax = await this.admission.rows();
    if (!this.running) return;
    const checkpoint = (memory.feed ??= await this.start.startingPoint(memory));
    const lookedAtMs = monotonicNow();
    const askedAtMs = now();
    const result = await feed.poll(plan.mapping, checkpoint, rowsMax);
    const readAtMs = now();
    this.lookedAtMs = monotonicNow();
    this.admission.take(result.rows.length, result.rowBytes);
    metrics.pollSeconds.observe(this.organization, (this.lookedAtMs - lookedAtMs) / 1_000);
    metrics.rowsRead.inc(this.organization, result.rows.length);
    metrics.rowBytesRead.inc(this.organization, result.rowBytes);
    this.source.read(result);
    // A source that is catching up is behind and needs no further advice.
    const lagMsMax = result.more && plan.lagMsMax !== null ? Infinity : plan.lagMsMax;
    if (result.lookMs !== null)
      status.read(result.rows.length, watermarkText(result), lagMsMax, result.lookMs);
    const digested = await this.digest(memory, result, readAtMs);
    memory.feed = result.checkpoint;
    this.allReadAtMs = result.more ? NaN : askedAtMs;
    if (digested !== null || result.rows.length > 0) this.handOn(memory, digested ?? []);
    if (!result.more) await this.takeStock(memory, result);
    // A recording may wait; a live plant may not.
    if (plan.feed.clock === 'source') await this.outbox.caughtUp();
    if (!result.more) await this.publication.heartbeats(heartbeatsDue(plan, memory.lanes, lookedAtMs));
    if (status.lagMs !== null) metrics.lagSeconds.set(this.organization, status.lagMs / 1_000);
    await this.rest(memory, result, lookedAtMs);
  }

  /**
   * Maps, publishes scans, and resolves when these are stored. @returns the frames of their
   * features; null: there were no scans
   */
  private async digest(
    memory: PipelineMemory,
    result: PollResult,
    readAtMs: number,
  ): Promise<FeatureFrame[] | null> {
    const { plan, metrics, status } = this.parts;
    const rows = this.unpublished(memory, result.rows);
    memory.mapper.writtenAfter(this.allReadAtMs);
    const mapped = memory.mapper.map(rows, readAtMs, this.lookedAtMs);
    this.rejected.setAside(mapped, readAtMs);
    for (const note of memory.mapper.takeNotes()) status.note('clock', note);
    const scans = [...memory.overdue, ...mapped.scans];
    memory.overdue = [];
    if (scans.length === 0) return null;
    memory.batch++;
    const messages = packScans(plan, memory.lanes, scans, memory.batch);
    hear(memory.lanes, messages, this.lookedAtMs, readAtMs);
    // Features are computed while the scans are being published; they leave only when the scans are
    // stored.
    const features = async () => packFeatures(plan, memory.lanes, messages);
    const [scansSequence, frames] = await Promise.all([this.publication.scans(messages), features()]);
    memory.scansSequence = Math.max(memory.scansSequence, scansSequence);
    const { newestMs } = memory.lanes;
    memory.marks.note(memory.scansSequence, newestMs);
    metrics.scansPublished.inc(this.organization, scans.length);
    if (plan.feed.clock === 'wall')
      metrics.eventToReadSeconds.observe(this.organization, Math.max(0, readAtMs - newestMs) / 1_000);
    status.published(scans.length, newestMs);
    return frames;
  }

  /**
   * Reading continues at once; the checkpoint follows when all frames of this and earlier reads are
   * published or dropped.
   */
  private handOn(memory: PipelineMemory, frames: readonly FeatureFrame[]): void {
    const { monotonicNow, metrics, checkpoints } = this.parts;
    const readAtMs = this.lookedAtMs;
    const checkpoint = memory.toCheckpoint();
    this.outbox.put(memory.batch, frames, (rowsPublished) => {
      if (rowsPublished > 0) {
        metrics.featureRows.inc(this.organization, rowsPublished);
        metrics.readToPublishedSeconds.observe(this.organization, (monotonicNow() - readAtMs) / 1_000);
      }
      if (checkpoint !== null) checkpoints.writeSoon(checkpoint);
    });
  }

  /** Skips rows that were published before a restart; the stream has rebuilt their windows. */
  private unpublished(memory: PipelineMemory, rows: PollResult['rows']): PollResult['rows'] {
    const { published, mapper } = memory;
    if (published.size === 0) return rows;
    if (this.lookedAtMs - this.recoveredAtMs > PUBLISHED_KEPT_MS) {
      published.clear();
      return rows;
    }
    return rows.filter((row) => !published.take(rowKeyOf(mapper.columns, row)));
  }

  /** The rows are being published: nothing waits for this. */
  private async takeStock(memory: PipelineMemory, result: PollResult): Promise<void> {
    const stock = await this.source.compare(memory, result);
    if (stock === null) return;
    memory.feed = stock.checkpoint;
    if (stock.pollAgain) this.wakeUp.wake();
    if (stock.refused.length === 0 && stock.neverRead === 0) return;
    const readAtMs = this.parts.now();
    const { refused, counts } = stock;
    this.rejected.setAside({ scans: [], rejected: [...refused], counts, valueExample: null }, readAtMs);
    this.handOn(memory, []);
  }

  private async begin(): Promise<PipelineMemory> {
    const { metrics, monotonicNow, logger } = this.parts;
    this.doubted = false;
    const memory = await this.start.begin();
    this.recoveredAtMs = monotonicNow();
    metrics.recoveries.inc(this.organization);
    logger.info(
      { scansSequence: memory.scansSequence, batch: memory.batch, published: memory.published.size },
      'Pipeline begins',
    );
    return memory;
  }

  /**
   * Waits for new log entries only where the source is the clock: there, a moment may be hours of
   * events.
   */
  private async readLogs(memory: PipelineMemory): Promise<void> {
    if (!this.logs.areAsked) return;
    if (!this.logs.areBegunFor(memory.lanes)) await this.start.beginLogs(memory, memory.lanes.newestMs);
    const reading = this.logs.readSoon();
    if (this.parts.plan.feed.clock === 'source') await reading;
  }

  /**
   * Waits for news, the next poll, the next check for late rows or the end of a scan's waiting
   * time.
   */
  private async rest(memory: PipelineMemory, result: PollResult, lookedAtMs: number): Promise<void> {
    const { plan, feed, now, monotonicNow } = this.parts;
    if (result.more) return;
    const dueAtMs = nextPollAtMs(lookedAtMs, {
      pollIntervalMs: plan.feed.pollIntervalMs,
      isUnheard: feed.announcements === 'lost',
      lookAgainInMs: result.lookAgainInMs,
      groupDueMs: memory.mapper.nextDueMs(),
    });
    // Under load, reads begin at a flush interval: rows within it travel together, and the frames
    // of many organizations leave in few writes. This is the only timer on the path of a row; an
    // idle pipeline reads at once.
    await pause(untilFeaturesFlushMs(plan.config.organizationId, now()));
    if (this.running) await this.wakeUp.sleep(dueAtMs - monotonicNow());
  }

  private async afterFailure(error: unknown): Promise<void> {
    const { status, metrics, logger, random } = this.parts;
    const ofFeed = isOfFeed(error);
    if (ofFeed) {
      const problem = feedProblemOf(error);
      status.down(problem, error.message);
      metrics.feedFailures.inc({ ...this.organization, reason: problem });
      if (this.failures === 0) logger.warn({ error }, 'The source cannot be read');
      await this.heartbeatWhileDown();
    } else {
      // It is unknown which scans are stored: recover from the stream.
      this.memory = null;
      this.parts.checkpoints.forget();
      status.note(
        'not-published',
        `Scans cannot be published; publication resumes where it stopped: ${messageOf(error)}.`,
      );
      if (this.failures === 0) logger.warn({ error }, 'The pipeline begins again from its checkpoint');
    }
    if (this.running) await this.wakeUp.sleep(retryMs(error, this.failures++, random()));
  }

  /** A plant that cannot be reached is silent, too. */
  private async heartbeatWhileDown(): Promise<void> {
    const { plan, logger, monotonicNow } = this.parts;
    const nowMs = monotonicNow();
    const quietMs = plan.feed.pollIntervalMs + SILENCE_MS;
    if (this.memory === null || nowMs - this.lookedAtMs < quietMs) return;
    try {
      await this.publication.heartbeats(heartbeatsDue(plan, this.memory.lanes, nowMs));
    } catch (error) {
      logger.debug({ error }, 'Heartbeats could not be published');
    }
  }
}
