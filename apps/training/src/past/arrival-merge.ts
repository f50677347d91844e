import type { AssetId } from '@eagle/contracts/domain';
import type { RowBlock } from '@eagle/telemetry';
import { ArrivalOrder, type ArrivalBounds, type Run } from './arrival-order.js';

/** Rows of one asset that follow each other. */
export interface AssetRun extends Run {
  readonly assetId: AssetId;
}

interface Lane {
  readonly assetId: AssetId;
  readonly order: ArrivalOrder;
  /** Runs that wait for rows of other assets; the first ones are through. */
  queue: Run[];
  passed: number;
  /** Rows of the first waiting run that are through. */
  from: number;
}

/**
 * Brings rows of several assets together: each asset's in the order in which they arrived, and all
 * in order of time, except for late rows, which follow the row of their asset behind which they
 * arrived. Of one instant the assets come in the order in which they were given.
 */
export class ArrivalMerge {
  private readonly lanes: readonly Lane[];

  constructor(assetIds: readonly AssetId[], bounds: ArrivalBounds) {
    this.lanes = assetIds.map((assetId) => ({
      ...{ assetId, order: new ArrivalOrder(bounds) },
      ...{ queue: [], passed: 0, from: 0 },
    }));
  }

  /** @param blocks  All rows of a range of time, by asset, behind those of the range before. */
  add(blocks: ReadonlyMap<AssetId, readonly RowBlock[]>): void {
    for (const lane of this.lanes) {
      const runs = (blocks.get(lane.assetId) ?? []).flatMap((block) => lane.order.push(block));
      enqueue(lane, runs);
    }
  }

  /** What can be passed on: of no asset an earlier row can come any more, but late ones. */
  passing(): Generator<AssetRun> {
    return this.pass(Math.min(...this.lanes.map(({ order }) => order.waitsFromMs)));
  }

  /** All that is left: no more rows come. */
  finish(): Generator<AssetRun> {
    for (const lane of this.lanes) enqueue(lane, lane.order.finish());
    return this.pass(Number.POSITIVE_INFINITY);
  }

  private *pass(untilMs: number): Generator<AssetRun> {
    for (;;) {
      let first: Lane | null = null;
      let firstMs = untilMs;
      let limitMs = untilMs;
      for (const lane of this.lanes) {
        const timeMs = nextMs(lane);
        if (timeMs < firstMs) {
          limitMs = firstMs;
          firstMs = timeMs;
          first = lane;
        } else if (timeMs < limitMs) limitMs = timeMs;
      }
      const run = first?.queue[first.passed];
      if (first === null || run === undefined) return;
      yield take(first, run, limitMs);
    }
  }
}

function enqueue(lane: Lane, runs: readonly Run[]): void {
  lane.queue = [...lane.queue.slice(lane.passed), ...runs];
  lane.passed = 0;
}

/** Time of the lane's next row; Infinity where none waits. */
function nextMs({ queue, passed, from }: Lane): number {
  const run = queue[passed];
  return run?.block.timesMs[run.from + from] ?? Number.POSITIVE_INFINITY;
}

/** Takes the next row, and those behind it that stand before an instant. */
function take(lane: Lane, run: Run, untilMs: number): AssetRun {
  const { block } = run;
  const from = run.from + lane.from;
  let to = from + 1;
  while (to < run.to && (block.timesMs[to] ?? 0) < untilMs) to += 1;
  if (to === run.to) {
    lane.passed += 1;
    lane.from = 0;
  } else lane.from = to - run.from;
  return { assetId: lane.assetId, block, from, to };
}
