import type { DryRun } from '../api-types.js';

export type VerdictKind =
  | 'rows-good'
  | 'no-rows'
  | 'no-scans'
  | 'rejected'
  | 'clock-good'
  | 'clock-ahead'
  | 'clock-behind'
  | 'silent-tags'
  | 'look-quick'
  | 'look-slow';

/** One thing to know of a dry run, with the figures that its sentence may name. */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly isGood: boolean;
  readonly values: { readonly count?: number; readonly share?: number; readonly ms?: number };
}

/** Rows of a source that writes are not older. */
const BEHIND_MS_MAX = 15 * 60_000;
const AHEAD_MS_MAX = 60_000;
/** One look at the source may take so long. */
const LOOK_MS_MAX = 1_000;

/** What to know, in the order in which it matters. */
export function verdictsOf(report: DryRun): Verdict[] {
  const { rows, scans, tags, lookMs } = report;
  if (rows === 0) return [bad('no-rows', {}), ...clockOf(report)];
  const rejected = Math.max(0, report.rejectedRows);
  const silent = tags.filter(({ good, frozen }) => good + frozen === 0).length;
  return [
    ...(scans === 0 ? [bad('no-scans', {})] : []),
    ...(scans > 0 && rejected === 0 ? [good('rows-good', { count: rows })] : []),
    ...(rejected > 0 ? [bad('rejected', { count: rejected, share: rejected / rows })] : []),
    ...clockOf(report),
    ...(scans > 0 && silent > 0 ? [bad('silent-tags', { count: silent })] : []),
    ...(lookMs === null
      ? []
      : [lookMs > LOOK_MS_MAX ? bad('look-slow', { ms: lookMs }) : good('look-quick', { ms: lookMs })]),
  ];
}

function clockOf({ newestAheadMs }: DryRun): Verdict[] {
  if (newestAheadMs === null) return [];
  if (newestAheadMs > AHEAD_MS_MAX) return [bad('clock-ahead', { ms: newestAheadMs })];
  if (newestAheadMs < -BEHIND_MS_MAX) return [bad('clock-behind', { ms: -newestAheadMs })];
  return [good('clock-good', { ms: Math.max(0, -newestAheadMs) })];
}

const good = (kind: VerdictKind, values: Verdict['values']): Verdict => ({ kind, isGood: true, values });
const bad = (kind: VerdictKind, values: Verdict['values']): Verdict => ({ kind, isGood: false, values });
