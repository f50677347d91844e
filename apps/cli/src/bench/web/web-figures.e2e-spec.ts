import { chromiumPath } from '@eagle/testing/browser';
import { testInBrowser } from '@eagle/testing/browser-test';
import { BenchPlatform } from '../bench-platform.js';
import type { PartResult } from '../parts.js';
import { standingAlerts as makeStandingAlerts } from './alert-changes.js';
import { flood } from './figures/flood.js';
import { mountedRows } from './figures/standing-alerts.js';
import { MeasuredRoom } from './measured-room.js';
import { makePlant, storeAlerts } from './organizations.js';
import type { WebBench } from './web-bench.js';

const ALERTS = 500;
const SECONDS = 5;

/** Figures that do not depend on how quiet the machine is: `npm run bench -- --only web` has them all. */
describe('the control room of a platform under load', () => {
  let web: WebBench | null = null;
  beforeAll(async () => {
    if (chromiumPath(process.env) === null) return;
    const hooks = { say: () => undefined, signal: new AbortController().signal };
    const bench = await BenchPlatform.start(hooks);
    web = { bench, room: { url: bench.platform.gatewayUrl, language: 'en-GB' }, seconds: SECONDS };
  });
  afterAll(async () => {
    await web?.bench.stop();
  });

  async function plantOf(slug: string) {
    if (web === null) throw new Error('The platform did not start.');
    const plant = await makePlant(web.bench, slug);
    const standing = makeStandingAlerts(plant, ALERTS, Date.now());
    await storeAlerts(web.bench, standing);
    return { web, plant, standing };
  }

  testInBrowser('loses none of 200 changes a second between gateway, store and list', async () => {
    const { web: started, plant, standing } = await plantOf('flooded');
    const { figures, details } = await flood(started, plant, standing, SECONDS);
    console.log(JSON.stringify(details));
    expect(valueOf({ figures, details }, /lost of 1000 /)).toBe(0);
  });

  testInBrowser('mounts at most 60 rows of a long list, each of at most 40 elements', async () => {
    const { web: started, plant } = await plantOf('crowded');
    const room = await MeasuredRoom.open(started.room, plant.operator);
    try {
      await room.firstRow();
      const { rows, nodes } = await mountedRows(room);
      expect(rows).toBeGreaterThan(10);
      expect(rows).toBeLessThanOrEqual(60);
      expect(nodes).toBeLessThanOrEqual(40);
    } finally {
      await room.close();
    }
  });
});

function valueOf({ figures }: PartResult, name: RegExp): number | null {
  const found = figures.find((each) => name.test(each.name));
  if (found === undefined) throw new Error(`There is no figure ${name.source}.`);
  return found.value;
}
