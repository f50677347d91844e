import { setTimeout as delay } from 'node:timers/promises';
import type { Alert } from '@eagle/contracts/domain';
import type { Figure, Yardstick } from '../../figure.js';
import type { PartResult } from '../../parts.js';
import { type Spread, spreadOf } from '../../percentile.js';
import { AlertChanges, type MadeChange } from '../alert-changes.js';
import { publishEvenly, type Published } from '../alert-feed.js';
import { type Ledger, ledgerOf, lostIn } from '../ledger.js';
import { type Frames, machineNow, MeasuredRoom } from '../measured-room.js';
import type { WatchedPlant } from '../organizations.js';
import { loopIn, webFigure, type WebBench } from '../web-bench.js';

const PER_SECOND = 200;
/** Every fiftieth change is a critical alert, which comes to the top of the list: it must be seen. */
const CRITICAL_EVERY = 50;
/** Rows that left stay for three seconds; then the list is what it will be. */
const SETTLED_MS = 4_000;
/** What has not come by then is lost, and the ledger says so. */
const PUSHED_MS_MAX = 20_000;
const LOOK_EVERY_MS = 20;

interface Measured {
  readonly loop: Yardstick;
  readonly frames: Frames;
  readonly longestTaskMs: number;
  /** Watched alerts that were raised, and how long those that were painted took. */
  readonly watched: number;
  readonly seen: Spread;
  readonly ledger: Ledger;
}

/** Changes at the rate of a plant that comes down, and what of them reaches the eyes. */
export async function flood(
  web: WebBench,
  plant: WatchedPlant,
  standing: readonly Alert[],
  seconds: number,
): Promise<PartResult> {
  const room = await MeasuredRoom.open(web.room, plant.operator);
  try {
    // A flood folds the list into groups: its ledger needs every row.
    await room.room.go('/alarms?rows=one-by-one');
    await room.firstRow();
    const measured = await measure(web, room, new Flood(plant, standing), seconds);
    return { figures: figuresOf(measured), details: measured };
  } finally {
    await room.close();
  }
}

/** The changes, and the alerts among them that are watched. */
class Flood {
  readonly watched = new Set<string>();
  readonly changes: AlertChanges;
  private made = 0;

  constructor(plant: WatchedPlant, standing: readonly Alert[]) {
    this.changes = new AlertChanges(plant, standing);
  }

  next(): MadeChange {
    this.made += 1;
    if (this.made % CRITICAL_EVERY !== 0) return this.changes.next(machineNow());
    const raised = this.changes.raiseCritical(machineNow());
    this.watched.add(raised.alert.id);
    return raised;
  }
}

async function measure(
  { bench: { bus, hooks } }: WebBench,
  room: MeasuredRoom,
  made: Flood,
  seconds: number,
): Promise<Measured> {
  const { signal } = hooks;
  const loop = await loopIn(room);
  const fromMs = await room.startFrames();
  const published = await publishEvenly(bus, {
    ...{ perSecond: PER_SECOND, seconds, signal },
    next: () => made.next(),
  });
  await pushedAll(room, published);
  const frames = await room.stopFrames();
  const longestTaskMs = await room.longestTaskMs(fromMs);
  const seen = await seenAfter(room, published, made.watched);
  await delay(SETTLED_MS, undefined, { signal });
  const ledger = await readLedger(room, published, made.changes.standing);
  return { loop, frames, longestTaskMs, watched: made.watched.size, seen, ledger };
}

function figuresOf({ loop, frames, longestTaskMs, watched, seen, ledger }: Measured): Figure[] {
  const how = `${PER_SECOND} changes/s`;
  const time = { unit: 'ms', yardstick: loop } as const;
  return [
    webFigure({
      name: `${how}: change to pixels, the slowest of ${seen.count} of ${watched}`,
      value: seen.max,
      ...time,
      bar: 'webFloodPaintMs',
    }),
    webFigure({
      name: `${how}: longest time without a frame`,
      value: frames.longestGapMs,
      ...time,
      bar: 'webFloodPaintMs',
    }),
    webFigure({ name: `${how}: longest task`, value: longestTaskMs, ...time, bar: 'webFloodTaskMs' }),
    webFigure({
      name: `${how}: lost of ${ledger.published} between gateway, store and list`,
      value: lostIn(ledger),
      unit: 'changes',
      bar: 'webFloodLost',
    }),
  ];
}

async function pushedAll(room: MeasuredRoom, published: readonly Published[]): Promise<void> {
  const untilMs = performance.now() + PUSHED_MS_MAX;
  while (room.pushes.all.length < published.length && performance.now() < untilMs) await delay(LOOK_EVERY_MS);
}

/** From the publication of the watched alerts to their pixels. */
async function seenAfter(
  room: MeasuredRoom,
  published: readonly Published[],
  watched: ReadonlySet<string>,
): Promise<Spread> {
  await room.whenSeen('true');
  const painted = await room.paintedRows();
  const raised = published.filter(({ change, alertId }) => change === 'raised' && watched.has(alertId));
  return spreadOf(
    raised.flatMap(({ alertId, atMs }) => {
      const seenAtMs = painted.get(alertId);
      // One that changed its priority meanwhile is elsewhere; the ledger finds it in the list.
      return seenAtMs === undefined ? [] : [seenAtMs - atMs];
    }),
  );
}

async function readLedger(
  room: MeasuredRoom,
  published: readonly Published[],
  standing: readonly Alert[],
): Promise<Ledger> {
  const links = await room.page.locator('.priority-count').all();
  const titles = await Promise.all(links.map((link) => link.getAttribute('title')));
  return ledgerOf({
    published,
    pushed: room.pushes.all.map(({ alert }) => ({ alertId: alert.id, revision: alert.revision })),
    standing,
    list: await room.readList(),
    counts: titles.filter((title) => title !== null),
  });
}
