import { STREAMS } from '@eagle/contracts/bus';
import type { OrganizationConfig, OrganizationId } from '@eagle/contracts/domain';
import type { FeatureFrame } from '@eagle/contracts/frames';
import type { Bus, BusMessage, Subscription } from '@eagle/messaging';
import type { OrganizationConfigs } from '@eagle/service-kit';
import type { PredictionMetrics } from '../metrics.js';
import type { ConfiguredOrganizations } from './configured-organizations.js';
import type { PredictFramesHandler } from './predict-frames.handler.js';

/** Frames that all replicas together may have in flight; each one's own bound is far below. */
const FRAMES_PENDING_MAX = 16_384;

/**
 * Takes the frames of all organizations from one durable consumer that the replicas share, and follows their configurations. That none crowds out
 * another is seen to on both sides of it: the stream takes few frames of one organization, so that a flood waits at the door, and the runner
 * takes a batch of each in turn. A consumer for each organization, with few frames in flight, cost the server a quarter of all it did: every
 * message woke a chain of its own and left in a write of its own.
 */
export class FrameIntake {
  private watch: Subscription | null = null;
  private queue: Subscription | null = null;

  /** @param framesHeldMax  Frames that this replica has in flight or asked for. */
  constructor(
    private readonly bus: Bus,
    private readonly configs: OrganizationConfigs,
    private readonly handler: PredictFramesHandler,
    private readonly organizations: ConfiguredOrganizations,
    private readonly metrics: Pick<PredictionMetrics, 'frameLetGo'>,
    private readonly framesHeldMax: number,
  ) {}

  /** Learns which organizations there are, and takes no frames yet. */
  async follow(): Promise<void> {
    this.watch = await this.configs.follow((id, config) => this.onConfig(id, config));
  }

  /** Takes frames from now on. */
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

  /** What is left of an organization that was switched off or taken away is let go. */
  private onFrame(message: BusMessage<FeatureFrame>): Promise<void> {
    if (this.organizations.isEnabled(message.organizationId)) return this.handler.handle(message);
    this.metrics.frameLetGo();
    return Promise.resolve();
  }
}
