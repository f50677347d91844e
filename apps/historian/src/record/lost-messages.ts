import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { Bus, StreamGap } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import type { FollowedStream, HistoryStretches } from '@eagle/telemetry';
import type { HistorianMetrics } from '../historian-metrics.js';
import type { OrganizationRecorder } from './organization-recorder.js';
import type { RecordedStream } from './recorded-streams.js';

/**
 * Assets of one plant are this far apart at most; rows that are there already are read twice and
 * stay one.
 */
const MARGIN_MS = 60_000;

export interface LostPorts {
  readonly bus: Pick<Bus, 'nextMessage'>;
  readonly stretches: Pick<HistoryStretches, 'want'>;
  readonly metrics: Pick<HistorianMetrics, 'gapMessages' | 'lostSeconds'>;
  readonly logger: Pick<Logger, 'error'>;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

/**
 * Keeps account of messages that were lost before the historian read them, and wants their rows
 * again from the sources.
 */
export class LostMessages {
  constructor(private readonly ports: LostPorts) {}

  /** Counts what a stream lost, of all organizations. */
  note(stream: FollowedStream, gap: StreamGap): void {
    this.ports.metrics.gapMessages.inc({ stream, reason: gap.reason }, gap.count);
    this.ports.logger.error({ stream, ...gap }, 'The stream dropped messages before they were read');
  }

  /**
   * Wants the rows again that an organization may lack since a gap: those after its newest row, up
   * to its first message behind the gap. Predictions, and scans of an organization without a
   * source, are lost for good; they are counted. To be called before anything behind the gap is
   * taken.
   * @throws AppError of the bus, the store or the database. Nothing was counted then.
   */
  async wantAgain<T extends OrganizationOwned>(
    recorded: RecordedStream<T>,
    gap: StreamGap,
    recorder: OrganizationRecorder,
  ): Promise<void> {
    const { metrics, logger, stretches } = this.ports;
    const { stream } = recorded;
    const { organizationId } = recorder;
    const newestMs = await recorder.newestTimeMs(stream);
    // It never had a row: nothing says that it lacks one.
    if (newestMs === null) return;
    const untilMs = await this.timeBehind(recorded, gap, recorder);
    if (untilMs <= newestMs) return;
    const range = { fromMs: newestMs - MARGIN_MS, untilMs: untilMs + MARGIN_MS };
    const isReadable = stream === 'scans' && recorder.hasSource;
    if (isReadable) await stretches.want(organizationId, { ...range, reason: 'lost' });
    const fate = isReadable ? 'wanted-again' : 'lost';
    metrics.lostSeconds.inc({ stream, organization: organizationId, fate }, (untilMs - newestMs) / 1_000);
    logger.error(
      { organizationId, stream, fate, reason: gap.reason, ...range },
      isReadable
        ? 'Scans may be missing; they are read again from the source'
        : 'Rows may be missing, and there is no source to read them from',
    );
  }

  /**
   * Event time of the first message of the organization behind the gap; now, where none has come
   * yet.
   */
  private async timeBehind<T extends OrganizationOwned>(
    { declaration, rowsOf }: RecordedStream<T>,
    gap: StreamGap,
    { organizationId }: OrganizationRecorder,
  ): Promise<number> {
    const subject = declaration.subjectsOf(organizationId);
    const next = await this.ports.bus.nextMessage(declaration, subject, gap.nextSequence - 1);
    if (next === null) return this.ports.now();
    try {
      const times = rowsOf(next.decode()).flatMap(({ block }) => [...block.timesMs]);
      return times.length === 0 ? next.storedAtMs : Math.min(...times);
    } catch {
      // It becomes a dead letter when it is taken.
      return next.storedAtMs;
    }
  }
}
