import type { RecordedFailure } from '../recordings/recorded-failures.js';
import type { Lane } from '../recordings/recorded-folder.js';

const HOUR_MS = 3_600_000;
const STEP_HOURS = 0.5;
const HOURS_MAX = 14;
/** Least share of the failures outside of the record that one shift must bring inside. */
const MENDED_SHARE_MIN = 0.8;

/**
 * By how many hours the times of failures seem later than those of the telemetry: the smallest
 * shift that brings nearly all failures from outside of the record of their asset inside. Null
 * where there is no such shift.
 */
export function hoursApart(lanes: readonly Lane[], failures: readonly RecordedFailure[]): number | null {
  const spans = new Map<string, { fromMs: number; toMs: number }>();
  for (const { asset, firstMs, lastMs } of lanes) {
    const span = spans.get(asset) ?? { fromMs: Infinity, toMs: -Infinity };
    spans.set(asset, { fromMs: Math.min(span.fromMs, firstMs), toMs: Math.max(span.toMs, lastMs) });
  }
  const known = failures.flatMap(({ asset, atMs }) => {
    const span = spans.get(asset);
    return span === undefined ? [] : [{ ...span, atMs }];
  });
  const outside = (hours: number): number =>
    known.filter(({ atMs, fromMs, toMs }) => {
      const ms = atMs - hours * HOUR_MS;
      return ms < fromMs || ms > toMs;
    }).length;
  const now = outside(0);
  if (now < 2) return null;
  let best = { hours: 0, outside: now };
  for (let step = STEP_HOURS; step <= HOURS_MAX; step += STEP_HOURS) {
    for (const hours of [step, -step]) {
      const left = outside(hours);
      if (left < best.outside) best = { hours, outside: left };
    }
  }
  return now - best.outside >= MENDED_SHARE_MIN * now ? best.hours : null;
}
