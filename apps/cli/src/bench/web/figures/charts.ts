import { CHART_TAGS, HISTORY_ASSET } from '../../historian/history-organization.js';
import type { PartResult } from '../../parts.js';
import { percentile } from '../../percentile.js';
import { MeasuredRoom } from '../measured-room.js';
import type { WatchedPlant } from '../organizations.js';
import { loopIn, webFigure, type WebBench } from '../web-bench.js';

const TIMES = 7;
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** Each lane has its drawing; they come once the values are there. */
const LANES = `document.querySelectorAll('.lane-plot canvas').length >= ${CHART_TAGS.length}`;

const CHARTS = [
  { name: '24 h', lengthMs: DAY_MS, bar: 'webDayMs' },
  { name: '30 days', lengthMs: 30 * DAY_MS, bar: 'webMonthMs' },
  { name: 'a year', lengthMs: 365 * DAY_MS, bar: 'webYearMs' },
] as const;

/** From the choice of an asset and a range, in a page that is open, to its drawn lanes. */
export async function charts(web: WebBench, { operator }: WatchedPlant): Promise<PartResult> {
  const room = await MeasuredRoom.open(web.room, operator);
  try {
    await room.firstRow();
    const loop = await loopIn(room);
    // The first one fetches the charts, and the historian opens its files.
    await drawn(room, 2 * DAY_MS, 0);
    const measured: Record<string, readonly number[]> = {};
    const figures = [];
    for (const { name, lengthMs, bar } of CHARTS) {
      await drawn(room, lengthMs, 0);
      const tookMs: number[] = [];
      for (let time = 1; time <= TIMES; time += 1) tookMs.push(await drawn(room, lengthMs, time));
      measured[name] = tookMs;
      figures.push(
        webFigure({
          name: `asset page, ${CHART_TAGS.length} tags, ${name}, p95`,
          value: percentile(tookMs, 0.95),
          unit: 'ms',
          yardstick: loop,
          bar,
        }),
      );
    }
    return { figures, details: measured };
  } finally {
    await room.close();
  }
}

/** @param step  Each range ends another minute earlier: none was read before. */
async function drawn(room: MeasuredRoom, lengthMs: number, step: number): Promise<number> {
  await room.navigate('/assets');
  await room.whenSeen(`document.querySelector('.lane-plot') === null`);
  const toMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - step * MINUTE_MS;
  const search = new URLSearchParams({
    from: new Date(toMs - lengthMs).toISOString(),
    to: new Date(toMs).toISOString(),
    tags: CHART_TAGS.join(','),
  });
  const fromMs = await room.now();
  await room.navigate(`/assets/${HISTORY_ASSET}?${search.toString()}`);
  return (await room.whenSeen(LANES)) - fromMs;
}
