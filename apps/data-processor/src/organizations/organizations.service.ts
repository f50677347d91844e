import { STREAMS } from '@eagle/contracts/bus';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { Bus, Subscription } from '@eagle/messaging';
import { BUS, CONFIG, ConfigWatch, FeedPasswords, Logger } from '@eagle/service-kit';
import { believedNow, monotonicNow } from '@eagle/service-kit/clocks';
import { AllowedNetworks } from '@eagle/service-kit/outbound';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../config.js';
import { FrameRoom } from '../pipeline/frame-room.js';
import { ProcessorMetrics } from '../pipeline/processor-metrics.js';
import { OrganizationSupervisor } from './organization-supervisor.js';

/** Follows the configurations of all organizations and keeps one supervisor for each. */
@Injectable()
export class OrganizationsService implements OnModuleInit, OnModuleDestroy {
  private readonly supervisors = new Map<OrganizationId, OrganizationSupervisor>();
  private readonly frameRoom = new FrameRoom();
  private features: Subscription | null = null;
  private watch: Subscription | null = null;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ConfigWatch) private readonly configs: ConfigWatch,
    @Inject(FeedPasswords) private readonly passwords: FeedPasswords,
    @Inject(AllowedNetworks) private readonly networks: AllowedNetworks,
    @Inject(ProcessorMetrics) private readonly metrics: ProcessorMetrics,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    // The pipelines read from it; a pipeline begins when its organization has a feed.
    this.bus.handles(STREAMS.scans, STREAMS.events, STREAMS.features, STREAMS.predictions);
    this.features = await this.bus.watchStream(STREAMS.features, () => {
      for (const supervisor of this.supervisors.values()) supervisor.doubt();
    });
    this.watch = await this.configs.follow((organizationId, config) =>
      this.supervisorOf(organizationId).apply(config),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.watch?.stop();
    await this.features?.stop();
    await Promise.all([...this.supervisors.values()].map((supervisor) => supervisor.stop()));
  }

  private supervisorOf(organizationId: OrganizationId): OrganizationSupervisor {
    let supervisor = this.supervisors.get(organizationId);
    if (supervisor === undefined) {
      const { bus, metrics, logger, passwords, networks, frameRoom } = this;
      const parts = { bus, metrics, logger, passwords, networks, frameRoom, replica: this.config.REPLICA };
      const clocks = { now: believedNow, monotonicNow };
      supervisor = new OrganizationSupervisor({ ...parts, ...clocks, random: Math.random }, organizationId);
      this.supervisors.set(organizationId, supervisor);
    }
    return supervisor;
  }
}
