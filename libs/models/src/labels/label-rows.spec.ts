import assert from 'node:assert/strict';
import { assetIdSchema, componentNameSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import type { Failure } from './failure.js';
import { LABEL, labelRows, RowLabeller } from './label-rows.js';
import { splitByTime } from '../split/split-by-time.js';

const assetId = assetIdSchema.parse('line-1');
const components = ['fan', 'heater'].map((name) => componentNameSchema.parse(name));
const failure = (atMs: number, endsMs: number, component = 0): Failure => {
  const name = components[component];
  assert.ok(name !== undefined);
  return { assetId, component: name, atMs, endsMs };
};

test('rows before a failure are positive by horizon, rows until recovery and the censored tail are left out', () => {
  const timesMs = Float64Array.from({ length: 12 }, (_, i) => i * 60_000);
  const excluded = new Uint8Array(12);
  excluded[2] = 1;
  const rows = labelRows(timesMs, excluded, {
    failures: [failure(5 * 60_000, 6 * 60_000, 1)],
    components,
    horizonMs: 3 * 60_000,
  });
  assert.deepEqual([...rows.labels], [0, 0, 2, 1, 1, 2, 2, 0, 0, 2, 2, 2]);
  assert.deepEqual([...rows.components].slice(2, 6), [-1, 1, 1, -1]);
  assert.deepEqual([...rows.minutesToFailure].slice(3, 5), [2, 1]);
});

test('rows shortly before a horizon are quiet but early, and have the component and time of the coming failure', () => {
  const labeller = new RowLabeller({
    failures: [failure(6 * 60_000, 6 * 60_000, 1)],
    components,
    horizonMs: 2 * 60_000,
    earlyMs: 2 * 60_000,
    recordEndMs: Infinity,
  });
  const seen = Array.from({ length: 8 }, (_, minute) => {
    const label = labeller.label(minute * 60_000, false);
    return [label, labeller.early, labeller.component, labeller.minutesToFailure];
  });
  assert.deepEqual(seen, [
    [LABEL.quiet, false, -1, NaN],
    [LABEL.quiet, false, -1, NaN],
    [LABEL.quiet, true, 1, 4],
    [LABEL.quiet, true, 1, 3],
    [LABEL.failing, false, 1, 2],
    [LABEL.failing, false, 1, 1],
    [LABEL.leftOut, false, -1, NaN],
    [LABEL.quiet, false, -1, NaN],
  ]);
});

const times = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 80 });
const someFailures = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.constantFrom(0, 1, 30, Infinity), fc.constantFrom(0, 1)),
  { maxLength: 6 },
);

test('labels equal a comparison of every row with every failure', () => {
  fc.assert(
    fc.property(times, someFailures, fc.integer({ min: 1, max: 200 }), (unordered, made, horizonMs) => {
      const timesMs = Float64Array.from(unordered).sort();
      const failures = made.map(([atMs, lasts, component]) => failure(atMs, atMs + lasts, component));
      const excluded = Uint8Array.from(timesMs, (t) => (t % 7 === 0 ? 1 : 0));
      const { labels, minutesToFailure } = labelRows(timesMs, excluded, { failures, components, horizonMs });
      timesMs.forEach((t, row) => {
        const down = failures.some((f) => f.atMs <= t && t <= f.endsMs);
        const next = Math.min(...failures.filter((f) => f.atMs > t).map((f) => f.atMs));
        const within = next - t <= horizonMs;
        const censored = t > (timesMs.at(-1) ?? 0) - horizonMs;
        const expected =
          excluded[row] === 1 || down
            ? LABEL.leftOut
            : within
              ? LABEL.failing
              : censored
                ? LABEL.leftOut
                : LABEL.quiet;
        assert.equal(labels[row], expected);
        const minutes = expected === LABEL.failing ? Math.fround((next - t) / 60_000) : NaN;
        assert.equal(minutesToFailure[row], minutes);
      });
    }),
  );
});

test('a split keeps failures on both sides, a whole horizon before the first held out, and the gap between', () => {
  const many = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(
      many,
      fc.integer({ min: 1, max: 3_000 }),
      fc.integer({ min: 0, max: 3_000 }),
      (at, horizonMs, w) => {
        const options = {
          failuresAtMs: at,
          fromMs: 0,
          toMs: 100_000,
          horizonMs,
          windowMsMax: w,
          testShare: 0.3,
        };
        const split = splitByTime(options);
        if (split === null) return;
        assert.equal(split.testFromMs - split.trainToMs, horizonMs + w);
        assert.ok(split.failuresTrain >= 1 && split.failuresTest >= 1);
        assert.equal(at.filter((t) => t <= split.trainToMs).length, split.failuresTrain);
        assert.equal(at.filter((t) => t - horizonMs >= split.testFromMs).length, split.failuresTest);
      },
    ),
  );
});

test('well spaced failures split near the wanted share and lose none', () => {
  const failuresAtMs = Array.from({ length: 20 }, (_, i) => (i + 1) * 7_200_000);
  const split = splitByTime({
    failuresAtMs,
    fromMs: 0,
    toMs: 21 * 7_200_000,
    horizonMs: 600_000,
    windowMsMax: 300_000,
    testShare: 0.3,
  });
  assert.deepEqual([split?.failuresTrain, split?.failuresTest], [14, 6]);
});

test('without a failure on each side there is no split', () => {
  const base = { fromMs: 0, toMs: 100_000, horizonMs: 1_000, windowMsMax: 500, testShare: 0.3 };
  assert.equal(splitByTime({ ...base, failuresAtMs: [] }), null);
  assert.equal(splitByTime({ ...base, failuresAtMs: [50_000] }), null);
  assert.equal(splitByTime({ ...base, failuresAtMs: [20_000, 80_000], testFromMsMin: 79_500 }), null);
  assert.notEqual(splitByTime({ ...base, failuresAtMs: [20_000, 80_000], testFromMsMin: 79_000 }), null);
});
