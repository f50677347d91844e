import assert from 'node:assert/strict';
import { assetIdSchema, componentNameSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import type { Failure } from '../labels/failure.js';
import { planSplit, type PlannedSplit, type SplitRequest } from './plan-split.js';
import { foldAt, trainsFor, type SplitPlan } from './split-plan.js';

const component = componentNameSchema.parse('fan');
const named = (index: number): Failure['assetId'] => assetIdSchema.parse(`asset-${index}`);
const failure = (asset: number, atMs: number, lastsMs = 0): Failure => ({
  assetId: named(asset),
  component,
  atMs,
  endsMs: atMs + lastsMs,
});
const SPAN = 10_000;

const request = fc
  .record({
    assets: fc.integer({ min: 1, max: 8 }),
    failures: fc.array(
      fc.tuple(fc.nat(7), fc.integer({ min: 0, max: SPAN }), fc.constantFrom(0, 0, 40, Infinity)),
      { minLength: 1, maxLength: 40 },
    ),
    horizonMs: fc.integer({ min: 1, max: 400 }),
    windowMsMax: fc.integer({ min: 0, max: 400 }),
    testShare: fc.double({ min: 0.1, max: 0.5, noNaN: true }),
    seed: fc.nat(),
    kind: fc.constantFrom(undefined, 'by-time', 'by-asset', 'one-asset-out', 'time-blocks'),
  })
  .map(({ assets, failures, kind, ...rest }): SplitRequest => ({
    ...rest,
    assets: Array.from({ length: assets }, (_, i) => ({ assetId: named(i), firstMs: 0, lastMs: SPAN })),
    failures: failures
      .filter(([asset]) => asset < assets)
      .map(([asset, at, lasts]) => failure(asset, at, lasts)),
    ...(kind === undefined ? {} : { requested: { kind } as const }),
  }));

const planOf = (planned: PlannedSplit): SplitPlan => {
  assert.ok('plan' in planned, 'missing' in planned ? planned.missing : '');
  return planned.plan;
};

test('a row that trains for a fold is at least the gap away from every row of the fold on the same asset', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const planned = planSplit(asked);
      if (!('plan' in planned)) return assert.ok(planned.missing.endsWith('.'));
      const { plan } = planned;
      const times = Array.from({ length: 120 }, (_, i) => Math.round((i * SPAN) / 119));
      for (const { assetId } of asked.assets) {
        const folds = times.map((ms) => foldAt(plan, assetId, ms));
        for (let fold = 0; fold < plan.folds; fold += 1) {
          const held = times.filter((_, i) => folds[i] === fold);
          for (const ms of times.filter((t) => trainsFor(plan, fold, assetId, t))) {
            assert.ok(held.every((t) => Math.abs(t - ms) >= asked.horizonMs + asked.windowMsMax));
          }
          // With one fold every row that is not left out either trains or is held out.
          if (plan.folds === 1) {
            times.forEach((ms, i) => {
              if (folds[i] === -1) assert.ok(trainsFor(plan, 0, assetId, ms), `${ms}`);
            });
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('the rows before one failure never lie in two folds', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const planned = planSplit(asked);
      if (!('plan' in planned)) return;
      for (const { assetId, atMs } of asked.failures) {
        const folds = new Set<number>();
        for (let i = 0; i <= 20; i += 1) {
          const fold = foldAt(planned.plan, assetId, atMs - (i / 20) * asked.horizonMs);
          if (fold !== null) folds.add(fold);
        }
        // By time a failure may fall into the gap: some of its rows train, the others are left out.
        assert.ok(folds.size <= 1, [...folds].join());
      }
    }),
    { numRuns: 300 },
  );
});

test('every planned fold holds out a failure and leaves one to train on', () => {
  fc.assert(
    fc.property(request, (asked) => {
      const planned = planSplit(asked);
      if (!('plan' in planned) || planned.plan.kind === 'one-asset-out') return;
      const { plan } = planned;
      for (let fold = 0; fold < plan.folds; fold += 1) {
        const held = asked.failures.filter(
          ({ assetId, atMs }) => foldAt(plan, assetId, atMs - 1e-6) === fold,
        );
        assert.ok(held.length > 0);
        assert.ok(held.length < asked.failures.length);
      }
    }),
    { numRuns: 300 },
  );
});

test('the same request gives the same plan', () => {
  fc.assert(fc.property(request, (asked) => assert.deepEqual(planSplit(asked), planSplit(asked))));
});

const base = { horizonMs: 100, windowMsMax: 50, testShare: 0.3, seed: 1 };
const fleet = (count: number, lastMs: (asset: number) => number): SplitRequest['assets'] =>
  Array.from({ length: count }, (_, i) => ({ assetId: named(i), firstMs: 0, lastMs: lastMs(i) }));

test('many failures in a continuous record: the newest part is held out', () => {
  const failures = Array.from({ length: 30 }, (_, i) => failure(0, 300 * (i + 1)));
  const plan = planOf(planSplit({ ...base, assets: fleet(1, () => 10_000), failures }));
  assert.deepEqual([plan.kind, plan.folds, plan.gapMs], ['by-time', 1, 150]);
  assert.equal(foldAt(plan, named(0), 0), -1);
  assert.equal(foldAt(plan, named(0), 9_999), 0);
  assert.match(plan.sentence, /^Everything from 1970-01-01T.* on was held out, with \d+ of 30 failures/);
});

test('the share that is requested may fall between milliseconds: the cut does not', () => {
  const failures = [failure(0, 0), failure(0, 8_197)];
  const requested = { kind: 'by-time' } as const;
  const plan = planOf(
    planSplit({ ...base, testShare: 0.2004, assets: fleet(1, () => 10_000), failures, requested }),
  );
  for (const { fromMs, toMs } of plan.ranges.get(named(0)) ?? []) {
    assert.ok(
      [fromMs, toMs].every((ms) => Number.isInteger(ms) || !Number.isFinite(ms)),
      `${fromMs} ${toMs}`,
    );
  }
});

test('few failures: blocks of time cut between them, all judged', () => {
  const failures = [1_000, 2_000, 4_000, 4_050, 7_000, 9_000].map((atMs) => failure(0, atMs, 30));
  const plan = planOf(planSplit({ ...base, assets: fleet(2, () => 10_000), failures }));
  assert.deepEqual([plan.kind, plan.folds], ['time-blocks', 5]);
  const folds = failures.map(({ assetId, atMs }) => foldAt(plan, assetId, atMs));
  assert.deepEqual(folds, [0, 1, 2, 2, 3, 4]);
  assert.equal(trainsFor(plan, 0, named(0), 4_000), true);
});

test('a fleet that runs to failure once is split by asset, all failing ones in turn when they are few', () => {
  const end = (asset: number): number => 1_000 + 100 * asset;
  const many = fleet(60, end);
  const failures = many.slice(0, 50).map((_, i) => failure(i, end(i) + 40, Infinity));
  const plan = planOf(planSplit({ ...base, assets: many, failures }));
  assert.deepEqual([plan.kind, plan.folds], ['by-asset', 1]);
  assert.equal(plan.sentence, '18 of 60 assets were held out whole, with 15 of 50 failures.');
  const few = planOf(planSplit({ ...base, assets: many.slice(0, 6), failures: failures.slice(0, 6) }));
  assert.deepEqual([few.kind, few.folds], ['by-asset', 5]);
});

test('each asset is left out once on request', () => {
  const failures = [failure(0, 500), failure(2, 700)];
  const plan = planOf(
    planSplit({ ...base, assets: fleet(3, () => 1_000), failures, requested: { kind: 'one-asset-out' } }),
  );
  assert.deepEqual(
    [0, 1, 2].map((i) => foldAt(plan, named(i), 10)),
    [0, 1, 2],
  );
});

test('a cut that is given is kept, the gap before it is left out', () => {
  const failures = [failure(0, 500), failure(0, 900)];
  const plan = planOf(
    planSplit({
      ...base,
      assets: fleet(1, () => 1_000),
      failures,
      requested: { kind: 'by-time', testFromMs: 700 },
    }),
  );
  assert.deepEqual(
    [550, 551, 699, 700].map((ms) => foldAt(plan, named(0), ms)),
    [-1, null, null, 0],
  );
});

test('blocks of a bookkeeping column alternate, whatever the times', () => {
  const stretches = Array.from({ length: 100 }, (_, cycle) => ({
    assetId: named(0),
    fromMs: cycle * 60,
    toMs: cycle * 60 + 59,
    value: cycle,
  }));
  const requested = { kind: 'alternating', column: 'cycle', blockValues: 20, folds: 2, stretches } as const;
  const plan = planOf(planSplit({ ...base, assets: fleet(1, () => 6_000), failures: [], requested }));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_999 }), (ms) => {
      assert.equal(foldAt(plan, named(0), ms), Math.floor(Math.floor(ms / 60) / 20) % 2);
    }),
  );
  assert.equal(plan.ranges.get(named(0))?.length, 5);
  const tooFew = planSplit({
    ...base,
    assets: fleet(1, () => 6_000),
    failures: [],
    requested: { ...requested, stretches: stretches.slice(0, 9) },
  });
  assert.ok('missing' in tooFew);
});

test('with no failure or one failure, nothing can be held out', () => {
  const one = { ...base, assets: fleet(1, () => 1_000) };
  assert.deepEqual(planSplit({ ...one, failures: [] }), {
    missing: 'No failures are known in this record: there is nothing to learn from.',
  });
  assert.ok('missing' in planSplit({ ...one, failures: [failure(0, 500)] }));
  assert.ok('missing' in planSplit({ ...one, assets: [], failures: [] }));
});
