import { BUCKETS } from '@eagle/contracts/bus';
import {
  type FeedStatus,
  type OrganizationId,
  organizationIdSchema,
  type ServingStatus,
  type TrainingStatus,
} from '@eagle/contracts/domain';
import type { StatusPush } from '@eagle/contracts/socket';
import type { Bus, Subscription } from '@eagle/messaging';
import { BUS, Logger } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { onceThere } from '../operations/once-there.js';
import { MessageStore } from '../operations/message-store.js';
import { type CoursePoint, lastHourOf, slotAt, withReport } from './feed-course.js';
import { heardFeed, isOld, judgedFeed, type HeardFeed } from './feed-freshness.js';
import { LiveClients } from './live-clients.js';
import { type RowCount, rowsPerSecond, withRowCount } from './rows-per-second.js';

/** How often the age of a feed's status is checked. */
const LOOK_EVERY_MS = 1_000;

/**
 * The present status of every organization's feed and model: watched, kept in memory, pushed to the
 * organization's sockets.
 */
@Injectable()
export class StatusCache implements OnModuleInit, OnModuleDestroy {
  private readonly feeds = new Map<OrganizationId, HeardFeed>();
  /** Reports of the last minute of each feed. */
  private readonly rowCounts = new Map<OrganizationId, readonly RowCount[]>();
  /** The last hour of each feed, in steps of two minutes. */
  private readonly courses = new Map<OrganizationId, readonly CoursePoint[]>();
  /** Feeds that were already pushed as old; each is pushed once. */
  private readonly old = new Set<OrganizationId>();
  private readonly trainings = new Map<OrganizationId, TrainingStatus>();
  private readonly servings = new Map<OrganizationId, ServingStatus>();
  private watches: Subscription[] = [];
  private looks: NodeJS.Timeout | null = null;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(MessageStore) private readonly store: MessageStore,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const feeds = this.bus.bucket(BUCKETS.feedStatus);
    const trainings = this.bus.bucket(BUCKETS.trainingStatus);
    const servings = this.bus.bucket(BUCKETS.servingStatus);
    this.watches = await Promise.all([
      onceThere(this.logger, BUCKETS.feedStatus.name, () =>
        feeds.watch((key, status) => this.noteFeed(key, status)),
      ),
      onceThere(this.logger, BUCKETS.trainingStatus.name, () =>
        trainings.watch((key, status) => this.note(this.trainings, key, status)),
      ),
      onceThere(this.logger, BUCKETS.servingStatus.name, () =>
        servings.watch((key, status) => this.note(this.servings, key, status)),
      ),
    ]);
    this.store.onChange(() => {
      for (const organizationId of this.feeds.keys()) this.push(organizationId);
    });
    this.looks = setInterval(() => this.reportOld(), LOOK_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.looks !== null) clearInterval(this.looks);
    await Promise.all(this.watches.map((watch) => watch.stop()));
  }

  of(organizationId: OrganizationId): StatusPush {
    const feed = this.feeds.get(organizationId);
    return {
      organizationId,
      feed: feed === undefined ? null : judgedFeed(feed, performance.now(), this.store.problem),
      training: this.trainings.get(organizationId) ?? null,
      serving: this.servings.get(organizationId) ?? null,
    };
  }

  /** Rows that its feed reads a second; null: not known, or the feed does not report any more. */
  rowsPerSecond(organizationId: OrganizationId): number | null {
    const feed = this.feeds.get(organizationId);
    if (feed === undefined || isOld(feed, performance.now())) return null;
    return rowsPerSecond(this.rowCounts.get(organizationId) ?? []);
  }

  /** How fast and how late its feed was over the last hour. */
  lastHour(organizationId: OrganizationId): ReturnType<typeof lastHourOf> {
    return lastHourOf(this.courses.get(organizationId) ?? [], slotAt(performance.now()));
  }

  private noteFeed(key: string, status: FeedStatus | null): void {
    const organizationId = this.organizationOf(key, status);
    if (organizationId === null) return;
    if (status === null) {
      this.feeds.delete(organizationId);
      this.rowCounts.delete(organizationId);
      this.courses.delete(organizationId);
    } else {
      this.feeds.set(organizationId, heardFeed(this.feeds.get(organizationId), status, performance.now()));
      const count = { atMs: Date.parse(status.updatedAt), rows: status.rowsRead };
      const counts = withRowCount(this.rowCounts.get(organizationId) ?? [], count);
      this.rowCounts.set(organizationId, counts);
      const point = {
        slot: slotAt(performance.now()),
        rowsPerSecond: rowsPerSecond(counts),
        lagMs: status.lagMs,
      };
      this.courses.set(organizationId, withReport(this.courses.get(organizationId) ?? [], point));
    }
    this.old.delete(organizationId);
    this.push(organizationId);
  }

  /** When writes stop, no message says so: only the age of the last status shows it. */
  private reportOld(): void {
    const nowMs = performance.now();
    for (const [organizationId, heard] of this.feeds) {
      if (this.old.has(organizationId) || !isOld(heard, nowMs)) continue;
      this.old.add(organizationId);
      this.push(organizationId);
    }
  }

  private note<Status extends { readonly organizationId: OrganizationId }>(
    cache: Map<OrganizationId, Status>,
    key: string,
    status: Status | null,
  ): void {
    const organizationId = this.organizationOf(key, status);
    if (organizationId === null) return;
    if (status === null) cache.delete(organizationId);
    else cache.set(organizationId, status);
    this.push(organizationId);
  }

  /**
   * @returns null for a value that belongs to another organization than its key: it is not shown to
   * either.
   */
  private organizationOf(
    key: string,
    status: { readonly organizationId: OrganizationId } | null,
  ): OrganizationId | null {
    const parsed = organizationIdSchema.safeParse(key);
    if (!parsed.success) return null;
    return status === null || status.organizationId === parsed.data ? parsed.data : null;
  }

  private push(organizationId: OrganizationId): void {
    const push = this.of(organizationId);
    for (const { client } of this.clients.of(organizationId)) client.sendStatus(push);
  }
}
