import { CHROMIUM_MISSING, chromiumPath } from '@eagle/testing/browser';
import { AppError } from '@eagle/contracts/domain';
import { SUPER_ADMIN_EMAIL } from '../../start/secrets.js';
import { HISTORY_ASSET } from '../historian/history-organization.js';
import type { BenchHooks, BenchPlatform } from '../bench-platform.js';
import type { Figure } from '../figure.js';
import type { PartResult } from '../parts.js';
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
import { MeasuredPlants } from './measured-plants.js';
import { webFigure, type WebBench } from './web-bench.js';
import { WEB_FIGURES, type WebFigureName } from './web-figure-names.js';

const STANDING_ALERTS = 10_000;
/** The flood is a minute where the measurements have their usual length. */
const FLOODS = 2;
const ASSET_PAGE = `/assets/${HISTORY_ASSET}?span=24h`;

/** What a person at the control room waits for, in a real browser, against the whole platform. */
export async function benchWeb(
  bench: BenchPlatform,
  seconds: number,
  wanted: readonly WebFigureName[],
): Promise<PartResult> {
  if (chromiumPath(process.env) === null) throw new AppError('BENCH.NO_BROWSER', CHROMIUM_MISSING);
  const web: WebBench = { bench, room: { url: bench.platform.gatewayUrl, language: 'en-GB' }, seconds };
  const measurements = measurementsOf(web, new MeasuredPlants(bench));
  const parts = new Parts(bench.hooks);
  for (const name of WEB_FIGURES) {
    if (!wanted.includes(name)) continue;
    bench.hooks.say(`web: ${name}`);
    await parts.take(name, measurements[name]);
  }
  return parts;
}

type Measurements = Readonly<Record<WebFigureName, () => Promise<PartResult>>>;

function measurementsOf(web: WebBench, plants: MeasuredPlants): Measurements {
  return {
    bytes,
    contrast,
    'first-list': async () => firstList(web, await plants.ordinary()),
    pixels: async () => pixels(web, await plants.ordinary()),
    acknowledged: async () => acknowledged(web, await plants.ordinary()),
    charts: async () => charts(web, await plants.withHistory()),
    'dead-connection': async () => deadConnection(web, await plants.ordinary()),
    'standing-alerts': async () => {
      const { plant } = await plants.busy('bench-crowded', STANDING_ALERTS);
      return standingAlerts(web, plant, STANDING_ALERTS);
    },
    flood: async () => {
      const { plant, standing } = await plants.busy('bench-flooded');
      return flood(web, plant, standing, web.seconds * FLOODS);
    },
    shift: async () => {
      const { plant, standing } = await plants.busy('bench-watched');
      return shift(web, plant, standing);
    },
    lighthouse: () => ratings(web, plants),
    accessibility: () => violations(web, plants),
  };
}

async function ratings(web: WebBench, plants: MeasuredPlants): Promise<PartResult> {
  const { admin } = await plants.withHistory();
  return lighthouseRatings(web, admin, [
    { name: 'list', address: '/alarms' },
    { name: 'asset', address: ASSET_PAGE },
    { name: 'model', address: `/models/${await plants.judgedModel()}` },
  ]);
}

async function violations(web: WebBench, plants: MeasuredPlants): Promise<PartResult> {
  const { operator, admin } = await plants.withHistory();
  const report = `/models/${await plants.judgedModel()}`;
  const superAdmin = { email: SUPER_ADMIN_EMAIL, password: web.bench.secrets.superAdminPassword };
  return accessibility(web, [
    { account: operator, beyondNavigation: [ASSET_PAGE] },
    { account: admin, beyondNavigation: [ASSET_PAGE, report] },
    { account: superAdmin, beyondNavigation: [] },
  ]);
}

/** What was measured so far. A measurement that fails leaves the others their turn. */
class Parts implements PartResult {
  readonly figures: Figure[] = [];
  readonly details: Record<string, unknown> = {};

  constructor(private readonly hooks: BenchHooks) {}

  async take(name: WebFigureName, measure: () => Promise<PartResult>): Promise<void> {
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
