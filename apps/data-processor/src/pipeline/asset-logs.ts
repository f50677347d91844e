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

/** Logs are polled at most this often. */
const READ_EVERY_MS_MIN = 1_000;
/**
 * After this long without a successful read, predictions that use the log no longer cause alerts.
 */
const KNOWN_FOR_MS = 120_000;
/**
 * The first scans wait this long for the logs; then they continue without, marked as incomplete.
 */
const PATIENCE_MS = 10_000;
/** Entries that may wait for publication; further ones are published after the next start. */
const UNPUBLISHED_MAX = 20_000;

export interface AssetLogParts {
  readonly bus: Bus;
  readonly plan: PipelinePlan;
  /** One more connection to the source; null where none can be opened. */
  readonly openFeed: () => FeedConnection | null;
  readonly status: FeedStatusCache;
  readonly metrics: ProcessorMetrics;
  readonly logger: Logger;
  readonly now: () => number;
  readonly monotonicNow: () => number;
  /** Takes unusable rows. */
  readonly onRejected: (mapped: MappedLog, readAtMs: number) => void;
}

interface OpenLog {
  readonly reader: LogReader;
  readonly feed: FeedConnection;
}

/**
 * Brings the error and maintenance logs of one organization into its assets' features. The entries
 * come from the EVENTS stream (published before a restart, or by others) and from the log tables;
 * new entries of the tables are published to the stream. The assets' features count every entry
 * once, from either source. A log that cannot be read blocks nothing: features continue, marked as
 * incomplete.
 */
export class AssetLogs {
  /** The assets that get the entries; null: not begun. */
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

  /** Whether any feature uses events. */
  get areAsked(): boolean {
    const { featureSet } = this.parts.plan;
    return featureSet !== null && featureSet.eventMsMax + featureSet.maintenanceMsMax > 0;
  }

  areBegunFor(lanes: AssetLanes): boolean {
    return this.lanes === lanes;
  }

  /**
   * Takes in all known entries, for these lanes from now on.
   * @param anchorMs  Event time of the earliest scan that is still to come.
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
          'over-quota',
          `The log "${log.table}" brings more than the ${admitted(quota)}: the rest waits and is read later.`,
          'quota-exceeded',
        );
      const reader = new LogReader(plan, log, feed, anchorMs - backMs, { now, monotonicNow, onWait });
      this.logs.push({ feed, reader });
    }
    await withinPatience(this.readSoon());
  }

  /**
   * Starts reading the logs that are due. Never rejects.
   * @returns a promise that resolves when these reads are done; nobody has to wait for it.
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

  /** Ends all reads permanently and at once: a statement that hangs must block nothing. */
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

  /** @returns whether the log was read to its end. */
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
      status.note(
        'log-unreadable',
        `The ${name} "${table}" cannot be read; predictions wait for it: ${messageOf(error)}`,
      );
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

  /** @returns whether the entry is new. */
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

  /**
   * An entry that cannot be published now is published with the next read: the features have it
   * already.
   */
  private async publish(): Promise<void> {
    const { bus, plan, logger } = this.parts;
    for (const [{ id, log }, entries] of this.unpublished) {
      const sent = entries.length;
      try {
        await publishLogEntries(bus, plan.config.organizationId, { kind: log.kind, log: id }, entries);
        entries.splice(0, sent);
      } catch (error) {
        logger.debug({ error }, 'Log entries could not be published; the publication is retried');
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
