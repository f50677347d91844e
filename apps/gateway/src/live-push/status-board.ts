import {
  BUCKETS,
  type FeedStatus,
  feedStatusSchema,
  type OrganizationId,
  organizationIdSchema,
  type ServingStatus,
  servingStatusSchema,
  type StatusPush,
  type TrainingStatus,
  trainingStatusSchema,
} from '@eagle/contracts';
import type { Bus, Subscription } from '@eagle/messaging';
import { Logger } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { onceThere } from '../operations/connections.js';
import { BUS } from '../ports.js';
import { LiveClients } from './live-clients.js';

/** What is known now of every organization's feed and model: watched, kept in memory, pushed to the organization's sockets. */
@Injectable()
export class StatusBoard implements OnModuleInit, OnModuleDestroy {
  private readonly feeds = new Map<OrganizationId, FeedStatus>();
  private readonly trainings = new Map<OrganizationId, TrainingStatus>();
  private readonly servings = new Map<OrganizationId, ServingStatus>();
  private watches: Subscription[] = [];

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const feeds = this.bus.bucket(BUCKETS.feedStatus, feedStatusSchema);
    const trainings = this.bus.bucket(BUCKETS.trainingStatus, trainingStatusSchema);
    const servings = this.bus.bucket(BUCKETS.servingStatus, servingStatusSchema);
    this.watches = await Promise.all([
      onceThere(this.logger, BUCKETS.feedStatus, () =>
        feeds.watch((key, status) => this.note(this.feeds, key, status)),
      ),
      onceThere(this.logger, BUCKETS.trainingStatus, () =>
        trainings.watch((key, status) => this.note(this.trainings, key, status)),
      ),
      onceThere(this.logger, BUCKETS.servingStatus, () =>
        servings.watch((key, status) => this.note(this.servings, key, status)),
      ),
    ]);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.watches.map((watch) => watch.stop()));
  }

  of(organizationId: OrganizationId): StatusPush {
    return {
      organizationId,
      feed: this.feeds.get(organizationId) ?? null,
      training: this.trainings.get(organizationId) ?? null,
      serving: this.servings.get(organizationId) ?? null,
    };
  }

  /** A value that belongs to another organization than its key is not shown to either. */
  private note<Status extends { readonly organizationId: OrganizationId }>(
    board: Map<OrganizationId, Status>,
    key: string,
    status: Status | null,
  ): void {
    const parsed = organizationIdSchema.safeParse(key);
    if (!parsed.success) return;
    const organizationId = parsed.data;
    if (status === null) board.delete(organizationId);
    else if (status.organizationId === organizationId) board.set(organizationId, status);
    else return;
    const push = this.of(organizationId);
    for (const { client } of this.clients.of(organizationId)) client.sendStatus(push);
  }
}
