import { STREAMS, type LogEntryBatch } from '@eagle/contracts/bus';
import type { LogEntry, AssetId, LogKind } from '@eagle/contracts/domain';
import type { FeedConnection, MappedLog } from '@eagle/feeds';
import { publishLogEntries, type Bus, type BusMessage, type OrderedConsumer } from '@eagle/messaging';
import { messageOf, type Logger } from '@eagle/service-kit';
import { admitted } from './admission.js';
import type { AssetLanes } from './asset-lanes.js';
import type { FeedStatusCache } from './feed-status-cache.js';
import { logIdOf } from './log-id.js';
import { LogReader } from './log-reader.js';
import type { PipelinePlan } from './pipeline-plan.js';
import type { ProcessorMetrics } from './processor-metrics.js';
import { followToEnd } from './stream-catch-up.js';

/** Logs are asked for news at most this often. */
const READ_EVERY_MS_MIN = 1_000;
/** A log that could not be read for this long says nothing any more: what comes of it is not alerted on. */
const KNOWN_FOR_MS = 120_000;
/** The first scans wait this long for the logs; then they go on without, marked as incomplete. */
const PATIENCE_MS = 10_000;
/** Entries that may wait to be published; more are published after the next start. */
const UNPUBLISHED_MAX = 20_000;

export interface AssetLogParts {
  readonly bus: Bus;
  readonly plan: PipelinePlan;
  /** One more connection to the source; null where there can be none. */
  readonly openFeed: () => FeedConnection | null;
  readonly status: FeedStatusCache;
  readonly metrics: ProcessorMetrics;
  readonly logger: Logger;
  readonly now: () => number;
  readonly monotonicNow: () => number;
  /** Takes what could not be used. */
  readonly onRejected: (mapped: MappedLog, readAtMs: number) => void;
}

interface OpenLog {
  readonly reader: LogReader;
  readonly feed: FeedConnection;
}

/**
 * The error and maintenance logs of one organization on their way to its assets' features: entries of the EVENTS stream (what was published before a restart,
 * and what others publish) and of the log tables, which are published there when they are new. The assets' features know every entry once,
 * whatever way it comes. A log that cannot be read holds up nothing: features go on, marked as incomplete.
 */
export class AssetLogs {
  /** Whose features are told; null: not begun. */
  private lanes: AssetLanes | null = null;
  private logs: OpenLog[] = [];
  private consumer: OrderedConsumer | null = null;
  private reading: Promise<void> | null = null;
  private readAtMs = -Infinity;
  private knownAtMs = -Infinity;
  private readonly unpublished = new Map<LogReader, LogEntry[]>();
  private readonly assets: ReadonlySet<AssetId>;
  private aborted = false;

  constructor(private readonly parts: AssetLogParts) {
    this.assets = new Set(parts.plan.config.assets.map(({ assetId }) => assetId));
  }

  /** Whether any feature asks for events. */
  get areAsked(): boolean {
    const { featureSet } = this.parts.plan;
    return featureSet !== null && featureSet.eventMsMax + featureSet.maintenanceMsMax > 0;
  }

  areBegunFor(lanes: AssetLanes): boolean {
    return this.lanes === lanes;
  }

  /**
   * Takes in all that is known so far, for these lanes from now on.
   * @param anchorMs  Event time of the earliest scan that is yet to come.
   * @throws AppError of the bus; retryable.
   */
  async begin(lanes: AssetLanes, anchorMs: number): Promise<void> {
    await this.end();
    const { plan, openFeed, status, now, monotonicNow } = this.parts;
    const { featureSet, mapping, config } = plan;
    if (featureSet === null || !this.areAsked) return;
    this.lanes = lanes;
    lanes.logsAreKnown = false;
    await this.follow(this.parts, STREAMS.events.subjectsOf(config.organizationId));
    for (const log of mapping.logs) {
      const backMs = log.kind === 'error' ? featureSet.eventMsMax : featureSet.maintenanceMsMax;
      const feed = backMs === 0 || this.aborted ? null : openFeed();
      if (feed === null) continue;
      const quota = plan.config.settings.quotaRowsPerSecond;
      const onWait = (): void =>
        status.note(
          `The log "${log.table}" brings more than the ${admitted(quota)}: the rest waits and is read later.`,
          'quota-exceeded',
        );
      const reader = new LogReader(plan, log, feed, anchorMs - backMs, { now, monotonicNow, onWait });
      this.logs.push({ feed, reader });
    }
    await withinPatience(this.readSoon());
  }

  /**
   * Begins to read the logs where that is due. Never rejects.
   * @returns when what was begun is done; nobody has to wait for it.
   */
  readSoon(): Promise<void> {
    if (this.lanes === null) return Promise.resolve();
    const { plan, monotonicNow } = this.parts;
    const everyMs =
      plan.feed.clock === 'source'
        ? 0
        : Math.max(READ_EVERY_MS_MIN, Math.min(plan.feed.pollIntervalMs, KNOWN_FOR_MS / 4));
    if (this.reading === null && monotonicNow() - this.readAtMs >= everyMs) {
      this.readAtMs = monotonicNow();
      this.reading = this.read().finally(() => {
        this.reading = null;
      });
    }
    this.lanes.logsAreKnown = monotonicNow() - this.knownAtMs < KNOWN_FOR_MS;
    return this.reading ?? Promise.resolve();
  }

  /** Ends what is in progress at once, and for good: a statement that hangs must hold up nothing. */
  abort(): void {
    this.aborted = true;
    for (const { feed, reader } of this.logs) {
      reader.stop();
      void feed.close();
    }
  }

  async end(): Promise<void> {
    const { logs, consumer, reading } = this;
    this.lanes = null;
    this.logs = [];
    this.consumer = null;
    this.unpublished.clear();
    this.readAtMs = this.knownAtMs = -Infinity;
    for (const { reader } of logs) reader.stop();
    await Promise.all([consumer?.stop(), ...logs.map(({ feed }) => feed.close())]);
    await reading;
  }

  private async follow({ bus, plan }: AssetLogParts, filter: string): Promise<void> {
    const known = new Set(plan.mapping.logs.map((log) => logIdOf(plan.mapping, log)));
    const onMessage = (received: BusMessage<LogEntryBatch>): void => {
      const { kind, log, events, takenBack } = received.decode();
      if (log !== undefined && !known.has(log)) this.count('of-another-mapping', events.length);
      else if (takenBack === true) for (const entry of events) this.forgetEntry(kind, entry);
      else for (const entry of events) this.takeEntry(kind, entry);
    };
    this.consumer =
      (await followToEnd(bus, STREAMS.events, filter, 0, onMessage)) ??
      (await bus.follow(STREAMS.events, { filterSubjects: [filter], from: { afterSequence: 0 }, onMessage }));
  }

  private async read(): Promise<void> {
    const { lanes, logs } = this;
    const { monotonicNow } = this.parts;
    const read = await Promise.all(logs.map(({ reader }) => this.readOne(reader)));
    if (this.lanes !== lanes || lanes === null) return;
    if (read.every(Boolean)) this.knownAtMs = monotonicNow();
    lanes.logsAreKnown = monotonicNow() - this.knownAtMs < KNOWN_FOR_MS;
    await this.publish();
  }

  /** @returns whether it was read to its end. */
  private async readOne(reader: LogReader): Promise<boolean> {
    const { status, logger } = this.parts;
    const { lanes } = this;
    try {
      await reader.read((mapped) => {
        if (this.lanes === lanes) this.takeMapped(reader, mapped);
      });
      return true;
    } catch (error) {
      if (this.lanes !== lanes || this.aborted) return false;
      const { kind, table } = reader.log;
      const name = kind === 'error' ? 'error log' : 'maintenance log';
      status.note(`The ${name} "${table}" cannot be read; predictions wait for it: ${messageOf(error)}`);
      logger.debug({ error, table }, 'A log cannot be read');
      return false;
    }
  }

  private takeMapped(reader: LogReader, mapped: MappedLog): void {
    const { now, onRejected } = this.parts;
    const fresh = mapped.entries.filter((entry) => this.takeEntry(mapped.kind, entry));
    const waiting = this.unpublished.get(reader) ?? [];
    const admitted = fresh.slice(0, Math.max(0, UNPUBLISHED_MAX - waiting.length));
    for (const entry of admitted) waiting.push(entry);
    this.count('not-published', fresh.length - admitted.length);
    this.unpublished.set(reader, waiting);
    onRejected(mapped, now());
  }

  /** @returns whether it is new. */
  private takeEntry(kind: LogKind, { assetId, code, atMs }: LogEntry): boolean {
    const isOurs = this.assets.has(assetId);
    const isNew = isOurs && this.lanes?.of(assetId).addLogEntry({ kind, code, atMs }) === true;
    const outcome = isNew ? 'taken' : isOurs ? 'known-or-not-asked' : 'asset-unknown';
    this.count(outcome, 1);
    return isNew;
  }

  private forgetEntry(kind: LogKind, { assetId, code, atMs }: LogEntry): void {
    if (this.assets.has(assetId)) this.lanes?.of(assetId).removeLogEntry({ kind, code, atMs });
    this.count('taken-back', 1);
  }

  private count(outcome: string, entries: number): void {
    if (entries === 0) return;
    this.parts.metrics.events.inc({ organization: this.parts.plan.config.organizationId, outcome }, entries);
  }

  /** What cannot be published now is tried again with the next reading: the features know it already. */
  private async publish(): Promise<void> {
    const { bus, plan, logger } = this.parts;
    for (const [{ id, log }, entries] of this.unpublished) {
      const sent = entries.length;
      try {
        await publishLogEntries(bus, plan.config.organizationId, { kind: log.kind, log: id }, entries);
        entries.splice(0, sent);
      } catch (error) {
        logger.debug({ error }, 'Log entries could not be published; tried again');
      }
    }
  }
}

async function withinPatience(reading: Promise<void>): Promise<void> {
  const patience = Promise.withResolvers<void>();
  const timer = setTimeout(patience.resolve, PATIENCE_MS);
  await Promise.race([reading, patience.promise]);
  clearTimeout(timer);
}
