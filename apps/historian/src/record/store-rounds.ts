import type { Logger } from '@eagle/service-kit';
import type { Positions } from '@eagle/telemetry';
import type { Recorders } from './recorders.js';

/** What is not stored within this time when the service stops is read from the bus again. */
const LAST_MS_MAX = 5_000;

export interface FollowedReach {
  /** How far each stream was read. */
  reached(): Positions;
  /** From there on streams are followed after a restart. */
  save(positions: Positions): Promise<void>;
}

/** Stores what waits, of everybody in rounds, and then how far the streams were read. */
export class StoreRounds {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;

  constructor(
    private readonly recorders: Recorders,
    private readonly followed: FollowedReach,
    private readonly logger: Logger,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.roundSoon(), this.everyMs);
  }

  /** @param how  `orderly`: what waits is stored. */
  async stop(how: 'orderly' | 'abandon'): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.running;
    if (how === 'orderly') await this.round(LAST_MS_MAX);
  }

  private roundSoon(): void {
    this.running ??= this.round().finally(() => {
      this.running = null;
    });
  }

  /** Never rejects. */
  private async round(waitMsMax?: number): Promise<void> {
    // Taken before rows are stored: what was read until now is stored, or its organization reads it
    // again.
    const positions = this.followed.reached();
    for (const recorder of this.recorders.all) recorder.keepUp(positions);
    const { stored, failed } = await this.recorders.storeAll(waitMsMax);
    if (failed > 0 && stored === 0) return;
    await this.followed.save(positions).catch((error: unknown) => {
      this.logger.warn(
        { error },
        'The position in the streams could not be stored; the next round tries again',
      );
    });
  }
}
