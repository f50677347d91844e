import assert from 'node:assert/strict';
import fc from 'fast-check';
import { organizationSettingsSchema } from '@eagle/contracts/domain';
import { nextScheduledMs } from './cron-schedule.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Two days. */
const MINUTES = 48 * 60;

/**
 * Days with a clock change: by an hour or half of one, at night or at midnight, by a whole day, and
 * a day without a change.
 */
const CHANGES = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['America/Santiago', '2026-09-06'],
  ['America/Santiago', '2026-04-05'],
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Cairo', '2026-10-30'],
  ['Pacific/Apia', '2011-12-30'],
  ['Asia/Kolkata', '2026-03-29'],
  ['UTC', '2026-03-29'],
] as const;

interface Field {
  readonly text: string;
  readonly holds: (value: number) => boolean;
}

/** One field of a cron: any value, a list, a range, a step, or a range with a step. */
function field(min: number, max: number): fc.Arbitrary<Field> {
  const value = fc.integer({ min, max });
  const bounds = fc.tuple(value, value).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
  const step = fc.integer({ min: 2, max: 20 });
  return fc.oneof(
    fc.constant({ text: '*', holds: () => true }),
    fc.uniqueArray(value, { minLength: 1, maxLength: 4 }).map((list) => ({
      text: list.join(','),
      holds: (n: number) => list.includes(n),
    })),
    bounds.map(([a, b]) => ({ text: `${a}-${b}`, holds: (n: number) => n >= a && n <= b })),
    step.map((by) => ({ text: `*/${by}`, holds: (n: number) => (n - min) % by === 0 })),
    fc.tuple(bounds, step).map(([[a, b], by]) => ({
      text: `${a}-${b}/${by}`,
      holds: (n: number) => n >= a && n <= b && (n - a) % by === 0,
    })),
  );
}

/** The wall clock in minutes since the epoch, from the runtime's calendar. */
function wallMinutes(format: Intl.DateTimeFormat, atMs: number): number {
  const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute) / MINUTE_MS;
}

/**
 * The wall clock at each minute from a day before to a day after; computed once for each clock
 * change.
 */
const WALLS = new Map(
  CHANGES.map(([timeZone, day]) => {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    const fromMs = Date.parse(`${day}T00:00:00Z`) - 12 * HOUR_MS;
    return [
      `${timeZone} ${day}`,
      Array.from({ length: MINUTES }, (_, i) => wallMinutes(format, fromMs + i * MINUTE_MS)),
    ] as const;
  }),
);

/** Slow and obvious: checks the wall clock minute by minute. @returns minutes after the first */
function everyRun(walls: readonly number[], minute: Field, hour: Field): number[] {
  const matches = (wall: number): boolean =>
    minute.holds(wall % 60) && hour.holds(Math.floor(wall / 60) % 24);
  const runs: number[] = [];
  let shown = walls[0] ?? 0;
  walls.forEach((wall, i) => {
    // A time that the wall clock has shown before is not new; a skipped time comes now.
    let due = false;
    for (let passed = shown + 1; passed <= wall; passed += 1) due ||= matches(passed);
    if (due) runs.push(i);
    shown = Math.max(shown, wall);
  });
  return runs;
}

test('each wall-clock time comes once: skipped ones together after the gap, repeated ones the first time', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CHANGES), field(0, 59), field(0, 23), ([timeZone, day], minute, hour) => {
      const fromMs = Date.parse(`${day}T00:00:00Z`) - 12 * HOUR_MS;
      const settings = organizationSettingsSchema.parse({
        timeZone,
        training: { schedule: `${minute.text} ${hour.text} * * *` },
      });
      const expected = everyRun(WALLS.get(`${timeZone} ${day}`) ?? [], minute, hour);
      const runs: number[] = [];
      let atMs = fromMs;
      for (let left = expected.length + 1; left > 0; left -= 1) {
        atMs = nextScheduledMs(settings, atMs);
        if (atMs < fromMs + MINUTES * MINUTE_MS) runs.push((atMs - fromMs) / MINUTE_MS);
      }
      assert.deepEqual(runs, expected);
    }),
    { numRuns: 80 },
  );
});
