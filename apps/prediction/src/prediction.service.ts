import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { RPC } from '@eagle/contracts/bus';
import type { Bus, Subscription } from '@eagle/messaging';
import {
  BUS,
  CONFIG,
  ConfigWatch,
  HealthRegistry,
  Logger,
  Metrics,
  RequestTransport,
} from '@eagle/service-kit';
import type { PredictionConfig } from './config.js';
import { PredictionMetrics } from './metrics.js';
import { LiveModelsWatch } from './models/live-models-watch.js';
import { ModelLoader } from './models/model-loader.js';
import { ModelResidency } from './models/model-residency.js';
import { LiveModels } from './models/live-models.js';
import { BatchRunner } from './predict-frames/batch-runner.js';
import { FactorRows } from './predict-frames/factor-rows.js';
import { FrameIntake } from './predict-frames/frame-intake.js';
import { ConfiguredOrganizations } from './predict-frames/configured-organizations.js';
import { PredictFramesHandler } from './predict-frames/predict-frames.handler.js';
import { PredictRows } from './predict-on-demand/predict-rows.js';
import { ShadowModels } from './shadow/shadow-models.js';
import { ShadowRunner } from './shadow/shadow-runner.js';
import { HealthReporter } from './replica/health-reporter.js';
import { ReplicaHeartbeat } from './replica/replica-heartbeat.js';
import { UseReporter } from './replica/use-reporter.js';
import { TAKES_MODELS } from './warm-model/warm-model.controller.js';

/**
 * The parts of the service, created and connected; started and stopped in the order of their
 * dependencies.
 */
@Injectable()
export class PredictionService implements OnModuleInit, OnModuleDestroy {
  readonly liveModels: LiveModels;
  readonly predictRows: PredictRows;
  private readonly liveModelsWatch: LiveModelsWatch;
  private readonly shadows: ShadowModels;
  private readonly intake: FrameIntake;
  private readonly heartbeat: ReplicaHeartbeat;
  private taking: Subscription | null = null;
  private started = false;

  constructor(
    @Inject(BUS) bus: Bus,
    @Inject(RequestTransport) private readonly requests: RequestTransport,
    @Inject(ConfigWatch) configs: ConfigWatch,
    @Inject(CONFIG) private readonly config: PredictionConfig,
    @Inject(Metrics) metrics: Metrics,
    @Inject(HealthRegistry) private readonly registry: HealthRegistry,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    const counted = new PredictionMetrics(metrics, {
      live: () => this.liveModels.liveCount,
      bytes: () => residency.bytes,
    });
    const residency = residencyOf(config, () => counted.evicted());
    const health = new HealthReporter(bus, config.REPLICA, logger);
    const use = new UseReporter((report) => bus.ask(RPC.reportModelUse, report), logger);
    const runner = new BatchRunner(counted, use);
    const organizations = new ConfiguredOrganizations();
    const loader = new ModelLoader(bus, counted, config.MODEL_LOADS_MAX);
    this.liveModels = new LiveModels(loader, residency, organizations, health, counted, logger);
    this.shadows = new ShadowModels(
      bus,
      (reference, order) => loader.load(reference, order),
      residency,
      config.REPLICA,
      logger,
    );
    this.liveModelsWatch = new LiveModelsWatch(bus, this.liveModels, logger);
    this.predictRows = new PredictRows(this.liveModels, runner);
    this.heartbeat = new ReplicaHeartbeat(bus, health, use, config.REPLICA, logger);
    const handler = new PredictFramesHandler(
      bus,
      this.liveModels,
      runner,
      new FactorRows(),
      organizations,
      health,
      counted,
      logger,
      new ShadowRunner(bus, this.shadows, organizations, metrics, logger),
    );
    this.intake = new FrameIntake(bus, configs, handler, organizations, counted, config.FRAMES_HELD_MAX);
  }

  /**
   * Models first, frames last: a frame that comes before its model is loaded would be dropped
   * without a prediction.
   */
  async onModuleInit(): Promise<void> {
    this.registerHealth();
    this.taking = await this.requests.open(TAKES_MODELS);
    // The live feeds must be known before the first model is loaded: their models come first.
    await this.intake.follow();
    await this.liveModelsWatch.start();
    await this.liveModels.settled(this.config.START_LOAD_MS_MAX);
    await this.shadows.start();
    await this.heartbeat.start();
    await this.intake.open();
    this.started = true;
  }

  /** Frames first: those in flight are finished, published and acknowledged. */
  async onModuleDestroy(): Promise<void> {
    this.started = false;
    await this.heartbeat.stop();
    await this.intake.stop();
    await this.liveModelsWatch.stop();
    await this.shadows.stop();
    await this.taking?.stop();
    this.liveModels.close();
    this.logger.info({}, 'Predictions stopped');
  }

  private registerHealth(): void {
    this.registry.register('frames', () => ({
      ok: this.started,
      reason: this.started ? '' : 'Feature frames are not taken yet',
    }));
  }
}

/** A model in use keeps its floor this long after its last frame. */
const FLOOR_MS = 600_000;

function residencyOf(config: PredictionConfig, onEvicted: () => void): ModelResidency {
  const limits = {
    bytesMax: config.MODEL_BYTES_MAX,
    bytesPerModelMax: config.MODEL_BYTES_PER_ORGANIZATION_MAX,
    floorBytes: config.MODEL_BYTES_PER_ORGANIZATION_FLOOR,
    floorMs: FLOOR_MS,
  };
  return new ModelResidency(limits, () => performance.now(), onEvicted);
}
