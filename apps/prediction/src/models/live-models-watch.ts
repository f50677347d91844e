import { BUCKETS } from '@eagle/contracts/bus';
import { organizationIdSchema } from '@eagle/contracts/domain';
import type { Bus, Subscription } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import type { ModelShelf } from './model-shelf.js';

/** Keeps the shelf as the `live-models` bucket says. */
export class LiveModelsWatch {
  #watch: Subscription | null = null;

  constructor(
    private readonly bus: Bus,
    private readonly shelf: ModelShelf,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    this.#watch = await this.bus.bucket(BUCKETS.liveModels).watch((key, live) => {
      const id = organizationIdSchema.safeParse(key);
      if (!id.success) return;
      if (live === null) this.shelf.remove(id.data);
      else if (live.organizationId === id.data) this.shelf.goLive(live);
      else this.logger.error({ organizationId: id.data }, 'Live pointer of another organization is ignored');
    });
  }

  async stop(): Promise<void> {
    await this.#watch?.stop();
  }
}
