import type { Alert } from '@eagle/contracts/domain';
import { HistorianControl } from '../historian/historian-control.js';
import { CHART_TAGS, HISTORY_ASSET } from '../historian/history-organization.js';
import { writeHistory } from '../historian/written-history.js';
import type { BenchPlatform } from '../bench-platform.js';
import { standingAlerts } from './alert-changes.js';
import { makeJudgedModel } from './judged-model.js';
import { makePlant, storeAlerts, type WatchedPlant } from './organizations.js';

const ORDINARY_ALERTS = 40;
const BUSY_ALERTS = 1_000;
/** Days of history with a row a second; a year before them has a row a minute. */
const HISTORY_DAYS = 1;

/** The plants of the measurements, each made when the first measurement needs it. */
export class MeasuredPlants {
  private ordinaryPlant: Promise<WatchedPlant> | null = null;
  private history: Promise<WatchedPlant> | null = null;
  private model: Promise<string> | null = null;

  constructor(private readonly bench: BenchPlatform) {}

  /** A plant as they are: a few dozen alerts. */
  ordinary(): Promise<WatchedPlant> {
    this.ordinaryPlant ??= this.makeOrdinary();
    return this.ordinaryPlant;
  }

  /** The same plant, with a year of history of one asset. */
  withHistory(): Promise<WatchedPlant> {
    this.history ??= this.writeHistory();
    return this.history;
  }

  /** @returns the serving version of the same plant; its report has everything. */
  judgedModel(): Promise<string> {
    this.model ??= this.ordinary().then((plant) => makeJudgedModel(this.bench, plant.organizationId));
    return this.model;
  }

  async busy(slug: string, count = BUSY_ALERTS): Promise<{ plant: WatchedPlant; standing: Alert[] }> {
    const plant = await makePlant(this.bench, slug);
    const standing = standingAlerts(plant, count, Date.now());
    await storeAlerts(this.bench, standing);
    return { plant, standing };
  }

  private async makeOrdinary(): Promise<WatchedPlant> {
    const assets = [{ assetId: HISTORY_ASSET, name: 'Made furnace' }];
    const plant = await makePlant(this.bench, 'bench-ordinary', assets, CHART_TAGS);
    await storeAlerts(this.bench, standingAlerts(plant, ORDINARY_ALERTS, Date.now()));
    return plant;
  }

  private async writeHistory(): Promise<WatchedPlant> {
    const plant = await this.ordinary();
    const historian = HistorianControl.of(this.bench);
    await historian.stop();
    await writeHistory(this.bench, plant.organizationId, HISTORY_DAYS);
    await historian.start();
    return plant;
  }
}
