import assert from 'node:assert/strict';
import { modelUseSchema, type ModelUse } from '@eagle/contracts/bus';
import {
  MODEL_FINDING_CODES,
  modelFindingSchema,
  modelVersionSchema,
  type ModelFinding,
} from '@eagle/contracts/domain';
import fc from 'fast-check';
import {
  changesOfWatch,
  countByCode,
  goOnWatching,
  unusedSinceMs,
  WATCH_GAP_MS_MAX,
  watchModels,
  withPrediction,
  type WatchedFacts,
} from './index.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.parse('2026-03-09T12:34:56.000Z');
const version = modelVersionSchema.parse('1.2.0');
const next = modelVersionSchema.parse('1.3.0');

const useOf = (change: Partial<ModelUse> = {}): ModelUse => ({
  ...{ v: 1, version, predictedAtMs: NOW_MS, watchedSinceMs: NOW_MS - 30 * DAY_MS, checkedAtMs: NOW_MS },
  ...change,
});
const well: WatchedFacts = {
  live: { version, trainedAtMs: NOW_MS - DAY_MS, use: useOf() },
  inactiveVersions: 5,
  storedBytes: 500_000_000,
};
const trained = (trainedAtMs: number | null): WatchedFacts => ({
  ...well,
  live: { version, trainedAtMs, use: useOf() },
});
const used = (use: Partial<ModelUse>): WatchedFacts => ({
  ...well,
  live: { version, trainedAtMs: NOW_MS, use: useOf(use) },
});
const codes = (facts: WatchedFacts) => watchModels(facts, NOW_MS).map(({ code }) => code);
const only = (facts: WatchedFacts): ModelFinding => {
  const [finding, ...more] = watchModels(facts, NOW_MS);
  assert.ok(finding !== undefined && more.length === 0);
  return finding;
};

describe('the health watch over models', () => {
  test('finds a live model old beyond 7 days after its training, not at 7 days', () => {
    assert.deepEqual(codes(trained(NOW_MS - 7 * DAY_MS)), []);
    const found = only(trained(NOW_MS - 7 * DAY_MS - 1));
    assert.ok(found.code === 'MODEL.OLD');
    assert.deepEqual([found.version, found.trainedAt], [version, '2026-03-02T12:34:55.999Z']);
    assert.match(
      found.message,
      /^The live version 1\.2\.0 was trained more than 7 days ago, on 2026-03-02\. /,
    );
    assert.deepEqual(codes(trained(null)), [], 'what the register does not know is not old');
  });

  test('finds it unused beyond 24 hours after its last prediction, not at 24 hours', () => {
    assert.deepEqual(codes(used({ predictedAtMs: NOW_MS - DAY_MS })), []);
    const found = only(used({ predictedAtMs: NOW_MS - DAY_MS - 1 }));
    assert.ok(found.code === 'MODEL.UNUSED');
    assert.equal(found.unusedSince, '2026-03-08T12:34:55.999Z');
    assert.match(
      found.message,
      /with the live version 1\.2\.0 for more than 24 hours, since 2026-03-08 12:34 UTC\./,
    );
  });

  test('counts only time in which a prediction would have been seen', () => {
    const unseen = { predictedAtMs: null, watchedSinceMs: NOW_MS - DAY_MS };
    assert.deepEqual(codes(used(unseen)), []);
    assert.deepEqual(codes(used({ ...unseen, watchedSinceMs: NOW_MS - DAY_MS - 1 })), ['MODEL.UNUSED']);
    assert.deepEqual(codes(used({ ...unseen, predictedAtMs: NOW_MS - 9 * DAY_MS })), []);
  });

  test('finds more than 5 inactive versions and more than 500 MB, at neither bound', () => {
    assert.deepEqual(codes(well), []);
    const many = only({ ...well, inactiveVersions: 6 });
    assert.deepEqual(many, {
      ...{ code: 'MODEL.TOO_MANY_VERSIONS', inactiveVersions: 6 },
      message: '6 inactive versions are kept, more than 5. Delete those that nobody needs.',
    });
    const much = only({ ...well, storedBytes: 500_000_001 });
    assert.deepEqual(much, {
      ...{ code: 'MODEL.TOO_MUCH_STORED', storedBytes: 500_000_001 },
      message: 'The stored versions take 500.1 MB, more than 500 MB. Delete those that nobody needs.',
    });
  });

  test('reports no live model where none serves, and still watches what is stored', () => {
    assert.deepEqual(codes({ ...well, live: null, inactiveVersions: 9, storedBytes: 1e9 }), [
      'MODEL.TOO_MANY_VERSIONS',
      'MODEL.TOO_MUCH_STORED',
    ]);
  });

  test('finds the same as the definition, one finding a code, in order, readable by its schema', () => {
    const ms = fc.integer({ min: NOW_MS - 10 * DAY_MS, max: NOW_MS });
    const facts = fc.record({
      live: fc.option(
        fc.record({
          version: fc.constant(version),
          trainedAtMs: fc.option(ms),
          use: fc.record({
            ...{ v: fc.constant(1 as const), version: fc.constant(version), checkedAtMs: ms },
            ...{ predictedAtMs: fc.option(ms), watchedSinceMs: ms },
          }),
        }),
      ),
      inactiveVersions: fc.nat({ max: 12 }),
      storedBytes: fc.nat({ max: 1_000_000_000 }),
    });
    fc.assert(
      fc.property(facts, fc.nat({ max: 8 * DAY_MS }), (given, laterMs) => {
        const { live } = given;
        const isFound = {
          'MODEL.OLD': live !== null && live.trainedAtMs !== null && live.trainedAtMs + 7 * DAY_MS < NOW_MS,
          'MODEL.UNUSED':
            live !== null &&
            [live.use.watchedSinceMs, live.use.predictedAtMs ?? 0].every((atMs) => atMs + DAY_MS < NOW_MS),
          'MODEL.TOO_MANY_VERSIONS': given.inactiveVersions > 5,
          'MODEL.TOO_MUCH_STORED': given.storedBytes > 500e6,
        };
        const found = watchModels(given, NOW_MS);
        assert.deepEqual(
          found.map(({ code }) => code),
          MODEL_FINDING_CODES.filter((code) => isFound[code]),
        );
        for (const finding of found) {
          assert.deepEqual(modelFindingSchema.parse(finding), finding);
          assert.match(finding.message, /\.$/);
        }
        // As long as the facts stay, time alone takes no finding away and changes none.
        const later = watchModels(given, NOW_MS + laterMs);
        for (const finding of found)
          assert.deepEqual(
            later.find(({ code }) => code === finding.code),
            finding,
          );
        assert.deepEqual(changesOfWatch(found, later).gone, []);
      }),
    );
  });

  test('reports a finding that appeared or disappeared once, by its code', () => {
    const six = watchModels({ ...well, inactiveVersions: 6 }, NOW_MS);
    const seven = watchModels({ ...well, inactiveVersions: 7, storedBytes: 6e8 }, NOW_MS);
    assert.deepEqual(changesOfWatch([], six), { appeared: six, gone: [] });
    assert.deepEqual(changesOfWatch(six, six), { appeared: [], gone: [] });
    assert.deepEqual(changesOfWatch(six, seven), { appeared: seven.slice(1), gone: [] });
    assert.deepEqual(changesOfWatch(seven, []), { appeared: [], gone: seven });
  });

  test('counts organizations by code, zeros too', () => {
    const many = watchModels({ ...well, inactiveVersions: 6 }, NOW_MS);
    assert.deepEqual(
      [...countByCode([many, many, []])],
      [
        ['MODEL.OLD', 0],
        ['MODEL.UNUSED', 0],
        ['MODEL.TOO_MANY_VERSIONS', 2],
        ['MODEL.TOO_MUCH_STORED', 0],
      ],
    );
  });
});

describe('the use of the live model', () => {
  test('is watched from the first sight of a version, and starts again when another one is live', () => {
    const first = goOnWatching(null, version, 1_000);
    assert.deepEqual([first.predictedAtMs, first.watchedSinceMs], [null, 1_000]);
    const reported = withPrediction(first, 2_000, 2_500);
    assert.deepEqual(goOnWatching(reported, version, 3_000), { ...reported, checkedAtMs: 3_000 });
    assert.deepEqual(goOnWatching(reported, next, 3_000), {
      ...{ v: 1, version: next, predictedAtMs: null, watchedSinceMs: 3_000, checkedAtMs: 3_000 },
    });
    assert.deepEqual(modelUseSchema.parse(reported), reported);
  });

  test('is unknown for a gap: after one it is watched from now on, and its last prediction is remembered', () => {
    const before = useOf({ predictedAtMs: NOW_MS - 2 * DAY_MS });
    const within = goOnWatching(before, version, NOW_MS + WATCH_GAP_MS_MAX);
    assert.equal(unusedSinceMs(within), NOW_MS - 2 * DAY_MS);
    const after = goOnWatching(before, version, NOW_MS + WATCH_GAP_MS_MAX + 1);
    assert.equal(unusedSinceMs(after), NOW_MS + WATCH_GAP_MS_MAX + 1);
    assert.equal(after.predictedAtMs, before.predictedAtMs);
  });

  test('uses the latest prediction, in any order of reports, and none from the future', () => {
    const atMs = fc.integer({ min: 0, max: 2 * NOW_MS });
    fc.assert(
      fc.property(fc.array(atMs, { minLength: 1 }), (reports) => {
        let use = goOnWatching(null, version, 0);
        for (const report of reports) use = withPrediction(use, report, NOW_MS);
        assert.equal(use.predictedAtMs, Math.min(NOW_MS, Math.max(...reports)));
      }),
    );
  });
});
