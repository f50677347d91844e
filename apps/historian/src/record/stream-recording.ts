import type { StreamIncarnation } from '@eagle/contracts/domain';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { Bus, BusMessage, StreamGap } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import type { FollowedStream, StreamPosition } from '@eagle/telemetry';
import type { HistorianMetrics } from '../historian-metrics.js';
import type { CatchUps } from './catch-ups.js';
import type { HeadRoom } from './head-room.js';
import type { LostMessages } from './lost-messages.js';
import type { OrganizationRecorder } from './organization-recorder.js';
import { PositionedReader } from './positioned-reader.js';
import { record, type RecordedStream } from './recorded-streams.js';
import type { Recorders } from './recorders.js';
import { Turns } from './turns.js';

/** Organizations for which it is noted at once what they lost. */
const ACCOUNTED_AT_ONCE = 4;
/**
 * What the plants send meanwhile is taken up at once, when alerts have been decided. A chart ends
 * this much before now.
 */
const GATHER_MS = 250;

export interface RecordingPorts {
  readonly bus: Bus;
  readonly recorders: Recorders;
  readonly room: HeadRoom;
  readonly catchUps: CatchUps;
  readonly lost: LostMessages;
  readonly logger: Logger;
  readonly metrics: HistorianMetrics;
  /** How far each stream was read; each message advances it. */
  readonly reached: Map<FollowedStream, StreamPosition>;
}

/**
 * The reader that all organizations share: follows one stream from where it was left, and gives the
 * rows of each message to its organization.
 */
export class StreamRecording<T extends OrganizationOwned> {
  private reader: PositionedReader<T> | null = null;

  constructor(
    private readonly recorded: RecordedStream<T>,
    private readonly ports: RecordingPorts,
  ) {}

  /** @throws AppError as `Bus.follow`. */
  async start(): Promise<void> {
    const { bus, reached } = this.ports;
    const { stream, declaration } = this.recorded;
    this.reader = new PositionedReader(bus, declaration, {
      after: reached.get(stream) ?? null,
      gatherMs: GATHER_MS,
      onMessage: (message, position) => this.onMessage(message, position),
      onGap: (gap, incarnation) => this.onGap(gap, incarnation),
    });
    await this.reader.start();
  }

  async stop(): Promise<void> {
    await this.reader?.stop();
  }

  private onMessage(message: BusMessage<T>, position: StreamPosition): void | Promise<void> {
    const recorder = this.ports.recorders.of(message.organizationId);
    if (recorder === null) return this.later(message, position);
    return this.take(recorder, message, position);
  }

  /** The organization is not open yet: its configuration may still arrive. */
  private async later(message: BusMessage<T>, position: StreamPosition): Promise<void> {
    const { recorders, metrics, reached } = this.ports;
    const { stream, rowsOf } = this.recorded;
    const recorder = await recorders.find(message.organizationId);
    if (recorder !== null) return this.take(recorder, message, position);
    const rows = rowsOf(message.decode()).reduce((sum, { block }) => sum + block.rows, 0);
    metrics.rowsSetAside.inc({ stream, organization: 'unknown', reason: 'organization-unknown' }, rows);
    reached.set(stream, position);
  }

  private take(
    recorder: OrganizationRecorder,
    message: BusMessage<T>,
    position: StreamPosition,
  ): void | Promise<void> {
    const { metrics, reached, room } = this.ports;
    const { stream } = this.recorded;
    reached.set(stream, position);
    if (recorder.cursor.isBehind) {
      if (recorder.cursor.isNew(stream, position)) recorder.cursor.leaveOut(stream, position);
      return;
    }
    const values = record(this.recorded, recorder, message, position, metrics);
    if (values > 0) return room.took(recorder, values) ?? undefined;
  }

  private async onGap(gap: StreamGap, incarnation: StreamIncarnation): Promise<void> {
    const { recorders, reached, lost } = this.ports;
    const { stream } = this.recorded;
    lost.note(stream, gap);
    if (gap.reason === 'stream-restarted') reached.set(stream, { incarnation, sequence: 0 });
    const turns = new Turns(ACCOUNTED_AT_ONCE);
    await Promise.all(
      recorders.all.map((recorder) => turns.take(() => this.pass(gap, incarnation, recorder))),
    );
  }

  /**
   * Brings an organization over a gap. One for which that is not possible is behind: its own reader
   * meets the gap again. Never rejects.
   */
  private async pass(
    gap: StreamGap,
    incarnation: StreamIncarnation,
    recorder: OrganizationRecorder,
  ): Promise<void> {
    const { lost, logger, catchUps } = this.ports;
    const { stream } = this.recorded;
    const { cursor, organizationId } = recorder;
    const end = { incarnation, sequence: gap.nextSequence - 1 };
    if (!cursor.isBehind && cursor.isNew(stream, end)) {
      try {
        await lost.wantAgain(this.recorded, gap, recorder);
        return recorder.goOnBehind(stream, gap, incarnation);
      } catch (error) {
        logger.warn({ organizationId, error }, 'What was lost could not be noted; it is tried again');
        recorder.fallBehind();
      }
    }
    if (!cursor.isBehind) return;
    if (gap.reason === 'stream-restarted') cursor.leaveOutAnew(stream, incarnation);
    else if (cursor.isNew(stream, end)) cursor.leaveOut(stream, end);
    catchUps.begin(recorder);
  }
}
