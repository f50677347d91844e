import { BUCKETS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import type { Bus, Subscription } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import type { LiveModels } from './live-models.js';

/** Keeps the live models in line with the `live-models` bucket. */
export class LiveModelsWatch {
  private watch: Subscription | null = null;

  constructor(
    private readonly bus: Bus,
    private readonly liveModels: LiveModels,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    this.watch = await this.bus.bucket(BUCKETS.liveModels).watch((key, live) => {
      const id = organizationIdSchema.safeParse(key);
      if (!id.success) return;
      if (live === null) this.liveModels.remove(id.data);
      else if (live.organizationId === id.data) this.liveModels.goLive(live);
      else
        this.logger.error({ organizationId: id.data }, 'A live pointer of another organization is ignored');
    });
  }

  async stop(): Promise<void> {
    await this.watch?.stop();
  }
}
