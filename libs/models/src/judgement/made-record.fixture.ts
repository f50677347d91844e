import { assetIdSchema, componentNameSchema } from '@eagle/contracts/domain';
import type { Failure } from '../labels/failure.js';
import { LABEL, RowLabeller } from '../labels/label-rows.js';
import type { HoldOut, Scores } from './hold-out.js';
import type { JudgeOptions } from './judge.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const COMPONENTS = ['fan', 'heater'].map((name) => componentNameSchema.parse(name));

/**
 * An alarm needs one row and clears after one hour; horizon 6 h, at least 1 h ahead, a row every
 * half hour.
 */
export const OPTIONS: JudgeOptions = {
  components: COMPONENTS,
  horizonMs: 6 * HOUR,
  leadMsMin: HOUR,
  consecutiveMin: 1,
  clearAfterMs: HOUR,
  scanPeriodMs: HOUR / 2,
  seed: 7,
  draws: 400,
};

export const assetNamed = (index: number): Failure['assetId'] => assetIdSchema.parse(`asset-${index}`);

export function failureAt(atMs: number, asset = 0, component = 0, lastsMs = HOUR): Failure {
  const name = COMPONENTS[component];
  if (name === undefined) throw new RangeError('no such component');
  return { assetId: assetNamed(asset), component: name, atMs, endsMs: atMs + lastsMs };
}

/**
 * Rows of some assets over some days from the epoch, labelled by the failures; rows during a
 * failure are left out.
 */
export function madeRows(failures: readonly Failure[], days: number, assets = 1): HoldOut {
  const [asset, timesMs, labels, component, minutes]: [number[], number[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
    [],
  ];
  const assetIds = Array.from({ length: assets }, (_, index) => assetNamed(index));
  assetIds.forEach((assetId, index) => {
    const labeller = new RowLabeller({
      failures: failures.filter((failure) => failure.assetId === assetId),
      components: COMPONENTS,
      horizonMs: OPTIONS.horizonMs,
      recordEndMs: Infinity,
    });
    for (let ms = 0; ms < days * DAY; ms += HOUR / 2) {
      const label = labeller.label(ms, false);
      if (label === LABEL.leftOut) continue;
      asset.push(index);
      timesMs.push(ms);
      labels.push(label);
      component.push(labeller.component);
      minutes.push(labeller.minutesToFailure);
    }
  });
  return {
    assetIds,
    asset: Uint32Array.from(asset),
    timesMs: Float64Array.from(timesMs),
    labels: Uint8Array.from(labels),
    early: new Uint8Array(labels.length),
    component: Int16Array.from(component),
    minutesToFailure: Float32Array.from(minutes),
  };
}

/**
 * Answers of a model: this probability, the right component, and an interval of half to twice the
 * true minutes.
 */
export function madeScores(
  rows: HoldOut,
  probability: (row: { label: number; ms: number; asset: number; minutes: number; index: number }) => number,
): Scores {
  const n = rows.labels.length;
  const component = new Float32Array(n * COMPONENTS.length);
  const timeToFailure = new Float32Array(n * 3);
  const answers = Float32Array.from(rows.labels, (label, index) => {
    const minutes = rows.minutesToFailure[index] ?? NaN;
    component[index * COMPONENTS.length + Math.max(0, rows.component[index] ?? 0)] = 1;
    const known = Number.isNaN(minutes) ? 1_000 : minutes;
    timeToFailure.set([known / 2, known, known * 2], index * 3);
    return probability({
      label,
      ms: rows.timesMs[index] ?? NaN,
      asset: rows.asset[index] ?? 0,
      minutes,
      index,
    });
  });
  return { probability: answers, component, timeToFailure };
}

/** A number in [0, 1) that looks like chance but depends on its argument only. */
export function noise(index: number): number {
  const mixed = Math.imul(index + 1, 0x9e37_79b1) >>> 0;
  return (Math.imul(mixed ^ (mixed >>> 15), 0x85eb_ca6b) >>> 0) / 4_294_967_296;
}
