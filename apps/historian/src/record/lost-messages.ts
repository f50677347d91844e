import type { StreamGap } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import type { FollowedStream } from '@eagle/telemetry';
import type { HistorianMetrics } from '../historian-metrics.js';
import type { OrganizationRecorder } from './organization-recorder.js';

/** Keeps account of messages that were lost before the historian read them. */
export class LostMessages {
  constructor(
    private readonly metrics: Pick<HistorianMetrics, 'gapMessages'>,
    private readonly logger: Logger,
  ) {}

  /** @param concerned  Organizations that may lack rows. Never rejects. */
  note(stream: FollowedStream, gap: StreamGap, concerned: readonly OrganizationRecorder[]): void {
    this.metrics.gapMessages.inc({ stream, reason: gap.reason }, gap.count);
    this.logger.error(
      { stream, ...gap, organizations: concerned.map(({ organizationId }) => organizationId) },
      'The stream dropped messages before they were read',
    );
  }
}
