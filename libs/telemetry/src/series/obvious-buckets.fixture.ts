import { QUALITY } from '@eagle/contracts/frames';
import type { PlainRow } from '../rows/rows.fixture.js';
import type { HoldBounds } from './state-hold.js';

/** One bucket, by the plainest way there is. */
export interface ObviousBucket {
  readonly startMs: number;
  readonly rows: number;
  readonly columns: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** @param rows  Ascending, one an instant. */
export function obviousBuckets(
  rows: readonly PlainRow[],
  columns: readonly string[],
  widthMs: number,
): ObviousBucket[] {
  const groups = Map.groupBy(rows, ({ timeMs }) => Math.floor(timeMs / widthMs) * widthMs);
  return [...groups].map(([startMs, group]) => ({
    startMs,
    rows: group.length,
    columns: Object.fromEntries(columns.map((name) => [name, measured(group, name)])),
  }));
}

function measured(rows: readonly PlainRow[], name: string): Record<string, number> {
  const recorded = rows.flatMap(({ values }) => {
    const given = values[name];
    return given === undefined ? [] : [typeof given === 'number' ? ([given, QUALITY.good] as const) : given];
  });
  const usable = recorded.map(([value]) => value).filter((value) => !Number.isNaN(value));
  const none = usable.length === 0;
  return {
    recorded: recorded.length,
    count: usable.length,
    good: recorded.filter(([, quality]) => quality === QUALITY.good).length,
    min: none ? Number.NaN : Math.min(...usable),
    max: none ? Number.NaN : Math.max(...usable),
    mean: none ? Number.NaN : usable.reduce((sum, value) => sum + value, 0) / usable.length,
    first: usable[0] ?? Number.NaN,
    last: usable.at(-1) ?? Number.NaN,
  };
}

/**
 * Milliseconds in each state and bucket, step by step. A row holds for three of the shorter of the
 * two distances before it.
 */
export function obviousStates(
  rows: readonly PlainRow[],
  widthMs: number,
  { leastMs, mostMs }: HoldBounds,
  untilMs: number,
  stepMs = 1,
): Map<string, number> {
  const ms = new Map<string, number>();
  rows.forEach((row, place) => {
    const [third, second] = [rows[place - 2], rows[place - 1]];
    const distances = second === undefined ? [] : [row.timeMs - second.timeMs];
    if (second !== undefined && third !== undefined) distances.push(second.timeMs - third.timeMs);
    const usualMs = distances.length === 0 ? 0 : 3 * Math.min(...distances);
    const holdMs = Math.min(mostMs, Math.max(leastMs, usualMs));
    const endMs = Math.min(rows[place + 1]?.timeMs ?? untilMs, row.timeMs + holdMs);
    for (let timeMs = row.timeMs; timeMs < endMs; timeMs += stepMs) {
      const key = `${Math.floor(timeMs / widthMs) * widthMs} ${row.labels?.state ?? ''}`;
      ms.set(key, (ms.get(key) ?? 0) + stepMs);
    }
  });
  return ms;
}
