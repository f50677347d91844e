import { BUCKETS, STREAMS } from '@eagle/contracts/bus';
import {
  organizationIdSchema,
  probabilityMinOf,
  type AssetId,
  type OrganizationConfig,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { PredictionFrame, ScanBatch } from '@eagle/contracts/frames';
import { tagTable } from '@eagle/features';
import { type Bus, type BusMessage, type Subscription } from '@eagle/messaging';
import { FailureEdges, type Failure } from '@eagle/models';
import type { Logger } from '@eagle/service-kit';
import { ShadowMinutes, type ShadowMinute } from './shadow-minutes.js';
import type { ShadowRecords } from './shadow-records.js';

const FLUSH_MS = 10_000;
/** Old records are removed at this interval. */
const RETAIN_MS = 3_600_000;
/** After a start, this much is read again, so that no minute is cut in two. */
const OVERLAP_MS = 5 * 60_000;
/** What waits for an unavailable database; beyond this limit the oldest is dropped. */
const WAITING_MAX = 50_000;

/** The state of one organization with a version in shadow. */
interface Watched {
  readonly minutes: ShadowMinutes;
  edges: Map<AssetId, FailureEdges>;
  edgesRevision: number;
  waiting: ShadowMinute[];
  failures: Failure[];
  subscriptions: Subscription[];
  ended: boolean;
}

/**
 * Stores the predictions of versions in shadow, and the failures that the scans show meanwhile: the
 * predictions are scored against these. Only organizations with a version in shadow are followed.
 */
export class ShadowWatch {
  private readonly configs = new Map<OrganizationId, OrganizationConfig>();
  private readonly watched = new Map<OrganizationId, Watched>();
  private watch: Subscription | null = null;
  private timer: NodeJS.Timeout | null = null;
  private retainedMs = 0;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly bus: Bus,
    private readonly records: ShadowRecords,
    private readonly logger: Pick<Logger, 'warn'>,
    private readonly clocks: { readonly now: () => number; readonly monotonicNow: () => number },
    private readonly flushMs = FLUSH_MS,
  ) {}

  async start(): Promise<void> {
    this.watch = await this.bus.bucket(BUCKETS.shadowModels).watch((key, shadow) => {
      const id = organizationIdSchema.safeParse(key);
      if (!id.success) return;
      if (shadow === null) this.enqueue(() => this.end(id.data));
      else if (shadow.organizationId === id.data) this.enqueue(() => this.begin(id.data));
    });
    this.timer = setInterval(() => this.enqueue(() => this.flushAll()), this.flushMs);
    this.timer.unref();
  }

  configChanged(config: OrganizationConfig): void {
    this.configs.set(config.organizationId, config);
  }

  organizationRemoved(organizationId: OrganizationId): void {
    this.configs.delete(organizationId);
    this.enqueue(() => this.end(organizationId));
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.watch?.stop();
    await this.work;
    for (const organizationId of [...this.watched.keys()]) await this.end(organizationId);
  }

  private enqueue(step: () => Promise<void>): void {
    this.work = this.work.then(step).catch((error: unknown) => {
      this.logger.warn(
        { error },
        'Predictions of versions in shadow could not be stored; the write is retried',
      );
    });
  }

  private async begin(organizationId: OrganizationId): Promise<void> {
    if (this.watched.has(organizationId)) return;
    const watched: Watched = {
      ...{ minutes: new ShadowMinutes(), edges: new Map(), edgesRevision: 0 },
      ...{ waiting: [], failures: [], subscriptions: [], ended: false },
    };
    this.watched.set(organizationId, watched);
    const from = { sinceMs: this.clocks.now() - OVERLAP_MS };
    watched.subscriptions = [
      await this.bus.follow(STREAMS.shadow, {
        filterSubjects: [STREAMS.shadow.subject(organizationId)],
        from,
        onMessage: (message) => this.onShadow(watched, message),
      }),
      await this.bus.follow(STREAMS.scans, {
        filterSubjects: [STREAMS.scans.subjectsOf(organizationId)],
        from,
        onMessage: (message) => this.onScans(watched, message),
      }),
    ];
  }

  private async end(organizationId: OrganizationId): Promise<void> {
    const watched = this.watched.get(organizationId);
    if (watched === undefined) return;
    this.watched.delete(organizationId);
    watched.ended = true;
    await Promise.all(watched.subscriptions.map((subscription) => subscription.stop()));
    await this.flush(organizationId, watched);
  }

  private onShadow({ minutes, ended }: Watched, message: BusMessage<PredictionFrame>): void {
    const frame = message.decode();
    const config = this.configs.get(frame.organizationId);
    if (config !== undefined && !ended)
      minutes.add(frame, {
        ...config.settings.prediction,
        probabilityMin: probabilityMinOf(config.settings, frame.probabilityMin),
      });
  }

  private onScans(watched: Watched, message: BusMessage<ScanBatch>): void {
    const batch = message.decode();
    const config = this.configs.get(batch.organizationId);
    if (config === undefined || batch.configRevision !== config.revision || batch.rows === 0) return;
    if (watched.edgesRevision !== config.revision) {
      watched.edges = new Map();
      watched.edgesRevision = config.revision;
    }
    let edges = watched.edges.get(batch.assetId);
    if (edges === undefined) {
      edges = new FailureEdges(batch.assetId, config.settings.failures.tags, tagTable(config));
      watched.edges.set(batch.assetId, edges);
    }
    const width = batch.tags.length;
    for (let row = 0; row < batch.rows; row += 1) {
      edges.push(batch.eventTimesMs[row] ?? 0, batch.values.subarray(row * width, (row + 1) * width));
    }
    watched.failures.push(...edges.take());
  }

  private async flushAll(): Promise<void> {
    for (const [organizationId, watched] of this.watched) await this.flush(organizationId, watched);
    if (this.clocks.monotonicNow() - this.retainedMs < RETAIN_MS) return;
    this.retainedMs = this.clocks.monotonicNow();
    for (const { organizationId, settings } of this.configs.values()) {
      await this.records.retain(organizationId, settings.shadow.keepDays);
    }
  }

  private async flush(organizationId: OrganizationId, watched: Watched): Promise<void> {
    watched.waiting.push(...watched.minutes.take());
    const { waiting, failures } = watched;
    watched.waiting = [];
    watched.failures = [];
    try {
      await this.records.save(organizationId, waiting, failures);
    } catch (error) {
      watched.waiting = [...waiting, ...watched.waiting].slice(-WAITING_MAX);
      watched.failures = [...failures, ...watched.failures];
      throw error;
    }
  }
}
