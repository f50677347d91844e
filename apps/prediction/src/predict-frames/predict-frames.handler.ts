import { STREAMS } from '@eagle/contracts/bus';
import { AppError, type Factor, type OrganizationId } from '@eagle/contracts/domain';
import {
  encodePredictionFrame,
  FEATURE_FRAME_ROWS_MAX,
  NO_FACTORS,
  type FeatureFrame,
} from '@eagle/contracts/frames';
import { type Bus, type BusMessage } from '@eagle/messaging';
import type { ModelOutputs } from '@eagle/models';
import { messageOf, type Logger } from '@eagle/service-kit';
import { believedNow } from '@eagle/service-kit/clocks';
import type { PredictionMetrics } from '../metrics.js';
import type { LoadedModel } from '../models/loaded-model.js';
import type { LiveModels } from '../models/live-models.js';
import type { ShadowRunner } from '../shadow/shadow-runner.js';
import type { HealthReporter } from '../replica/health-reporter.js';
import type { BatchRunner } from './batch-runner.js';
import type { FactorRows } from './factor-rows.js';
import { LeavingOrder, type Place } from './leaving-order.js';
import { predictionColumns } from '../models/prediction-columns.js';

/** The present thresholds of the organizations. */
export interface PredictionThresholds {
  /** @param ofModel  The threshold of the model. */
  probabilityMin(organizationId: OrganizationId, ofModel: number): number;
}

/**
 * One feature frame in, one prediction frame out under the same message id; the frame is
 * acknowledged after the publication is. The predictions of an organization leave in the order of
 * its frames. Without a usable model, the frame is counted and dropped: rules continue without it.
 */
export class PredictFramesHandler {
  private readonly order = new LeavingOrder();

  constructor(
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly liveModels: LiveModels,
    private readonly runner: BatchRunner,
    private readonly factorRows: FactorRows,
    private readonly thresholds: PredictionThresholds,
    private readonly health: HealthReporter,
    private readonly metrics: PredictionMetrics,
    private readonly logger: Logger,
    private readonly shadow: Pick<ShadowRunner, 'offer'>,
  ) {}

  /** @throws AppError, ZodError: messaging decides what happens to the message. */
  async handle(message: BusMessage<FeatureFrame>): Promise<void> {
    const frame = message.decode();
    assertShape(frame);
    if (frame.rows === 0) return;
    const { organizationId, rows } = frame;
    const place = this.order.take(organizationId);
    this.shadow.offer(frame, messageIdOf(message));
    try {
      const model =
        this.liveModels.acquire(organizationId) ?? (await this.liveModels.acquireAbsent(organizationId));
      if (model === null) this.metrics.dropped('no-model', rows);
      else await this.answer(message, frame, model, place);
    } finally {
      place.leave();
    }
  }

  /** Releases everything that is kept of a removed organization. */
  forget(organizationId: OrganizationId): void {
    this.order.forget(organizationId);
    this.runner.forget(organizationId);
    this.factorRows.forget(organizationId);
  }

  private async answer(
    message: BusMessage<FeatureFrame>,
    frame: FeatureFrame,
    model: LoadedModel,
    place: Place,
  ): Promise<void> {
    let payload: Uint8Array | null;
    try {
      payload = await this.predict(frame, model);
    } finally {
      model.release();
    }
    if (payload === null) return;
    await place.turn;
    const subject = STREAMS.predictions.subject(frame.organizationId);
    // The next prediction may be published at once: the bus sends in the order of the calls.
    await Promise.all([
      this.bus.publish(subject, messageIdOf(message), payload),
      Promise.resolve(place.leave()),
    ]);
    this.metrics.predicted(frame.rows, believedNow() - (frame.readAtsMs[0] ?? 0));
  }

  private async predict(frame: FeatureFrame, model: LoadedModel): Promise<Uint8Array | null> {
    const { organizationId, rows, matrix } = frame;
    if (frame.featureSetHash !== model.manifest.featureSetHash) {
      this.metrics.dropped('feature-set-differs', rows);
      return null;
    }
    if (frame.width !== model.session.shape.width) {
      throw new AppError('PREDICTION.FRAME_INVALID', 'The frame is not as wide as its feature set.');
    }
    const outputs = await this.run(frame, model);
    if (outputs === null) {
      this.metrics.dropped('model-failed', rows);
      return null;
    }
    const columns = predictionColumns(outputs, matrix, rows, model.confidence);
    const factors = this.factors(frame, model, columns.probability);
    return encodePredictionFrame({
      organizationId,
      modelVersion: model.manifest.version,
      assetNames: frame.assetNames,
      componentNames: model.manifest.components,
      probabilityMin: model.manifest.probabilityMin,
      factors,
      rows,
      assets: frame.assets,
      flags: frame.flags,
      sequences: frame.sequences,
      eventTimesMs: frame.eventTimesMs,
      readAtsMs: frame.readAtsMs,
      ...columns,
    });
  }

  /** @returns null where the model failed, or is not run because it failed. */
  private async run(frame: FeatureFrame, model: LoadedModel): Promise<ModelOutputs | null> {
    const { organizationId, matrix, rows } = frame;
    const before = model.circuit.health;
    try {
      const outputs = await model.circuit.call(() => this.runner.run(organizationId, model, matrix, rows));
      if (before !== 'healthy') this.health.report(model.manifest, true, '');
      return outputs;
    } catch (error) {
      if (before !== 'failed') this.logger.warn({ organizationId, error }, 'Model run failed');
      if (model.circuit.health === 'failed') this.health.report(model.manifest, false, messageOf(error));
      return null;
    }
  }

  private factors(
    frame: FeatureFrame,
    model: LoadedModel,
    probability: Float32Array,
  ): Record<string, Factor[]> {
    const { explainer } = model;
    if (explainer === null) return NO_FACTORS;
    const ofModel = model.manifest.probabilityMin;
    const probabilityMin = this.thresholds.probabilityMin(frame.organizationId, ofModel);
    const rows = this.factorRows.choose(frame, probability, probabilityMin);
    if (rows.length === 0) return NO_FACTORS;
    const factors: Record<string, Factor[]> = {};
    for (const row of rows) {
      factors[row] = explainer.factors(frame.matrix, row * frame.width);
      this.metrics.explained();
    }
    return factors;
  }
}

function assertShape(frame: FeatureFrame): void {
  const named = frame.assetNames.length;
  if (frame.rows <= FEATURE_FRAME_ROWS_MAX && frame.assets.every((asset) => asset < named)) return;
  throw new AppError('PREDICTION.FRAME_INVALID', 'The frame has too many rows or an asset without a name.');
}

/** A redelivered frame gives the same id again, so that the stream drops the second prediction. */
const messageIdOf = (message: BusMessage): string =>
  message.headers['Nats-Msg-Id'] ?? `${STREAMS.features.name}-${message.sequence}`;
