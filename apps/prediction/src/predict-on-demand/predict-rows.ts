import type { RPC } from '@eagle/contracts/bus';
import { AppError, type ComponentName, type Factor, type PredictionResult } from '@eagle/contracts/domain';
import { FEATURE_FRAME_ROWS_MAX } from '@eagle/contracts/frames';
import { outputsAreSound } from '@eagle/models';
import type { RequestOf } from '@eagle/service-kit';
import type { LoadedModel } from '../models/loaded-model.js';
import type { LiveModels } from '../models/live-models.js';
import type { BatchRunner } from '../predict-frames/batch-runner.js';
import { predictionColumns, type PredictionColumns } from '../models/prediction-columns.js';

type PredictRequest = RequestOf<typeof RPC.predict>;
type RequestRow = PredictRequest['rows'][number];

/**
 * Predictions for rows that a caller sends, by the organization's live model, in the same batches
 * as frames.
 */
export class PredictRows {
  constructor(
    private readonly liveModels: LiveModels,
    private readonly runner: BatchRunner,
  ) {}

  /** @throws AppError `PREDICTION.NO_MODEL` (conflict), `PREDICTION.MODEL_FAILED` (unavailable). */
  async predict(request: PredictRequest): Promise<PredictionResult[]> {
    const { organizationId } = request;
    const model =
      this.liveModels.acquire(organizationId) ?? (await this.liveModels.acquireAbsent(organizationId));
    if (model === null) {
      throw new AppError(
        'PREDICTION.NO_MODEL',
        'The organization has no live model; its alerts come from rules only.',
      );
    }
    try {
      const results: PredictionResult[] = [];
      for (let from = 0; from < request.rows.length; from += FEATURE_FRAME_ROWS_MAX) {
        const rows = request.rows.slice(from, from + FEATURE_FRAME_ROWS_MAX);
        results.push(...(await this.predictRows(request, rows, model)));
      }
      return results;
    } finally {
      model.release();
    }
  }

  private async predictRows(
    request: PredictRequest,
    rows: readonly RequestRow[],
    model: LoadedModel,
  ): Promise<PredictionResult[]> {
    const startedAtMs = performance.now();
    const { organizationId } = request;
    const width = model.manifest.featureNames.length;
    const matrix = matrixOf(rows, model.manifest.featureNames);
    const outputs = await this.runner.run(organizationId, model, matrix, rows.length);
    if (!outputsAreSound(outputs)) {
      throw new AppError('PREDICTION.MODEL_FAILED', 'The model gives answers that are not numbers.');
    }
    const columns = predictionColumns(outputs, matrix, rows.length, model.confidence);
    const processingTime = performance.now() - startedAtMs;
    const results: PredictionResult[] = [];
    for (const [row, { assetId, timestamp, features }] of rows.entries()) {
      const topFactors = request.explain ? (model.explainer?.factors(matrix, row * width) ?? []) : [];
      results.push({
        organizationId,
        assetId,
        timestamp: timestamp ?? new Date().toISOString(),
        features,
        ...answerOf(columns, row, model, topFactors),
        metadata: {
          processingTime,
          modelLoadTime: model.loadMs,
          featureCount: width,
          modelHealth: model.circuit.health,
          fallbackUsed: false,
        },
      });
    }
    return results;
  }
}

function matrixOf(rows: readonly RequestRow[], featureNames: readonly string[]): Float32Array {
  const matrix = new Float32Array(rows.length * featureNames.length);
  rows.forEach(({ features }, row) => {
    featureNames.forEach((name, column) => {
      matrix[row * featureNames.length + column] = features[name] ?? Number.NaN;
    });
  });
  return matrix;
}

function answerOf(columns: PredictionColumns, row: number, model: LoadedModel, topFactors: Factor[]) {
  const minutes = (quantile: number): number => columns.timeToFailure[row * 3 + quantile] ?? 0;
  const interval: [number, number] = [minutes(0), minutes(2)];
  return {
    probability: columns.probability[row] ?? 0,
    confidence: columns.confidence[row] ?? 0,
    predictedComponent: componentOf(model, columns.components[row] ?? 0),
    timeToFailure: minutes(1),
    timeToFailureInterval: interval,
    modelVersion: model.manifest.version,
    topFactors,
  };
}

function componentOf(model: LoadedModel, index: number): ComponentName {
  const name = model.manifest.components[index];
  if (name === undefined)
    throw new AppError('PREDICTION.COMPONENT_UNKNOWN', 'The model has fewer components than outputs.');
  return name;
}
