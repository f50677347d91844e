import { AppError } from '@eagle/contracts/domain';
import { CONFIG, HealthRegistry, Logger, Metrics } from '@eagle/service-kit';
import { believedNow } from '@eagle/service-kit/clocks';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { readUrls, type SimulatorConfig } from '../config.js';
import { METRICS } from '../declared-metrics.js';
import type { FaultOrder } from '../faults/fault-course.js';
import { demoPlants, type DemoPlant } from '../plants/index.js';
import { PlantDatabase } from '../scada/plant-database.js';
import type { PlantKey } from '../scada/source-table.js';
import { TruthFile } from '../truth/truth-file.js';
import { PlantRunner, type OrderedFault } from './plant-runner.js';
import { StateFile } from './state-file.js';

const HOUR_MS = 3_600_000;

/** All plants of this process. Ready when each of them is live. */
@Injectable()
export class Plants implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly runners = new Map<string, PlantRunner>();
  private readonly stopping = new AbortController();
  private filling: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: SimulatorConfig,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
  ) {}

  onApplicationBootstrap(): void {
    const urls = readUrls(this.config.SCADA_WRITER_URLS.reveal()) ?? {};
    for (const plant of demoPlants.filter(({ plant: key }) => this.config.PLANTS.includes(key))) {
      const url = urls[plant.plant];
      if (url === undefined) {
        const text = `SCADA_WRITER_URLS has no address for plant ${plant.plant}.`;
        throw new AppError('CONFIG.INVALID', text);
      }
      const runner = this.runnerOf(plant, url);
      this.runners.set(plant.plant, runner);
      this.health.register(`plant-${plant.plant}`, () =>
        runner.isLive ? { ok: true } : { ok: false, reason: `history is being filled: ${runner.rows} rows` },
      );
    }
    this.filling = this.fillInTurn();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all([...this.runners.values()].map((runner) => runner.stop()));
    await this.filling;
  }

  /**
   * One history after the other: people and models can use the first plant while the others'
   * histories are still written.
   */
  private async fillInTurn(): Promise<void> {
    for (const runner of this.runners.values()) {
      if (this.stopping.signal.aborted) return;
      runner.start();
      await runner.filledOrFailed;
    }
  }

  /**
   * Starts or hurries a fault.
   * @param asset  null: the plant's first asset.
   * @throws AppError as `PlantRunner.order`, and `SIMULATOR.PLANT_UNKNOWN` (not-found) for a plant
   * that does not run here.
   */
  order(plant: PlantKey, asset: string | null, order: FaultOrder): OrderedFault {
    const runner = this.runners.get(plant);
    if (runner === undefined) {
      throw new AppError('SIMULATOR.PLANT_UNKNOWN', `Plant ${plant} does not run here.`);
    }
    const ordered = runner.order(asset, order);
    const { component, tripInMs } = order;
    this.logger.info({ plant, component, tripInMs }, 'Fault ordered');
    return ordered;
  }

  private runnerOf(plant: DemoPlant, url: string): PlantRunner {
    const { SEED, TRUTH_DIR, STATE_DIR, BACKFILL_HOURS } = this.config;
    const written = this.metrics.counter(METRICS.rows);
    const problems = this.metrics.counter(METRICS.problems);
    const onProblem = (reason: string): void => {
      problems.inc({ plant: plant.plant });
      this.logger.warn({ plant: plant.plant, reason }, 'SCADA database cannot be written');
    };
    return new PlantRunner({
      plant,
      seed: SEED,
      historyMs: (BACKFILL_HOURS ?? plant.historyHours) * HOUR_MS,
      database: new PlantDatabase(url, plant.table, onProblem),
      truth: new TruthFile(TRUTH_DIR, plant.plant),
      state: new StateFile(STATE_DIR ?? TRUTH_DIR, plant.plant, SEED),
      now: () => believedNow(),
      onWritten: (rows) => written.inc({ plant: plant.plant }, rows),
      onProblem,
    });
  }
}
