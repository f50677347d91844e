import type { StreamDeclaration } from '@eagle/contracts/bus';
import type { AssetId, StreamIncarnation } from '@eagle/contracts/domain';
import type { OrganizationOwned } from '@eagle/contracts/frames';
import type { Bus, BusMessage, StreamGap, Subscription } from '@eagle/messaging';
import type { Logger } from '@eagle/service-kit';
import type { AssetRows, FollowedStream, StreamPosition } from '@eagle/telemetry';
import type { HistorianMetrics } from '../historian-metrics.js';
import type { OrganizationRecorder } from './organization-recorder.js';
import type { Recorders } from './recorders.js';
import type { StoreRounds } from './store-rounds.js';

export interface RecordingPorts {
  readonly bus: Bus;
  readonly recorders: Recorders;
  readonly rounds: StoreRounds;
  readonly metrics: HistorianMetrics;
  readonly logger: Logger;
  /** How far each stream was read; each message advances it. */
  readonly reached: Map<FollowedStream, StreamPosition>;
}

/** Follows one stream from where it was left, and gives the rows of each message to the recorder of its organization. */
export class StreamRecording<T extends OrganizationOwned> {
  private readonly begun = Promise.withResolvers<void>();
  /** The stream that is being read; null until it is known. */
  private incarnation: StreamIncarnation | null = null;
  private subscription: Subscription | null = null;

  constructor(
    private readonly stream: FollowedStream,
    private readonly declaration: StreamDeclaration<T>,
    private readonly rowsOf: (decoded: T) => AssetRows<AssetId>[],
    private readonly ports: RecordingPorts,
  ) {}

  /** @throws AppError as `Bus.follow`. */
  async start(): Promise<void> {
    const { bus, reached } = this.ports;
    const { sequence = 0, incarnation = null } = reached.get(this.stream) ?? {};
    this.incarnation = incarnation;
    const consumer = await bus.follow(this.declaration, {
      from: { afterSequence: sequence, incarnation },
      onMessage: (message) => this.onMessage(message),
      onGap: (gap) => this.onGap(gap),
    });
    this.subscription = consumer;
    this.incarnation ??= consumer.incarnation;
    this.begun.resolve();
  }

  async stop(): Promise<void> {
    await this.subscription?.stop();
  }

  private onMessage(message: BusMessage<T>): void | Promise<void> {
    if (this.incarnation === null) return this.begun.promise.then(() => this.onMessage(message));
    const position = { incarnation: this.incarnation, sequence: message.sequence };
    const recorder = this.ports.recorders.readyOf(message.organizationId);
    if (recorder === null) return this.later(message, position);
    return this.record(recorder, message, position);
  }

  /** The organization is not open yet: its configuration may still arrive. */
  private async later(message: BusMessage<T>, position: StreamPosition): Promise<void> {
    const { recorders, metrics, reached } = this.ports;
    const recorder = await recorders.enabled(message.organizationId);
    if (recorder !== null) return this.record(recorder, message, position);
    const labels = { stream: this.stream, organization: 'unknown', reason: 'organization-unknown' };
    metrics.rowsSetAside.inc(labels, rowsIn(this.rowsOf(message.decode())));
    reached.set(this.stream, position);
  }

  private record(
    recorder: OrganizationRecorder,
    message: BusMessage<T>,
    position: StreamPosition,
  ): void | Promise<void> {
    const { metrics, reached, rounds } = this.ports;
    if (!recorder.isNew(this.stream, position)) {
      metrics.messagesAgain.inc({ stream: this.stream });
      reached.set(this.stream, position);
      return;
    }
    const rows = this.rowsOf(message.decode());
    const taken = recorder.take(this.stream, position, rows);
    reached.set(this.stream, position);
    if (taken === 0) return;
    metrics.rowsTaken.inc({ stream: this.stream, organization: recorder.organizationId }, taken);
    return rounds.took(recorder, valuesIn(rows)) ?? undefined;
  }

  private onGap(gap: StreamGap): void {
    this.ports.metrics.gapMessages.inc({ stream: this.stream, reason: gap.reason }, gap.count);
    this.ports.logger.error(
      { stream: this.stream, ...gap },
      'The stream dropped messages before they were read',
    );
    if (gap.reason !== 'stream-restarted') return;
    this.incarnation = gap.incarnation;
    this.ports.reached.set(this.stream, { incarnation: gap.incarnation, sequence: 0 });
  }
}

const rowsIn = (rows: readonly AssetRows[]): number => rows.reduce((sum, { block }) => sum + block.rows, 0);
const valuesIn = (rows: readonly AssetRows[]): number =>
  rows.reduce((sum, { block }) => sum + block.rows * block.columns.size, 0);
