import type { PredictionFrame, ScanBatch } from '@eagle/contracts/frames';
import type { BusMessage } from '@eagle/messaging';
import type { JudgedStream, StreamPosition } from '../alert-store.js';
import type { AlertingMetrics } from '../alerting-metrics.js';
import { evaluatePredictions } from '../evaluate-predictions/evaluate-predictions.js';
import { evaluateScans, type Tally } from '../evaluate-scans/evaluate-scans.js';
import { observeAges, type Desk } from './desk.js';

/** How far each stream was judged; moved on in place, as each message does it. */
export type Reached = Readonly<
  Record<JudgedStream, { -readonly [Part in keyof StreamPosition]: StreamPosition[Part] }>
>;

/** Judges the messages of both streams and counts what became of their rows. */
export class StreamJudge {
  constructor(
    private readonly metrics: AlertingMetrics,
    /** Sequences are advanced here. */
    private readonly reached: Reached,
  ) {}

  scans(desk: Desk, message: BusMessage<ScanBatch>): void | Promise<void> {
    const { book } = desk;
    if (message.sequence > book.scansPosition) {
      const batch = message.decode();
      const tally = evaluateScans(book, batch);
      const { scansDecided, scanLatencySeconds } = this.metrics;
      if (tally.decided > 0) scansDecided.inc({ organization: book.organizationId }, tally.decided);
      if (tally.decided > 0) observeAges(batch.readAtsMs, scanLatencySeconds);
      this.decided('scans', desk, tally);
    }
    this.reached.scans.sequence = message.sequence;
    return desk.writer.isCrowded ? desk.writer.room() : undefined;
  }

  predictions(desk: Desk, message: BusMessage<PredictionFrame>): void | Promise<void> {
    const { book } = desk;
    if (message.sequence > book.predictionsPosition) {
      const frame = message.decode();
      const tally = evaluatePredictions(book, frame);
      const { predictionsDecided, predictionLatencySeconds } = this.metrics;
      if (tally.decided > 0) predictionsDecided.inc({ organization: book.organizationId }, tally.decided);
      if (tally.decided > 0) observeAges(frame.readAtsMs, predictionLatencySeconds);
      this.decided('predictions', desk, tally);
    }
    this.reached.predictions.sequence = message.sequence;
    return desk.writer.isCrowded ? desk.writer.room() : undefined;
  }

  private decided(stream: JudgedStream, { writer }: Desk, { changes, stale, late, timeless }: Tally): void {
    if (changes.length > 0) writer.note(changes);
    if (stale > 0) this.metrics.rowsSetAside.inc({ stream, reason: 'stale' }, stale);
    if (timeless > 0) this.metrics.rowsSetAside.inc({ stream, reason: 'time-out-of-range' }, timeless);
    if (late > 0) this.metrics.rowsSetAside.inc({ stream, reason: 'late' }, late);
  }
}
