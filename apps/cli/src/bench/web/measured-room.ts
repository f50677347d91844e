import { type Account, ControlRoomBrowser, type ControlRoomOptions } from '@eagle/testing/browser';
import type { CDPSession, Page } from 'playwright-core';
import { z } from 'zod';
import { percentile } from '../percentile.js';
import { LOOP, PROBE } from './probe.js';
import { Pushes } from './pushes.js';

const framesSchema = z.object({ tookMs: z.number(), count: z.number(), longestGapMs: z.number() });
/** Frames over a while. */
export type Frames = z.infer<typeof framesSchema>;
const tasksSchema = z.array(z.object({ startMs: z.number(), durationMs: z.number() }));
const paintedSchema = z.array(z.object({ alertId: z.string(), atMs: z.number() }));
const mountedSchema = z.object({ rows: z.number(), nodes: z.number() });
const shownSchema = z.array(z.object({ alertId: z.string(), badge: z.string() }));
const heapSchema = z.object({ usedSize: z.number() });

const BYTES_OF_MEGABIT = 125_000;
const LOOPS = 5;
/** What a site keeps in a browser beside its cookies. */
const STORED = 'service_workers,cache_storage,indexeddb,local_storage';

/** One person’s browser at the control room, with a probe in each page. */
export class MeasuredRoom {
  private constructor(
    readonly room: ControlRoomBrowser,
    private readonly devTools: CDPSession,
    /** The alerts that the gateway sent to this browser. */
    readonly pushes: Pushes,
  ) {}

  static async open(options: ControlRoomOptions, account: Account | null): Promise<MeasuredRoom> {
    const room = await ControlRoomBrowser.open(options);
    try {
      await room.context.addInitScript(PROBE);
      const pushes = new Pushes(room.page);
      const measured = new MeasuredRoom(room, await room.context.newCDPSession(room.page), pushes);
      await room.go('/');
      if (account !== null) await room.signIn(account);
      // A pointer on the list would keep its rows where they are.
      await room.page.mouse.move(2, 2);
      return measured;
    } catch (error) {
      await room.close();
      throw error;
    }
  }

  get page(): Page {
    return this.room.page;
  }

  async evaluate<T>(schema: z.ZodType<T>, script: string): Promise<T> {
    return schema.parse(await this.page.evaluate(script));
  }

  /** Another processor and network than this machine has. */
  async slow({ cpu, megabitsPerSecond }: { cpu: number; megabitsPerSecond: number }): Promise<void> {
    const bytesPerSecond = megabitsPerSecond * BYTES_OF_MEGABIT;
    await this.devTools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    await this.devTools.send('Network.enable');
    await this.devTools.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 0 },
      ...{ downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond },
    });
  }

  /** The next opening fetches every file; the sign-in stays. */
  async forgetFiles(): Promise<void> {
    const { origin } = new URL(this.page.url());
    await this.page.goto('about:blank');
    await this.devTools.send('Network.clearBrowserCache');
    await this.devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: STORED });
  }

  /** Opens an address of the control room inside of the running page, as a link does. */
  async navigate(address: string): Promise<void> {
    await this.page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  }

  /** When a condition was first painted. @returns milliseconds since the page was opened. */
  whenSeen(condition: string): Promise<number> {
    return this.evaluate(z.number(), `eagleProbe.whenSeen(() => ${condition})`);
  }

  /** @returns milliseconds since the page was opened. */
  firstRow(): Promise<number> {
    return this.evaluate(z.number(), 'eagleProbe.firstRow()');
  }

  now(): Promise<number> {
    return this.evaluate(z.number(), 'performance.now()');
  }

  async startFrames(): Promise<number> {
    return this.evaluate(z.number(), 'eagleProbe.startFrames()');
  }

  stopFrames(): Promise<Frames> {
    return this.evaluate(framesSchema, 'eagleProbe.stopFrames()');
  }

  /** The longest task since then, milliseconds; 0 where none was longer than 50. */
  async longestTaskMs(sinceMs: number): Promise<number> {
    const tasks = await this.evaluate(tasksSchema, `eagleProbe.longTasks(${sinceMs})`);
    return Math.max(0, ...tasks.map(({ durationMs }) => durationMs));
  }

  /** When each row was first painted, milliseconds since 1970 by the clock of the machine. */
  async paintedRows(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.evaluate(paintedSchema, 'eagleProbe.paintedRows()');
    return new Map(rows.map(({ alertId, atMs }) => [alertId, atMs]));
  }

  async forgetRows(): Promise<void> {
    await this.page.evaluate('eagleProbe.forgetRows()');
  }

  /** Rows that are mounted, and elements of the largest. */
  mounted(): Promise<z.infer<typeof mountedSchema>> {
    return this.evaluate(mountedSchema, 'eagleProbe.mounted()');
  }

  /** Scrolls through the whole list. @returns the badge of each alert, as a screen reader says it. */
  async readList(): Promise<ReadonlyMap<string, string>> {
    const shown = await this.evaluate(shownSchema, 'eagleProbe.readList()');
    return new Map(shown.map(({ alertId, badge }) => [alertId, badge]));
  }

  /** A fixed piece of work in this page, the median of some, milliseconds. */
  async loopMs(): Promise<number | null> {
    const tookMs: number[] = [];
    for (let time = 0; time < LOOPS; time += 1) tookMs.push(await this.evaluate(z.number(), LOOP));
    return percentile(tookMs, 0.5);
  }

  /** Bytes of the page’s objects after a collection. */
  async collectedHeapBytes(): Promise<number> {
    await this.devTools.send('HeapProfiler.enable');
    // What a finalizer lets go is collected by the next one.
    for (let time = 0; time < 3; time += 1) await this.devTools.send('HeapProfiler.collectGarbage');
    return heapSchema.parse(await this.devTools.send('Runtime.getHeapUsage')).usedSize;
  }

  /** A wheel that turns steadily over the middle of the page. */
  async scroll(pixels: number, pixelsPerSecond: number): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? { width: 1_440, height: 900 };
    await this.devTools.send('Input.synthesizeScrollGesture', {
      ...{ x: width / 2, y: height / 2, yDistance: -pixels, speed: pixelsPerSecond },
      ...{ gestureSourceType: 'mouse', preventFling: true },
    });
  }

  close(): Promise<void> {
    return this.room.close();
  }
}

/** Now by the clock of the machine, with fractions of a millisecond as in a page. */
export const machineNow = (): number => performance.timeOrigin + performance.now();
