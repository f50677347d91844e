import { STREAMS } from '@eagle/contracts/bus';
import type { OrganizationConfig, OrganizationId } from '@eagle/contracts/domain';
import type { FeatureFrame } from '@eagle/contracts/frames';
import type { Bus, BusMessage, Subscription } from '@eagle/messaging';
import type { OrganizationConfigs } from '@eagle/service-kit';
import type { PredictionMetrics } from '../metrics.js';
import type { ConfiguredOrganizations } from './configured-organizations.js';
import type { PredictFramesHandler } from './predict-frames.handler.js';

/** Frames that all replicas together may have in flight; the limit of each replica is far below. */
const FRAMES_PENDING_MAX = 16_384;

/**
 * Takes the frames of all organizations from one durable consumer that the replicas share, and
 * follows their configurations. Two measures keep one organization from crowding out another: the
 * stream accepts few frames of one organization, so that a flood waits at the publisher, and the
 * runner takes a batch of each in turn. A consumer for each organization, with few frames in
 * flight, cost the server a quarter of its total work: every message started a separate chain and
 * left in a separate write.
 */
export class FrameIntake {
  private watch: Subscription | null = null;
  private queue: Subscription | null = null;

  /** @param framesHeldMax  Frames that this replica holds or has requested. */
  constructor(
    private readonly bus: Bus,
    private readonly configs: OrganizationConfigs,
    private readonly handler: PredictFramesHandler,
    private readonly organizations: ConfiguredOrganizations,
    private readonly metrics: Pick<PredictionMetrics, 'frameLetGo'>,
    private readonly framesHeldMax: number,
  ) {}

  /** Learns the organizations, and takes no frames yet. */
  async follow(): Promise<void> {
    this.watch = await this.configs.follow((id, config) => this.onConfig(id, config));
  }

  /** Starts taking frames. */
  async open(): Promise<void> {
    const [filterSubject] = STREAMS.features.subjects;
    this.queue = await this.bus.durableConsumer(STREAMS.features, {
      durable: 'prediction',
      filterSubject,
      pendingMax: FRAMES_PENDING_MAX,
      heldMax: this.framesHeldMax,
      onMessage: (message) => this.onFrame(message),
    });
  }

  /** Takes no more frames and waits for those in flight. */
  async stop(): Promise<void> {
    await this.watch?.stop();
    await this.queue?.stop();
  }

  private onConfig(organizationId: OrganizationId, config: OrganizationConfig | null): void {
    if (config !== null) {
      this.organizations.set(config);
      return;
    }
    this.organizations.forget(organizationId);
    this.handler.forget(organizationId);
  }

  /** The waiting frames of a disabled or removed organization are dropped. */
  private onFrame(message: BusMessage<FeatureFrame>): Promise<void> {
    if (this.organizations.isEnabled(message.organizationId)) return this.handler.handle(message);
    this.metrics.frameLetGo();
    return Promise.resolve();
  }
}
