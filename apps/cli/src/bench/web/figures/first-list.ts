import { z } from 'zod';
import type { PartResult } from '../../parts.js';
import { percentile } from '../../percentile.js';
import { MeasuredRoom } from '../measured-room.js';
import type { WatchedPlant } from '../organizations.js';
import { loopIn, webFigure, type WebBench } from '../web-bench.js';

const SLOW = { cpu: 4, megabitsPerSecond: 10 };
const TIMES = 5;
const LOADED = `performance.getEntriesByType('navigation')[0].loadEventEnd`;

/**
 * From opening the address to the first alert on the screen, of a person who is signed in, on a
 * slow office PC: with every file fetched, and with files that the browser has.
 */
export async function firstList(web: WebBench, { operator }: WatchedPlant): Promise<PartResult> {
  const room = await MeasuredRoom.open(web.room, operator);
  try {
    await room.slow(SLOW);
    const coldMs: number[] = [];
    const pictureMs: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      await room.forgetFiles();
      coldMs.push(await opened(room));
    }
    await opened(room);
    const warmMs: number[] = [];
    for (let time = 0; time < TIMES; time += 1) warmMs.push(await opened(room));
    for (let time = 0; time < TIMES; time += 1) pictureMs.push(await pictureLoaded(room));
    const loop = await loopIn(room);
    const picture = { what: 'a picture of the gateway as a page', value: percentile(pictureMs, 0.5) };
    const how = `CPU a ${SLOW.cpu}th, ${SLOW.megabitsPerSecond} Mbit/s`;
    const figures = [
      webFigure({
        name: `first alert on the screen, cold, ${how}`,
        value: percentile(coldMs, 0.5),
        unit: 'ms',
        yardstick: loop,
        bar: 'webFirstListColdMs',
      }),
      webFigure({
        name: `first alert on the screen, warm, ${how}`,
        value: percentile(warmMs, 0.5),
        unit: 'ms',
        yardstick: picture,
        bar: 'webFirstListWarmMs',
      }),
    ];
    return { figures, details: { coldMs, warmMs, pictureMs, loopMs: loop.value } };
  } finally {
    await room.close();
  }
}

async function opened(room: MeasuredRoom): Promise<number> {
  await room.page.goto('about:blank');
  await room.room.go('/alarms');
  return room.firstRow();
}

async function pictureLoaded(room: MeasuredRoom): Promise<number> {
  await room.page.goto('about:blank');
  await room.room.go('/eagle.svg');
  return room.evaluate(z.number(), LOADED);
}
