import { AppError } from '@eagle/contracts/domain';
import type { Logger } from '@eagle/service-kit';
import type { HistorianMetrics } from '../historian-metrics.js';
import { pause } from '../pause.js';
import type { OrganizationRecorder } from './organization-recorder.js';
import type { Recorders } from './recorders.js';

/**
 * Merges, aggregates, retention and removal in the background: one bounded step at a time, each
 * organization in its turn.
 */
export class MaintenanceLoop {
  private readonly ending = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly recorders: Recorders,
    private readonly metrics: Pick<
      HistorianMetrics,
      'mergedSegments' | 'retiredSegments' | 'maintenanceFailures'
    >,
    private readonly logger: Logger,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the step in progress. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      await pause(this.everyMs, signal);
      let waiting = this.recorders.all;
      while (waiting.length > 0 && !signal.aborted) waiting = await this.pass(waiting);
    }
  }

  /** One step of each. @returns those with more to do. */
  private async pass(recorders: readonly OrganizationRecorder[]): Promise<OrganizationRecorder[]> {
    const unfinished: OrganizationRecorder[] = [];
    for (const recorder of recorders) {
      if (this.ending.signal.aborted) return [];
      if (await this.step(recorder)) unfinished.push(recorder);
    }
    return unfinished;
  }

  /** @returns whether there is more to do; after a failure not before the next time. */
  private async step(recorder: OrganizationRecorder): Promise<boolean> {
    try {
      const { mergedSegments, retiredSegments, hasMore } = await recorder.maintain();
      this.metrics.mergedSegments.inc(mergedSegments);
      this.metrics.retiredSegments.inc(retiredSegments);
      return hasMore;
    } catch (error) {
      this.metrics.maintenanceFailures.inc({ code: error instanceof AppError ? error.code : 'unknown' });
      const { organizationId } = recorder;
      if (!this.ending.signal.aborted) {
        this.logger.warn({ organizationId, error }, 'A step of maintenance failed; it is tried again');
      }
      return false;
    }
  }
}
