import assert from 'node:assert/strict';
import { judgementSchema, type Judgement } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { judge, type JudgeOptions } from './judge.js';
import {
  assetNamed,
  DAY,
  failureAt,
  HOUR,
  madeRows,
  madeScores,
  noise,
  OPTIONS,
} from './made-record.fixture.js';
import { scoreEvents } from './score-events.js';

const failures = Array.from({ length: 9 }, (_, i) => failureAt((3 * i + 2.5) * DAY, 0, i % 2));
const rows = madeRows(failures, 30);
const quietClock = new Float32Array(rows.labels.length).fill(0.05);
const sees = madeScores(rows, ({ label, index }) => (label === 1 ? 0.9 : 0.1 * noise(index)));

const judged = (
  probability: Parameters<typeof madeScores>[1],
  more: Partial<JudgeOptions> = {},
  rules: Parameters<typeof judge>[3] = null,
): Judgement =>
  judge(rows, madeScores(rows, probability), quietClock, rules, failures, { ...OPTIONS, ...more });

test('a model that sees every failure is right in every figure', () => {
  const judgement = judge(rows, sees, quietClock, null, failures, OPTIONS);
  assert.deepEqual(judgementSchema.parse(JSON.parse(JSON.stringify(judgement))), judgement);
  const { model, clock, differences } = judgement;
  assert.deepEqual([model.event.events, model.event.warnedInTime, model.event.falseAlarms], [9, 9, 0]);
  assert.deepEqual([clock.event.warnedInTime, clock.event.falseAlarms], [0, 0]);
  assert.equal(model.event.leadMinutesMedian, 360);
  assert.equal(model.averagePrecision.value, 1);
  assert.equal(model.rows.accuracy, 1);
  assert.equal(judgement.rules, null);
  assert.ok((differences.clock.warnedShare.low ?? 0) > 0.2);
  assert.ok((differences.rules.warnedShare.low ?? 0) > 0.2);
  assert.deepEqual(judgement.componentRight, { rowShare: 1, eventShare: 1 });
  assert.equal(judgement.timeToFailureCoverage, 1);
  assert.ok(judgement.alarmsPerOperatorPerDay > 0.29 && judgement.alarmsPerOperatorPerDay < 0.32);
  assert.equal(judgement.threshold.judgedAt, 'other-parts');
  assert.equal(judgement.heldBack.rows, rows.labels.length);
});

test('the same seed gives the same judgement, another one other intervals only', () => {
  const once = judge(rows, sees, quietClock, null, failures, OPTIONS);
  assert.deepEqual(judge(rows, sees, quietClock, null, failures, OPTIONS), once);
  const other = judge(rows, sees, quietClock, null, failures, { ...OPTIONS, seed: 8 });
  assert.equal(other.model.averagePrecision.value, once.model.averagePrecision.value);
  assert.notDeepEqual(other.calibration, null);
});

test('rows in any order give the same judgement', () => {
  const turned = Uint32Array.from(rows.labels, (_, i) => rows.labels.length - 1 - i);
  const backwards = {
    ...rows,
    asset: Uint32Array.from(turned, (i) => rows.asset[i] ?? 0),
    timesMs: Float64Array.from(turned, (i) => rows.timesMs[i] ?? 0),
    labels: Uint8Array.from(turned, (i) => rows.labels[i] ?? 0),
    early: Uint8Array.from(turned, (i) => rows.early[i] ?? 0),
    component: Int16Array.from(turned, (i) => rows.component[i] ?? 0),
    minutesToFailure: Float32Array.from(turned, (i) => rows.minutesToFailure[i] ?? NaN),
  };
  const scores = madeScores(backwards, ({ label }) => (label === 1 ? 0.9 : 0.1));
  assert.deepEqual(
    judge(backwards, scores, quietClock, null, failures, OPTIONS),
    judge(
      rows,
      madeScores(rows, ({ label }) => (label === 1 ? 0.9 : 0.1)),
      quietClock,
      null,
      failures,
      OPTIONS,
    ),
  );
});

test('9 of 9 is not certain, 1 of 9 is nearly nothing', () => {
  const all = judged(({ label }) => label);
  assert.equal(all.model.warnedShare.value, 1);
  assert.ok((all.model.warnedShare.low ?? 1) < 0.9);
  const one = judged(({ label, ms }) => (label === 1 && ms < 3 * DAY ? 1 : 0), {
    threshold: { from: 'judged-rows' },
  });
  assert.equal(one.model.event.warnedInTime, 1);
  assert.ok((one.differences.clock.warnedShare.low ?? 1) <= 0, 'one failure more than none proves nothing');
});

test('rules are judged on the same rows; alarms outside these rows do not count', () => {
  const first = failures[0];
  assert.ok(first !== undefined);
  const assetId = assetNamed(0);
  const at = (ms: number, lastsMs = HOUR): { assetId: typeof assetId; raisedMs: number; endsMs: number } => {
    return { assetId, raisedMs: ms, endsMs: ms + lastsMs };
  };
  const episodes = [
    at(first.atMs - 2 * HOUR),
    at(first.atMs - 1.5 * HOUR),
    at(15 * DAY + 12 * HOUR),
    at(90 * DAY),
    { ...at(2 * DAY), assetId: assetNamed(5) },
  ];
  const { rules } = judged(() => 0.2, {}, episodes);
  assert.deepEqual([rules?.event.warnedInTime, rules?.event.falseAlarms, rules?.alarms], [1, 1, 3]);
  assert.equal(rules?.leadMinutes[0], 120);
  assert.equal(rules?.probabilityMin, null);
});

test('a share of false rows is a budget too', () => {
  const { model, budget } = judged(
    ({ label, index }) => (label === 1 ? 0.7 + 0.3 * noise(index) : 0.8 * noise(index)),
    {
      budget: { kind: 'false-rows', shareMax: 0.05 },
      threshold: { from: 'judged-rows' },
    },
  );
  assert.equal(budget.kind, 'false-rows');
  assert.ok((model.rows.falseRowShare ?? 1) <= 0.05 && (model.rows.falseRowShare ?? 0) > 0.03);
});

test('each fold can be judged at the threshold that its own quiet rows give', () => {
  const fold = Int16Array.from(rows.timesMs, (ms) => (ms < 15 * DAY ? 0 : 1));
  // The second half is noisier: a threshold that gives the share of false rows there gives none in
  // the first.
  const scores = madeScores(
    rows,
    ({ label, ms, index }) => (ms < 15 * DAY ? 0.4 : 0.8) * noise(index) + 0.1 * label,
  );
  const options = {
    ...OPTIONS,
    budget: { kind: 'false-rows', shareMax: 0.1 },
    threshold: { from: 'own-quiet-rows' },
  } as const;
  const { model, threshold } = judge({ ...rows, fold }, scores, quietClock, null, failures, options);
  assert.equal(threshold.judgedAt, 'own-quiet-rows');
  assert.ok((model.rows.falseRowShare ?? 0) > 0.09 && (model.rows.falseRowShare ?? 1) <= 0.1);
  assert.throws(
    () =>
      judge(rows, sees, quietClock, null, failures, { ...OPTIONS, threshold: { from: 'own-quiet-rows' } }),
    {
      code: 'JUDGEMENT.THRESHOLD_UNFIT',
    },
  );
});

test('a threshold chosen on other rows is used as it is', () => {
  const other = { holdOut: rows, failures, probability: sees.probability, clockProbability: quietClock };
  const { threshold, model } = judged(({ label }) => (label === 1 ? 0.9 : 0.01), {
    threshold: { from: 'other-rows', rows: other },
  });
  assert.equal(threshold.judgedAt, 'other-rows');
  assert.ok(threshold.probabilityMin > 0.1 && threshold.probabilityMin < 0.9);
  assert.equal(model.event.warnedInTime, 9);
  const given = judged(({ label }) => (label === 1 ? 0.9 : 0.1), {
    threshold: { from: 'given', probabilityMin: 0.95 },
  });
  assert.deepEqual([given.threshold.judgedAt, given.model.event.warnedInTime], ['given', 0]);
});

test('a fault that develops over a recorded span is warned of within it', () => {
  const developing = [{ ...failureAt(10 * DAY), developsFromMs: 9 * DAY }];
  const { model } = judge(
    rows,
    madeScores(rows, ({ ms }) => (ms >= 9 * DAY + 2 * HOUR && ms < 9 * DAY + 4 * HOUR ? 1 : 0)),
    quietClock,
    null,
    developing,
    { ...OPTIONS, leadMsMin: 0 },
  );
  assert.deepEqual([model.event.warnedInTime, model.event.falseAlarms], [1, 0]);
  assert.equal(model.leadMinutes[0], 22 * 60);
});

test('a state that is present is found by an alarm while it lasts, from its first row to its last', () => {
  const states = [
    failureAt(10 * DAY, 0, 0, DAY),
    failureAt(20 * DAY, 0, 0, DAY),
    { ...failureAt(29 * DAY), endsMs: Infinity },
  ];
  const within = (ms: number): boolean => states.some(({ atMs, endsMs }) => ms >= atMs && ms <= endsMs);
  const present = { ...rows, labels: Uint8Array.from(rows.timesMs, (ms) => (within(ms) ? 1 : 0)) };
  const answers = madeScores(present, ({ ms }) => {
    return ms >= 10.9 * DAY && ms <= 11 * DAY
      ? 0.9
      : ms > 22 * DAY && ms < 22.2 * DAY
        ? 0.8
        : ms > 29.5 * DAY
          ? 1
          : 0.1;
  });
  const { model, events, leadMsMin } = judge(present, answers, quietClock, null, states, {
    ...OPTIONS,
    labels: 'present',
    threshold: { from: 'given', probabilityMin: 0.5 },
  });
  assert.deepEqual([model.event.events, model.event.warnedInTime, model.event.falseAlarms], [3, 2, 1]);
  assert.deepEqual(
    model.leadMinutes.map((minutes) => minutes === null),
    [false, true, false],
  );
  assert.equal(events[0]?.at, new Date(10 * DAY).toISOString());
  assert.equal(leadMsMin, 0);
});

test('alarms at a given threshold equal those of each asset judged by itself', () => {
  const at = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(2), fc.constantFrom(0, 3, 40));
  fc.assert(
    fc.property(
      fc.array(at, { maxLength: 7 }),
      fc.nat(),
      fc.integer({ min: 1, max: 3 }),
      (made, seed, consecutiveMin) => {
        const known = made.map(([hour, asset, lasts]) => failureAt(hour * HOUR, asset, 0, lasts * HOUR));
        const three = madeRows(known, 8, 3);
        const scores = madeScores(three, ({ label, index }) => 0.8 * noise(index + seed) + 0.2 * label);
        const options = { ...OPTIONS, draws: 2, consecutiveMin };
        const { model, eventsNotJudged } = judge(three, scores, scores.probability, null, known, {
          ...options,
          threshold: { from: 'given', probabilityMin: 0.7 },
        });
        const assets = three.assetIds.map((assetId, asset) => {
          const of = [...three.asset.keys()].filter((row) => three.asset[row] === asset);
          return {
            assetId,
            timesMs: Float64Array.from(of, (row) => three.timesMs[row] ?? 0),
            probability: Float32Array.from(of, (row) => scores.probability[row] ?? 0),
          };
        });
        const slow = scoreEvents(assets, known, { ...options, probabilityMin: 0.7 });
        assert.deepEqual(
          { ...model.event, assetDays: 0, falseAlarmsPerAssetDay: 0 },
          { ...slow.metrics, assetDays: 0, falseAlarmsPerAssetDay: 0 },
        );
        assert.ok(Math.abs(model.event.assetDays - slow.metrics.assetDays) < 1e-9);
        assert.ok(eventsNotJudged <= slow.notJudged);
      },
    ),
    { numRuns: 60 },
  );
});

test('the champion is judged on the same rows at its own threshold', () => {
  const weaker = Float32Array.from(rows.labels, (label, i) =>
    label === 1 && i % 2 === 0 ? 0.6 : 0.1 * noise(i),
  );
  const { differences } = judged(({ label }) => label, {
    champion: { probability: weaker, probabilityMin: 0.99 },
  });
  assert.equal(differences.champion?.warnedShare.value, 1);
  assert.ok((differences.champion?.averagePrecision.low ?? 0) > 0);
});

test('the champion of that time is judged whole, and false alarms and late warnings keep their times', () => {
  const first = failures[0];
  assert.ok(first !== undefined);
  const isLate = (ms: number): boolean => ms >= first.atMs - HOUR / 2 && ms < first.atMs;
  const isFalse = (ms: number): boolean => ms === 15 * DAY || ms === 4 * DAY;
  const { model, champion, falseAlarms } = judged(({ ms }) => (isLate(ms) || isFalse(ms) ? 1 : 0), {
    threshold: { from: 'given', probabilityMin: 0.5 },
    champion: { probability: sees.probability, probabilityMin: 0.5 },
  });
  assert.deepEqual([model.late, model.lateMinutes?.[0], model.leadMinutes[0]], [1, 30, null]);
  assert.equal(model.lateMinutes?.filter((minutes) => minutes !== null).length, 1);
  assert.deepEqual(
    falseAlarms?.map(({ at }) => at),
    [new Date(4 * DAY).toISOString(), new Date(15 * DAY).toISOString()],
  );
  assert.deepEqual([champion?.probabilityMin, champion?.event.warnedInTime], [0.5, 9]);
  assert.equal(judged(({ label }) => label).champion, null);
});

test('a stored judgement without curves is still read', () => {
  const judgement = judged(({ label }) => label);
  const model = { ...judgement.model, eventCurve: undefined, lateMinutes: undefined };
  const added = { model, champion: undefined, chancePrecision: undefined, falseAlarms: undefined };
  const read = judgementSchema.parse(JSON.parse(JSON.stringify({ ...judgement, ...added })));
  assert.deepEqual(
    [read.champion, read.chancePrecision, read.falseAlarms, read.model.eventCurve, read.model.lateMinutes],
    [null, null, null, null, null],
  );
});

test('no rows, no failures and one class are judged without breaking', () => {
  const none = madeRows([], 0);
  const empty = {
    probability: new Float32Array(),
    component: new Float32Array(),
    timeToFailure: new Float32Array(),
  };
  const judgement = judge(none, empty, new Float32Array(), null, [], OPTIONS);
  assert.equal(judgement.heldBack.rows, 0);
  assert.deepEqual(judgementSchema.parse(judgement), judgement);
  const quiet = judge(
    madeRows([], 3),
    madeScores(madeRows([], 3), () => 0.5),
    new Float32Array(144),
    [],
    [],
    OPTIONS,
  );
  assert.equal(quiet.model.averagePrecision.value, null);
  assert.equal(quiet.model.event.falseAlarms, 0);
  assert.ok(
    (quiet.model.falseAlarmsPerAssetDay.high ?? 0) > 1,
    'three days without a false alarm prove little',
  );
});

test('missing and non-numeric scores are refused', () => {
  const short = { ...sees, probability: sees.probability.slice(1) };
  assert.throws(() => judge(rows, short, quietClock, null, failures, OPTIONS), {
    code: 'JUDGEMENT.SCORES_UNREADABLE',
  });
  const broken = { ...sees, probability: sees.probability.map((p, i) => (i === 5 ? NaN : p)) };
  assert.throws(() => judge(rows, broken, quietClock, null, failures, OPTIONS), {
    code: 'JUDGEMENT.SCORES_UNREADABLE',
  });
});
