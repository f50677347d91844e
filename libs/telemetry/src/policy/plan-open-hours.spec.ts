import fc from 'fast-check';
import { planOpenHours, type SpansByAsset } from './plan-open-hours.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const clock = (hours: number, minutes = 0): number => hours * HOUR_MS + minutes * MINUTE_MS;

const span = (fromMs: number, toMs: number) => ({ fromMs, toMs });
const flush = (...spans: readonly (readonly [string, number, number])[]): SpansByAsset =>
  new Map(spans.map(([asset, fromMs, toMs]) => [asset, span(fromMs, toMs)]));

test('minutes are made of whole hours that the newest segment begins behind', () => {
  const fresh = [
    flush(['a', clock(10, 40), clock(10, 59)]),
    flush(['a', clock(10, 59), clock(11, 2)]),
    flush(['a', clock(11, 2), clock(11, 4)]),
  ];
  expect(planOpenHours(clock(0), fresh)).toEqual({ keptUntilMs: clock(0), madeUntilMs: clock(11) });
  expect(planOpenHours(clock(10), fresh)).toEqual({ keptUntilMs: clock(10), madeUntilMs: clock(11) });
  expect(planOpenHours(clock(10), fresh.slice(0, 2))).toBeNull();
});

test('the slowest asset says how far minutes are made', () => {
  const fresh = [flush(['a', clock(12), clock(13)], ['b', clock(9, 30), clock(9, 40)])];
  expect(planOpenHours(clock(8), fresh)).toEqual({ keptUntilMs: clock(8), madeUntilMs: clock(9) });
});

test('a row with a time in the future does not count', () => {
  const fresh = [flush(['a', clock(10), clock(10, 2)]), flush(['a', clock(10, 2), clock(23)])];
  expect(planOpenHours(clock(10), fresh)).toBeNull();
});

test('minutes from the hour of a late row on are made anew', () => {
  const fresh = [flush(['a', clock(4, 30), clock(4, 31)]), flush(['a', clock(12, 10), clock(12, 12)])];
  expect(planOpenHours(clock(12), fresh)).toEqual({ keptUntilMs: clock(4), madeUntilMs: clock(12) });
  expect(planOpenHours(clock(12), fresh.slice(0, 1))).toEqual({
    keptUntilMs: clock(4),
    madeUntilMs: clock(12),
  });
});

const instant = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minutes) => minutes * MINUTE_MS);
const flushes = fc.array(
  fc
    .record({
      asset: fc.constantFrom('a', 'b'),
      fromMs: instant,
      lengthMs: fc.integer({ min: 0, max: HOUR_MS }),
    })
    .map(({ asset, fromMs, lengthMs }) => flush([asset, fromMs, fromMs + lengthMs])),
  { minLength: 1, maxLength: 12 },
);

test('minutes that stay end before each fresh row, no hour loses its minutes, and hours are whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 24 }), flushes, (hours, fresh) => {
      const firstMs = Math.min(...fresh.flatMap((spans) => [...spans.values()].map(({ fromMs }) => fromMs)));
      const plan = planOpenHours(clock(hours), fresh);
      const keptUntilMs = plan?.keptUntilMs ?? clock(hours);
      expect(keptUntilMs).toBeLessThanOrEqual(Math.min(firstMs, clock(hours)));
      if (plan === null) return;
      expect(plan.madeUntilMs).toBeGreaterThanOrEqual(clock(hours));
      expect([keptUntilMs % HOUR_MS, plan.madeUntilMs % HOUR_MS]).toEqual([0, 0]);
    }),
  );
});
