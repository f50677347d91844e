import type { FigureDeclaration, VitalReading } from '@eagle/contracts/domain';
import type { SeenReplica } from '@eagle/contracts/rest';
import { type CountedTwice, type FigureStep, stepOf } from './figure-steps.js';

/** When a question was asked: by the steady clock for durations, by the wall clock to show. */
export interface AskedAt {
  readonly atMs: number;
  readonly wallMs: number;
}

/** Readings of the last minute, for what is averaged over it. */
const RECENT_MAX = 7;
/** More replicas of one service are not shown. */
const REPLICAS_MAX = 32;

interface Heard {
  readonly at: AskedAt;
  readonly reading: VitalReading;
}

/** What is remembered of one replica: its readings of the last minute, oldest first. */
interface Watched {
  readonly recent: readonly [...Heard[], Heard];
  readonly restarts: number;
}

type Figures = Readonly<Record<string, FigureDeclaration>>;

/** The replicas of one service that answered lately. */
export class WatchedReplicas {
  private readonly replicas = new Map<string, Watched>();
  private latest: AskedAt | null = null;

  /** @param keptMs  How long a replica that does not answer any more is remembered. */
  constructor(
    private readonly figures: Figures,
    private readonly keptMs: number,
  ) {}

  /** Takes the answers to one question. @returns what each figure did since the one before. */
  note(at: AskedAt, readings: readonly VitalReading[]): Readonly<Record<string, FigureStep>> {
    const twice = readings.slice(0, REPLICAS_MAX).map((reading) => this.hear({ at, reading }));
    this.latest = at;
    this.forget(at.atMs);
    return Object.fromEntries(
      Object.entries(this.figures).map(([name, figure]) => [
        name,
        stepOf(
          figure,
          twice.flatMap((each) => each?.(name, figure.shape) ?? []),
        ),
      ]),
    );
  }

  /** By name. */
  seen(): SeenReplica[] {
    return [...this.replicas.values()]
      .map((watched) => seenReplica(watched, this.latest))
      .toSorted((a, b) => a.replica.localeCompare(b.replica, undefined, { numeric: true }));
  }

  private hear(heard: Heard): FigureOfReplica {
    const { replica } = heard.reading;
    const known = this.replicas.get(replica);
    const former = known?.recent.at(-1) ?? null;
    const isRestart = former !== null && former.reading.startedAt !== heard.reading.startedAt;
    const kept = isRestart ? [] : (known?.recent.slice(1 - RECENT_MAX) ?? []);
    this.replicas.set(replica, {
      recent: [...kept, heard],
      restarts: (known?.restarts ?? 0) + (isRestart ? 1 : 0),
    });
    return figureOf(former, heard, isRestart);
  }

  private forget(nowMs: number): void {
    for (const [replica, { recent }] of this.replicas) {
      const last = recent.at(-1);
      if (last !== undefined && nowMs - last.at.atMs > this.keptMs) this.replicas.delete(replica);
    }
    for (const replica of [...this.replicas.keys()].slice(0, -REPLICAS_MAX)) this.replicas.delete(replica);
  }
}

type FigureOfReplica = (name: string, shape: FigureDeclaration['shape']) => CountedTwice | null;

/**
 * A replica that was never heard before has counted since some time that is not known: it gives
 * only what is so now. One that started anew has counted all since then.
 */
function figureOf(former: Heard | null, latter: Heard, isRestart: boolean): FigureOfReplica {
  const startedMs = latter.at.wallMs - Date.parse(latter.reading.startedAt);
  const betweenMs = former === null ? 0 : latter.at.atMs - former.at.atMs;
  const seconds = (isRestart ? Math.min(startedMs, betweenMs) : betweenMs) / 1_000;
  return (name, shape) => {
    const counted = latter.reading.figures[name];
    if (counted === undefined || (former === null && shape !== 'now')) return null;
    return { former: isRestart ? null : (former?.reading.figures[name] ?? null), latter: counted, seconds };
  };
}

function seenReplica({ recent, restarts }: Watched, latest: AskedAt | null): SeenReplica {
  const [first] = recent;
  const { at, reading } = recent.at(-1) ?? first;
  const { replica, version, role, startedAt, isReady, problems, process } = reading;
  const spanMs = at.atMs - first.at.atMs;
  return {
    ...{ replica, version, role, startedAt, isReady, problems, restarts },
    isAnswering: at === latest,
    lastSeenAt: new Date(at.wallMs).toISOString(),
    memoryBytes: process.memoryBytes,
    heapShare: process.heapBytesMax === 0 ? 0 : process.heapBytes / process.heapBytesMax,
    cpuShare: spanMs === 0 ? null : Math.max(0, process.cpuMs - first.reading.process.cpuMs) / spanMs,
    loopDelayMsMax: Math.max(...recent.map((each) => each.reading.process.loopDelayMsMax)),
  };
}
