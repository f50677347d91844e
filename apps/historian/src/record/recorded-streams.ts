import { STREAMS, type StreamDeclaration } from '@eagle/contracts/bus';
import { AppError, type AssetId } from '@eagle/contracts/domain';
import type { OrganizationOwned, PredictionFrame, ScanBatch } from '@eagle/contracts/frames';
import type { BusMessage } from '@eagle/messaging';
import {
  rowsOfPredictions,
  rowsOfScans,
  type AssetRows,
  type FollowedStream,
  type StreamPosition,
} from '@eagle/telemetry';
import type { HistorianMetrics } from '../historian-metrics.js';
import type { OrganizationRecorder } from './organization-recorder.js';

/** A stream, and what its messages are as rows. */
export interface RecordedStream<T extends OrganizationOwned> {
  readonly stream: FollowedStream;
  readonly declaration: StreamDeclaration<T>;
  readonly rowsOf: (decoded: T) => AssetRows<AssetId>[];
}

export const RECORDED_SCANS: RecordedStream<ScanBatch> = {
  stream: 'scans',
  declaration: STREAMS.scans,
  rowsOf: (batch) => (batch.rows === 0 ? [] : [rowsOfScans(batch)]),
};

export const RECORDED_PREDICTIONS: RecordedStream<PredictionFrame> = {
  stream: 'predictions',
  declaration: STREAMS.predictions,
  rowsOf: rowsOfPredictions,
};

/**
 * Gives the rows of a message to the recorder of its organization, each message once.
 * @returns how many values wait more than before.
 * @throws AppError of a message that cannot be decoded. The recorder goes on behind it: it becomes
 * a dead letter.
 */
export function record<T extends OrganizationOwned>(
  { stream, rowsOf }: Pick<RecordedStream<T>, 'stream' | 'rowsOf'>,
  recorder: OrganizationRecorder,
  message: Pick<BusMessage<T>, 'decode'>,
  position: StreamPosition,
  metrics: Pick<HistorianMetrics, 'rowsTaken' | 'messagesAgain'>,
): number {
  if (!recorder.cursor.isNew(stream, position)) {
    metrics.messagesAgain.inc({ stream });
    return 0;
  }
  const rows = rowsOf(decoded(stream, recorder, message, position));
  const taken = recorder.take(stream, position, rows);
  if (taken === 0) return 0;
  metrics.rowsTaken.inc({ stream, organization: recorder.organizationId }, taken);
  return rows.reduce((sum, { block }) => sum + block.rows * block.columns.size, 0);
}

function decoded<T extends OrganizationOwned>(
  stream: FollowedStream,
  recorder: OrganizationRecorder,
  message: Pick<BusMessage<T>, 'decode'>,
  position: StreamPosition,
): T {
  try {
    return message.decode();
  } catch (error) {
    // An error that may pass is met again with the same message.
    if (error instanceof AppError && error.kind === 'invalid') recorder.take(stream, position, []);
    throw error;
  }
}
