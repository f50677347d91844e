import { CHROMIUM_MISSING, chromiumPath } from '@eagle/testing/browser';
import { AppError } from '@eagle/contracts/domain';
import { SUPER_ADMIN_EMAIL } from '../../start/secrets.js';
import { HistorianControl } from '../historian/historian-control.js';
import { CHART_TAGS, HISTORY_ASSET } from '../historian/history-organization.js';
import { writeHistory } from '../historian/written-history.js';
import type { BenchHooks, BenchPlatform } from '../bench-platform.js';
import type { Figure } from '../figure.js';
import type { PartResult } from '../parts.js';
import { standingAlerts as makeStandingAlerts } from './alert-changes.js';
import { accessibility } from './figures/accessibility.js';
import { bytes } from './figures/bytes.js';
import { charts } from './figures/charts.js';
import { contrast } from './figures/contrast.js';
import { deadConnection } from './figures/dead-connection.js';
import { firstList } from './figures/first-list.js';
import { flood } from './figures/flood.js';
import { lighthouseRatings } from './figures/lighthouse.js';
import { acknowledged, pixels } from './figures/pixels.js';
import { shift } from './figures/shift.js';
import { standingAlerts } from './figures/standing-alerts.js';
import { makeJudgedModel } from './judged-model.js';
import { makePlant, storeAlerts, type WatchedPlant } from './organizations.js';
import { webFigure, type WebBench } from './web-bench.js';

const ORDINARY_ALERTS = 40;
const STANDING_ALERTS = 10_000;
const BUSY_ALERTS = 1_000;
/** Days of history with a row a second; a year before them has a row a minute. */
const HISTORY_DAYS = 1;
/** The flood is a minute where the measurements have their usual length. */
const FLOODS = 2;

/** What a person at the control room waits for, in a real browser, against the whole platform. */
export async function benchWeb(bench: BenchPlatform, seconds: number): Promise<PartResult> {
  if (chromiumPath(process.env) === null) throw new AppError('BENCH.NO_BROWSER', CHROMIUM_MISSING);
  const { say } = bench.hooks;
  const web: WebBench = { bench, room: { url: bench.platform.gatewayUrl, language: 'en-GB' }, seconds };
  const parts = new Parts(bench.hooks);
  await parts.take('bytes', bytes);
  await parts.take('contrast', contrast);

  say('web: a plant with a year of history');
  const ordinary = await ordinaryPlant(web);
  say('web: first list of alerts');
  await parts.take('first list', () => firstList(web, ordinary));
  say('web: changes to pixels');
  await parts.take('pixels', () => pixels(web, ordinary));
  await parts.take('acknowledged', () => acknowledged(web, ordinary));
  say('web: asset page');
  await parts.take('charts', () => charts(web, ordinary));
  say('web: a dead connection');
  await parts.take('dead connection', () => deadConnection(web, ordinary));

  say(`web: ${STANDING_ALERTS} standing alerts`);
  const crowded = await makePlant(bench, 'bench-crowded');
  await storeAlerts(bench, makeStandingAlerts(crowded, STANDING_ALERTS, Date.now()));
  await parts.take('standing alerts', () => standingAlerts(web, crowded, STANDING_ALERTS));

  say(`web: a flood of ${seconds * FLOODS} s`);
  const flooded = await busyPlant(web, 'bench-flooded');
  await parts.take('flood', () => flood(web, flooded.plant, flooded.standing, seconds * FLOODS));
  say('web: twelve hours of events');
  const watched = await busyPlant(web, 'bench-watched');
  await parts.take('shift', () => shift(web, watched.plant, watched.standing));

  say('web: Lighthouse and axe');
  const model = await makeJudgedModel(bench, ordinary.organizationId);
  const asset = `/assets/${HISTORY_ASSET}?span=24h`;
  const rated = [
    { name: 'list', address: '/alarms' },
    { name: 'asset', address: asset },
    { name: 'model', address: `/models/${model}` },
  ];
  await parts.take('lighthouse', () => lighthouseRatings(web, ordinary.admin, rated));
  const superAdmin = { email: SUPER_ADMIN_EMAIL, password: bench.secrets.superAdminPassword };
  const beyondNavigation = [asset, `/models/${model}`];
  const visitors = [
    { account: ordinary.operator, beyondNavigation: [asset] },
    { account: ordinary.admin, beyondNavigation },
    { account: superAdmin, beyondNavigation: [] },
  ];
  await parts.take('accessibility', () => accessibility(web, visitors));
  return parts;
}

/** What was measured so far. A measurement that fails leaves the others their turn. */
class Parts implements PartResult {
  readonly figures: Figure[] = [];
  readonly details: Record<string, unknown> = {};

  constructor(private readonly hooks: BenchHooks) {}

  async take(name: string, measure: () => Promise<PartResult>): Promise<void> {
    try {
      const { figures, details } = await measure();
      this.figures.push(...figures);
      this.details[name] = details;
    } catch (error) {
      if (this.hooks.signal.aborted) throw error;
      const why = error instanceof Error ? error.message : String(error);
      this.hooks.say(`web: ${name} could not be measured: ${why}`);
      this.figures.push(webFigure({ name, value: null, unit: '', bar: 'webMeasured' }));
      this.details[name] = { notMeasured: why };
    }
  }
}

/** A plant as they are: a few dozen alerts, and a year of history of one asset. */
async function ordinaryPlant({ bench }: WebBench): Promise<WatchedPlant> {
  const assets = [{ assetId: HISTORY_ASSET, name: 'Made furnace' }];
  const plant = await makePlant(bench, 'bench-ordinary', assets, CHART_TAGS);
  await storeAlerts(bench, makeStandingAlerts(plant, ORDINARY_ALERTS, Date.now()));
  const historian = HistorianControl.of(bench);
  await historian.stop();
  await writeHistory(bench, plant.organizationId, HISTORY_DAYS);
  await historian.start();
  return plant;
}

async function busyPlant({ bench }: WebBench, slug: string) {
  const plant = await makePlant(bench, slug);
  const standing = makeStandingAlerts(plant, BUSY_ALERTS, Date.now());
  await storeAlerts(bench, standing);
  return { plant, standing };
}
