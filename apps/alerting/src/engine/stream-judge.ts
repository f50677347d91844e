import type { PredictionFrame, ScanBatch } from '@eagle/contracts/frames';
import type { BusMessage } from '@eagle/messaging';
import type { JudgedStream, StreamPosition } from '../alert-store.js';
import type { AlertingMetrics } from '../alerting-metrics.js';
import { evaluatePredictions } from '../evaluate-predictions/evaluate-predictions.js';
import { evaluateScans, type DecisionCounts } from '../evaluate-scans/evaluate-scans.js';
import { observeAges, type OrganizationRuntime } from './organization-runtime.js';

/** How far each stream was judged; each message advances it in place. */
export type Reached = Readonly<
  Record<JudgedStream, { -readonly [Part in keyof StreamPosition]: StreamPosition[Part] }>
>;

/** Judges the messages of both streams and counts the outcome of their rows. */
export class StreamJudge {
  constructor(
    private readonly metrics: AlertingMetrics,
    /** The judge advances these sequences. */
    private readonly reached: Reached,
  ) {}

  scans(runtime: OrganizationRuntime, message: BusMessage<ScanBatch>): void | Promise<void> {
    const { state } = runtime;
    if (message.sequence > state.scansPosition) {
      const batch = message.decode();
      const counts = evaluateScans(state, batch);
      const { scansDecided, scanLatencySeconds } = this.metrics;
      if (counts.decided > 0) scansDecided.inc({ organization: state.organizationId }, counts.decided);
      if (counts.decided > 0) observeAges(batch.readAtsMs, scanLatencySeconds);
      this.decided('scans', runtime, counts);
    }
    this.reached.scans.sequence = message.sequence;
    return runtime.writer.isCrowded ? runtime.writer.room() : undefined;
  }

  predictions(runtime: OrganizationRuntime, message: BusMessage<PredictionFrame>): void | Promise<void> {
    const { state } = runtime;
    if (message.sequence > state.predictionsPosition) {
      const frame = message.decode();
      const counts = evaluatePredictions(state, frame);
      const { predictionsDecided, predictionLatencySeconds } = this.metrics;
      if (counts.decided > 0) predictionsDecided.inc({ organization: state.organizationId }, counts.decided);
      if (counts.decided > 0) observeAges(frame.readAtsMs, predictionLatencySeconds);
      this.decided('predictions', runtime, counts);
    }
    this.reached.predictions.sequence = message.sequence;
    return runtime.writer.isCrowded ? runtime.writer.room() : undefined;
  }

  private decided(
    stream: JudgedStream,
    { writer }: OrganizationRuntime,
    { changes, stale, late, timeless }: DecisionCounts,
  ): void {
    if (changes.length > 0) writer.note(changes);
    if (stale > 0) this.metrics.rowsSetAside.inc({ stream, reason: 'stale' }, stale);
    if (timeless > 0) this.metrics.rowsSetAside.inc({ stream, reason: 'time-out-of-range' }, timeless);
    if (late > 0) this.metrics.rowsSetAside.inc({ stream, reason: 'late' }, late);
  }
}
