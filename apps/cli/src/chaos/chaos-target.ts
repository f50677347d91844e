import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RunFile } from '@eagle/contracts/domain';
import { smallDisk, type SmallDisk } from '@eagle/local-services';
import { ModelBench } from '../journeys/bad-input-models.fixture.js';
import { SpoiltSource } from '../journeys/bad-input-source.fixture.js';
import {
  balanceOf,
  isBalanced,
  mayBeUntold,
  NOTHING_WRITTEN,
  type CrossingBalance,
} from '../journeys/crossing-balance.fixture.js';
import { CrossingPlant } from '../journeys/crossing-plant.fixture.js';
import { RunningEagle, waitFor } from '../journeys/running-eagle.fixture.js';
import { StateFolder } from '../start/state-folder.js';
import { BlackHole } from './black-hole.js';

const START_MS_MAX = 120_000;
/** Deadline for being whole again, after any disturbance. */
const HEARD_MS_MAX = 60_000;
const BALANCED_MS_MAX = 60_000;
/** Frames that nobody took expire within this time: the wait is no longer. */
const PREDICTED_MS_MAX = 5_000;
const EXAMPLES_MAX = 5;
const BROKER_DISK_BYTES = 256 * 1024 * 1024;
/** Databases, logs, models: everything that is not in a stream. */
const HOME_DISK_BYTES = 1_024 * 1024 * 1024;
const CLOCK_FILE = 'chaos-clock';

export interface ChaosTargetOptions {
  readonly plants: number;
  readonly rowEveryMs: number;
  readonly say: (text: string) => void;
}

/** The outcome of the rows since the last balance of the ledger. */
export interface Ledger {
  readonly rows: number;
  /** Refused with a counted reason: no loss. */
  readonly rowsRefused: number;
  readonly rowsLost: number;
  readonly alertsWrong: number;
  readonly rowsNotPredicted: number;
  readonly examples: readonly string[];
}

/**
 * A platform with a separate launcher, and plants in which every row is an alert change and a
 * prediction. The first plant is reached through a proxy that can turn into a black hole; the
 * broker's streams are on a disk that can be filled; data-processor's clock can be set.
 */
export class ChaosTarget {
  private readonly known = new Map<CrossingPlant, CrossingBalance>();

  private constructor(
    readonly eagle: RunningEagle,
    private readonly source: SpoiltSource,
    private readonly models: ModelBench,
    readonly plants: readonly CrossingPlant[],
    /** Proxy to the first plant. */
    readonly blackHole: BlackHole,
    /** Disk of the broker's streams; null where this process may not mount one. */
    readonly brokerDisk: SmallDisk | null,
    /** Disk of everything else, in the same way. */
    readonly homeDisk: SmallDisk | null,
  ) {}

  static async start({ plants: count, rowEveryMs, say }: ChaosTargetOptions): Promise<ChaosTarget> {
    const eagle = RunningEagle.prepared((home) => {
      const offset = pathToFileURL(path.join(home, CLOCK_FILE)).href;
      return [
        '--plants',
        'none',
        '--log-level',
        'warn',
        '--preload',
        `data-processor=${clockModule}?offset=${offset}`,
      ];
    });
    const homeDisk = await smallDisk(eagle.home, HOME_DISK_BYTES);
    StateFolder.take(eagle.home, { fresh: false }).release();
    const brokerDisk = await smallDisk(path.join(eagle.home, 'nats', 'jetstream'), BROKER_DISK_BYTES);
    if (brokerDisk === null) say('no small disk can be mounted here: the case full-disk is left out');
    try {
      eagle.start();
      return await ChaosTarget.withPlants(eagle, { count, rowEveryMs }, { brokerDisk, homeDisk });
    } catch (error) {
      await eagle.stop();
      await brokerDisk?.close();
      await homeDisk?.close();
      throw error;
    }
  }

  private static async withPlants(
    eagle: RunningEagle,
    { count, rowEveryMs }: { readonly count: number; readonly rowEveryMs: number },
    disks: { readonly brokerDisk: SmallDisk | null; readonly homeDisk: SmallDisk | null },
  ): Promise<ChaosTarget> {
    const run = await eagle.ready(START_MS_MAX);
    const source = await SpoiltSource.make(eagle, run);
    const models = await ModelBench.open(eagle, run.natsUrl);
    const blackHole = await BlackHole.to(source.port);
    const plants: CrossingPlant[] = [];
    for (let number = 0; number < count; number += 1) {
      const feed = number === 0 ? { port: blackHole.port } : {};
      const plant = await CrossingPlant.make(source, `crossing_${number}`, rowEveryMs, feed);
      await models.register(models.bundle(plant.organization, '1.0.0'));
      plants.push(plant);
    }
    const target = new ChaosTarget(
      eagle,
      source,
      models,
      plants,
      blackHole,
      disks.brokerDisk,
      disks.homeDisk,
    );
    for (const { organization } of plants)
      await organization.saidOfModel('the model is live', ({ state }) => state === 'live');
    for (const plant of plants) plant.startWriting();
    return target;
  }

  get run(): RunFile {
    const { run } = this.eagle;
    if (run === null) throw new Error('the platform does not run');
    return run;
  }

  process(name: string): RunFile['processes'][number] {
    const found = this.run.processes.find((process) => process.name === name);
    if (found === undefined) throw new Error(`no process ${name}`);
    return found;
  }

  /** Waits until new rows reach every organization's socket. */
  async everyoneHears(what: string, plants: readonly CrossingPlant[] = this.plants): Promise<void> {
    const sinceMs = Date.now();
    const deaf = (): CrossingPlant[] =>
      plants.filter(({ committedAtMs, heardAtMs }) => {
        const newest = [...heardAtMs.keys()].at(-1);
        return newest === undefined || (committedAtMs.get(newest) ?? 0) <= sinceMs;
      });
    const heard = (): number => plants.reduce((sum, { heardAtMs }) => sum + heardAtMs.size, 0);
    await waitFor(
      () => `rows come out again ${what}; ${deaf().length} of ${plants.length} receive nothing`,
      HEARD_MS_MAX,
      () => deaf().length === 0,
      heard,
    );
  }

  /**
   * Longest delay of an alert of a rule from the commit of its row to the socket, for rows that
   * were committed since `sinceMs`. An alert that has not come yet counts with its delay so far.
   */
  alertsLateMs(sinceMs: number): number {
    const nowMs = Date.now();
    const lateMs = this.plants.flatMap(({ committedAtMs, heardAtMs }) =>
      [...committedAtMs].flatMap(([at, committed]) =>
        committed < sinceMs ? [] : [(heardAtMs.get(at) ?? nowMs) - committed],
      ),
    );
    return Math.max(0, ...lateMs);
  }

  /**
   * Pauses all plants, waits until their rows have come through, and reports what is missing since
   * the last time.
   */
  async balanceLedger(): Promise<Ledger> {
    await Promise.all(this.plants.map((plant) => plant.stopWriting()));
    const ledger = await Promise.all(this.plants.map((plant) => this.ledgerOf(plant)));
    for (const plant of this.plants) plant.startWriting();
    return ledger.reduce((sum, one) => ({
      rows: sum.rows + one.rows,
      rowsRefused: sum.rowsRefused + one.rowsRefused,
      rowsLost: sum.rowsLost + one.rowsLost,
      alertsWrong: sum.alertsWrong + one.alertsWrong,
      rowsNotPredicted: sum.rowsNotPredicted + one.rowsNotPredicted,
      examples: [...sum.examples, ...one.examples].slice(0, EXAMPLES_MAX),
    }));
  }

  private async ledgerOf(plant: CrossingPlant): Promise<Ledger> {
    const before = this.known.get(plant) ?? NOTHING_WRITTEN;
    const read = async (): Promise<CrossingBalance> => {
      const balance = await balanceOf(plant, this.run.databaseUrl);
      this.known.set(plant, balance);
      return balance;
    };
    const come = (what: string, msMax: number, check: () => Promise<boolean>): Promise<unknown> =>
      // Rows that are missing after the wait are lost: the difference below names them.
      waitFor(what, msMax, check, () => plant.heardAtMs.size).catch(() => null);
    await come('the ledger balances', BALANCED_MS_MAX, async () => isBalanced(before, await read()));
    await come('predictions', PREDICTED_MS_MAX, async () => {
      const now = await read();
      return now.judged - now.predicted <= before.judged - before.predicted;
    });
    return difference(plant, before, await read());
  }

  /** Shifts data-processor's clock by this much. */
  setClock(offsetMs: number): void {
    writeFileSync(path.join(this.eagle.home, CLOCK_FILE), String(offsetMs));
  }

  async stop(): Promise<void> {
    this.blackHole.close();
    try {
      await Promise.all(this.plants.map((plant) => plant.close()));
      await this.models.close();
      await this.source.close();
      await this.blackHole.end();
    } finally {
      await this.eagle.stop();
      await this.brokerDisk?.close();
      await this.homeDisk?.close();
      rmSync(this.eagle.home, { recursive: true, force: true });
    }
  }
}

const clockModule = new URL('./shifted-clock.preload.js', import.meta.url).href;

/** Mistakes that are new since `before`. */
function difference(plant: CrossingPlant, before: CrossingBalance, now: CrossingBalance): Ledger {
  const off = ({ written, refused, judged }: CrossingBalance): number => written - refused - judged;
  const fresh = (were: readonly string[], are: readonly string[]): string[] =>
    are.filter((at) => !were.includes(at));
  const notReported = fresh(before.notReported, now.notReported).slice(mayBeUntold(before, now));
  const wrong = [
    ...notReported.map((at) => `row of ${at} was not reported`),
    ...fresh(before.invented, now.invented).map((at) => `change of ${at} belongs to no row`),
    ...now.reportedTwice.slice(before.reportedTwice.length).map((at) => `row of ${at} was reported again`),
    ...(now.unsent === 0 ? [] : [`${now.unsent} changes are not published`]),
  ].map((text) => `${plant.organization.slug}: ${text}`);
  const rowsLost = Math.abs(off(now) - off(before));
  const ledger = `${plant.organization.slug}: ${now.judged} rows judged and ${now.refused} refused of ${now.written} written`;
  return {
    rows: now.written - before.written,
    rowsRefused: now.refused - before.refused,
    rowsLost,
    alertsWrong: wrong.length,
    rowsNotPredicted: now.judged - now.predicted - (before.judged - before.predicted),
    examples: [...wrong.slice(0, EXAMPLES_MAX), ...(rowsLost === 0 ? [] : [ledger])],
  };
}
