import { setTimeout as delay } from 'node:timers/promises';
import type { PartResult } from '../../parts.js';
import { spreadOf } from '../../percentile.js';
import { AlertChanges } from '../alert-changes.js';
import { publishChange } from '../alert-feed.js';
import { machineNow, MeasuredRoom } from '../measured-room.js';
import { storeAlerts, type WatchedPlant } from '../organizations.js';
import { loopIn, webFigure, type WebBench } from '../web-bench.js';

/** A p99 of a hundred is the slowest but one. */
const CHANGES = 100;
const EVERY_MS = 120;
const ACKNOWLEDGEMENTS = 10;

/** A change at the gateway, one after the other, until it is on the screen. */
export async function pixels(web: WebBench, plant: WatchedPlant): Promise<PartResult> {
  const room = await MeasuredRoom.open(web.room, plant.operator);
  try {
    // So many alerts are a flood, whose groups have the newest last: below what is on the screen.
    await room.room.go('/alarms?rows=one-by-one');
    await room.firstRow();
    const loop = await loopIn(room);
    const changes = new AlertChanges(plant, []);
    const tookMs: number[] = [];
    for (let time = 0; time < CHANGES; time += 1) {
      const raised = changes.raiseCritical(machineNow());
      const seen = room.whenSeen(rowOf(raised.alert.id)).then(() => machineNow());
      const { atMs } = await publishChange(web.bench.bus, raised);
      await seen;
      const painted = await room.paintedRows();
      tookMs.push((painted.get(raised.alert.id) ?? machineNow()) - atMs);
      // Changes that come within a tenth of a second are drawn together: each is one alone.
      await delay(EVERY_MS * Math.random(), undefined, { signal: web.bench.hooks.signal });
    }
    const spread = spreadOf(tookMs);
    const figures = [
      webFigure({
        name: `change at the gateway to pixels, p99 of ${CHANGES}`,
        value: spread.p99,
        unit: 'ms',
        yardstick: loop,
        bar: 'webPixelsMs',
      }),
    ];
    return { figures, details: spread };
  } finally {
    await room.close();
  }
}

/** Acknowledged by one person with a key, until another one sees it. */
export async function acknowledged(web: WebBench, plant: WatchedPlant): Promise<PartResult> {
  const changes = new AlertChanges(plant, []);
  const raised = Array.from({ length: ACKNOWLEDGEMENTS }, () => changes.raiseCritical(machineNow()));
  await storeAlerts(
    web.bench,
    raised.map(({ alert }) => alert),
  );
  const here = await MeasuredRoom.open(web.room, plant.operator);
  const there = await MeasuredRoom.open(web.room, plant.admin);
  try {
    await Promise.all([here.firstRow(), there.firstRow()]);
    const tookMs: number[] = [];
    for (const { alert } of raised) {
      await here.navigate(`/alarms?alert=${alert.id}`);
      await here.page.getByRole('complementary').waitFor();
      const seen = there.whenSeen(`!(${isUnacknowledged(alert.id)})`).then(() => machineNow());
      const fromMs = machineNow();
      await here.page.keyboard.press('a');
      tookMs.push((await seen) - fromMs);
    }
    const spread = spreadOf(tookMs);
    const figures = [
      webFigure({
        name: `acknowledged here to seen there, the slowest of ${ACKNOWLEDGEMENTS}`,
        value: spread.max,
        unit: 'ms',
        yardstick: await loopIn(there),
        bar: 'webSeenThereMs',
      }),
    ];
    return { figures, details: spread };
  } finally {
    await here.close();
    await there.close();
  }
}

const rowOf = (alertId: string): string =>
  `document.querySelector('[role="row"][id$="${alertId}"]') !== null`;
const isUnacknowledged = (alertId: string): string =>
  `(document.querySelector('[role="row"][id$="${alertId}"] [role="img"]')?.getAttribute('aria-label') ?? '').includes(', unacknowledged')`;
