import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { PartResult } from '../../parts.js';
import { percentile } from '../../percentile.js';
import { MeasuredRoom } from '../measured-room.js';
import type { WatchedPlant } from '../organizations.js';
import { ALERT_ROW } from '../probe.js';
import { loopIn, webFigure, type WebBench } from '../web-bench.js';

const TIMES = 5;
/** A third of the time of a load is enough to count frames. */
const SCROLL_SHARE = 3;
const SCROLL_PIXELS_PER_SECOND = 3_000;
/** One digit of the number of a station after the other: each leaves fewer rows. */
const WORDS = ['04', '041', '0417', '041', '04', ''] as const;
/** Rows of the list, as a screen reader counts them. */
const COUNT = `document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')`;
/** A page without anything to do, on which the same wheel turns. */
const EMPTY_PAGE = `document.body.replaceChildren(); document.body.style.cssText = 'overflow:auto; height:auto';
  const tall = document.createElement('div'); tall.style.height = '1000000px'; document.body.append(tall);
  document.documentElement.style.cssText = 'overflow:auto; height:auto'`;

/** A list of many alerts that stand: it comes, is filtered, and is scrolled. */
export async function standingAlerts(
  web: WebBench,
  { operator }: WatchedPlant,
  count: number,
): Promise<PartResult> {
  const room = await MeasuredRoom.open(web.room, operator);
  try {
    const loop = await loopIn(room);
    const { firstRowMs, wholeListMs } = await opened(room, count);
    const filterMs = await filter(room);
    const scrolled = await scroll(room, web.seconds / SCROLL_SHARE);
    const mounted = await mountedRows(room);
    const empty = await emptyScroll(room, web.seconds / SCROLL_SHARE);
    const alerts = `${count.toLocaleString('en-US').replaceAll(',', ' ')} alerts`;
    const figures = [
      webFigure({
        name: `${alerts}: first row`,
        value: percentile(firstRowMs, 0.5),
        unit: 'ms',
        yardstick: loop,
        bar: 'webFirstRowMs',
      }),
      webFigure({
        name: `${alerts}: key of the filter to rows, p95`,
        value: percentile(filterMs, 0.95),
        unit: 'ms',
        yardstick: loop,
        bar: 'webFilterMs',
      }),
      webFigure({
        name: `${alerts}: scrolling`,
        value: scrolled.framesPerSecond,
        unit: 'frames/s',
        yardstick: { what: 'an empty page', value: empty.framesPerSecond },
        bar: 'webScrollFrames',
      }),
      webFigure({ name: 'rows mounted, at most', value: mounted.rows, unit: 'rows', bar: 'webRows' }),
      webFigure({
        name: 'elements of a row, at most',
        value: mounted.nodes,
        unit: 'elements',
        bar: 'webRowNodes',
      }),
    ];
    return { figures, details: { firstRowMs, wholeListMs, filterMs, scrolled, empty, mounted } };
  } finally {
    await room.close();
  }
}

/** @returns when the first row of the list came, and when the whole list was read the last time. */
async function opened(room: MeasuredRoom, count: number) {
  const firstRowMs: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    await room.page.goto('about:blank');
    await room.room.go('/alarms');
    firstRowMs.push(await room.firstRow());
  }
  return { firstRowMs, wholeListMs: await room.whenSeen(`Number(${COUNT}) > ${count}`) };
}

/** Types into the filter. @returns milliseconds from each key to the painted rows. */
async function filter(room: MeasuredRoom): Promise<number[]> {
  const tookMs: number[] = [];
  for (const words of [...WORDS, ...WORDS]) {
    tookMs.push(
      await room.evaluate(
        z.number(),
        `(() => {
          const field = document.querySelector('input[type="search"]');
          const before = ${COUNT};
          const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
          const fromMs = performance.now();
          set.call(field, '${words}');
          field.dispatchEvent(new Event('input', { bubbles: true }));
          return eagleProbe.whenSeen(() => ${COUNT} !== before).then((atMs) => atMs - fromMs);
        })()`,
      ),
    );
  }
  return tookMs;
}

async function scroll(room: MeasuredRoom, seconds: number) {
  await room.startFrames();
  await room.scroll(SCROLL_PIXELS_PER_SECOND * seconds, SCROLL_PIXELS_PER_SECOND);
  const { tookMs, count, longestGapMs } = await room.stopFrames();
  return { framesPerSecond: (count * 1_000) / tookMs, longestGapMs };
}

/** Looks at the rows at many places of the list. */
export async function mountedRows(room: MeasuredRoom): Promise<{ rows: number; nodes: number }> {
  const most = { rows: 0, nodes: 0 };
  for (let place = 0; place < 20; place += 1) {
    const { rows, nodes } = await room.mounted();
    most.rows = Math.max(most.rows, rows);
    most.nodes = Math.max(most.nodes, nodes);
    await room.scroll(1_500, SCROLL_PIXELS_PER_SECOND * 4);
    await delay(0);
  }
  return most;
}

async function emptyScroll(room: MeasuredRoom, seconds: number) {
  await room.page.locator(ALERT_ROW).first().waitFor();
  await room.page.evaluate(EMPTY_PAGE);
  return scroll(room, seconds);
}
