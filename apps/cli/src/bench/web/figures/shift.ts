import { setTimeout as delay } from 'node:timers/promises';
import type { Alert } from '@eagle/contracts/domain';
import type { PartResult } from '../../parts.js';
import { AlertChanges, type MadeChange } from '../alert-changes.js';
import { publishEvenly } from '../alert-feed.js';
import { machineNow, MeasuredRoom } from '../measured-room.js';
import type { WatchedPlant } from '../organizations.js';
import { ALERT_ROW } from '../probe.js';
import { webFigure, type WebBench } from '../web-bench.js';

const HOURS = 12;
/** A busy plant: a change every five seconds. */
const CHANGES_PER_HOUR = 720;
/**
 * Rounds before the first hour counts: the browser compiles what runs often, and its code lies in
 * the heap beside the objects. After so many it hardly grows any more.
 */
const WARM_UPS = 12;
/**
 * The page remembers for ten seconds what it stored last, which are hours at this speed: they pass
 * before the heap counts.
 */
const REST_MS = 12_000;
const HOUR_MS = 3_600_000;
const MIB = 1_048_576;

/**
 * A control room that stays open for a shift, by the number of its events: each hour has its
 * changes at speed, and an operator who opens an alert, looks at the assets and comes back.
 */
export async function shift(
  web: WebBench,
  plant: WatchedPlant,
  standing: readonly Alert[],
): Promise<PartResult> {
  const { bus, hooks } = web.bench;
  const room = await MeasuredRoom.open(web.room, plant.operator);
  try {
    await room.firstRow();
    const changes = new AlertChanges(plant, standing);
    const seconds = web.seconds / HOURS;
    const load = { perSecond: CHANGES_PER_HOUR / seconds, seconds, signal: hooks.signal };
    // The hours before now: the page keeps some things by their age.
    let clockMs = machineNow() - (HOURS + 1) * HOUR_MS;
    const next = (): MadeChange => {
      clockMs += HOUR_MS / CHANGES_PER_HOUR;
      return changes.next(clockMs);
    };
    const hourMiB = async (): Promise<number> => {
      await publishEvenly(bus, { ...load, next });
      await lookAround(room);
      return heapMiBOf(room);
    };
    const restedMiB = async (): Promise<number> => {
      await delay(REST_MS, undefined, { signal: hooks.signal });
      return heapMiBOf(room);
    };
    for (let round = 0; round < WARM_UPS; round += 1) await lookAround(room);
    await hourMiB();
    const beforeMiB = await restedMiB();
    const heapMiB: number[] = [];
    for (let hour = 0; hour < HOURS; hour += 1) heapMiB.push(await hourMiB());
    const afterMiB = await restedMiB();
    const figures = [
      webFigure({
        name: `heap after ${HOURS} h of events`,
        value: afterMiB,
        unit: 'MiB',
        yardstick: { what: 'before them', value: beforeMiB },
        bar: 'webShiftHeap',
      }),
    ];
    return { figures, details: { beforeMiB, heapMiB, afterMiB } };
  } finally {
    await room.close();
  }
}

/** Without what the bench itself keeps in the page. */
async function heapMiBOf(room: MeasuredRoom): Promise<number> {
  room.pushes.forget();
  await room.forgetRows();
  return (await room.collectedHeapBytes()) / MIB;
}

/** What an operator does each hour. */
async function lookAround(room: MeasuredRoom): Promise<void> {
  const { page } = room;
  await page.locator(ALERT_ROW).first().click();
  await page.getByRole('complementary').waitFor();
  await page.keyboard.press('Escape');
  await room.navigate('/assets');
  await page.locator('.page h1').first().waitFor();
  await page.locator(ALERT_ROW).first().waitFor({ state: 'detached' });
  await room.navigate('/alarms');
  await page.locator(ALERT_ROW).first().waitFor();
  await page.mouse.move(2, 2);
}
