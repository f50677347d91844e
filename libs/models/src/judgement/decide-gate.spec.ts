import assert from 'node:assert/strict';
import { verdictSchema, type Judgement, type Verdict } from '@eagle/contracts/domain';
import { loadOf } from './alarm-load.js';
import { budgetHint, budgetOfRecord } from './budget-of-record.js';
import { DEFAULT_BUDGET } from './choose-threshold.js';
import { decideGate, KNOWS_THE_ROWS } from './decide-gate.js';
import { holdsBudget, poissonAtLeast } from './holds-budget.js';
import { judge, type JudgeOptions } from './judge.js';
import { DAY, failureAt, HOUR, madeRows, madeScores, noise, OPTIONS } from './made-record.fixture.js';
import { refuseRecord } from './missing-data.js';

const failures = Array.from({ length: 9 }, (_, i) => failureAt((3 * i + 2.5) * DAY));
const rows = madeRows(failures, 30);
const passed = { parity: { passed: true, sentence: 'The exported model answers as the trained one.' } };
const onJudgedRows: Partial<JudgeOptions> = { threshold: { from: 'judged-rows' } };

type Answer = Parameters<typeof madeScores>[1];
const blind: Answer = () => 0.05;
/** Recognizes the given number of failures, from the first on, perfectly. */
const seesFirst =
  (count: number): Answer =>
  ({ label, ms }) =>
    label === 1 && ms < 3 * count * DAY ? 0.95 : 0.02;

function judged(model: Answer, clock: Answer = blind, more: Partial<JudgeOptions> = onJudgedRows): Judgement {
  const options = { ...OPTIONS, ...more };
  return judge(rows, madeScores(rows, model), madeScores(rows, clock).probability, null, failures, options);
}

const reasonOf = (verdict: Verdict): string => {
  assert.equal(verdict.promote, false);
  return verdictSchema.parse(verdict).reason;
};

test('a model that sees what nothing else does goes live, and the reason says what it does', () => {
  const verdict = decideGate(judged(seesFirst(9)), null, passed);
  assert.equal(verdict.promote, true, verdict.reason);
  assert.match(
    verdict.reason,
    /^Warns 9 of 9 failures in time with 0 false alarms in \d+ asset-days; elapsed time alone warns 0/,
  );
  assert.ok(verdict.checks.every((check) => check.passed));
});

test('fewer failures warned than by elapsed time alone keeps a model back', () => {
  const clock: Answer = ({ label, ms, index }) => (label === 1 && ms < 9 * DAY ? 0.9 : 0.3 * noise(index));
  const model: Answer = ({ label, ms, index }) =>
    label === 1 ? (ms < 3 * DAY ? 0.9 : 0.25 + 0.2 * noise(index)) : 0.3 * noise(index);
  const loud: Answer = (row) => (row.ms > 10 * DAY && row.ms < 10.5 * DAY ? 0.5 : model(row));
  const verdict = decideGate(
    judged(loud, clock, { ...onJudgedRows, budget: { kind: 'alarms', falseAlarmsPerAssetDayMax: 0 } }),
    null,
    passed,
  );
  assert.equal(reasonOf(verdict), 'Warns 1 of 9 failures in time; elapsed time alone warns 3.');
});

test('elapsed time that ranks better than the sensors is called a trap', () => {
  const verdict = decideGate(
    judged(
      ({ label, index }) => 0.5 * label + 0.5 * noise(index) - 0.3 * label * noise(3 * index),
      ({ label, index }) => 0.6 * label + 0.4 * noise(index),
    ),
    null,
    passed,
  );
  assert.equal(verdict.clockTrap, true);
  assert.match(
    reasonOf(verdict),
    /^Elapsed time alone ranks better \(AUC [\d.]+\) than the sensors \([\d.]+\): the record's schedule gives the answer away\.$/,
  );
});

test('a model without skill is refused, and so is one that is no better than silence', () => {
  assert.match(
    reasonOf(
      decideGate(
        judged(({ index }) => noise(index)),
        null,
        passed,
      ),
    ),
    /^No skill: average precision/,
  );
  const verdict = decideGate(judged(blind), null, passed);
  assert.equal(verdict.clockTrap, false);
  assert.match(reasonOf(verdict), /^No skill/);
});

test('noise is refused for its lack of skill, also where elapsed time happens to rank better', () => {
  const byChance: Answer = ({ index }) => noise(index);
  const clock: Answer = ({ label, index }) => 0.3 * label + 0.7 * noise(5 * index);
  const verdict = decideGate(judged(byChance, clock), null, passed);
  assert.equal(verdict.clockTrap, true, 'elapsed time does rank better');
  assert.match(reasonOf(verdict), /^No skill: average precision/);
});

/** A record of hours: three machines that fail once each. */
const shortFailures = [0, 1, 2].map((asset) => failureAt(10 * HOUR, asset));
const shortRows = madeRows(shortFailures, 0.5, 3);
const skilful: Answer = ({ label, index, asset }) =>
  label === 1 ? 0.9 : asset === 2 && index % 97 === 0 ? 0.95 : 0.05 * noise(index);

function judgedShort(more: Partial<JudgeOptions>): Judgement {
  const scores = madeScores(shortRows, skilful);
  const clock = madeScores(shortRows, blind).probability;
  return judge(shortRows, scores, clock, null, shortFailures, { ...OPTIONS, ...onJudgedRows, ...more });
}

test('a record of hours allows two false alarms where nobody gave a budget, and says what to set where one is too small', () => {
  const usual = judgedShort({});
  assert.equal(usual.budget.kind, 'alarms');
  assert.ok(Math.abs(judgedBudget(usual) * usual.model.event.assetDays - 2) < 1e-9);
  assert.match(
    usual.threshold.sentence,
    /at most 2 false alarms in the whole record \(the usual 1 per asset in 30 days/,
  );
  const given = judgedShort({ budget: { kind: 'alarms', falseAlarmsPerAssetDayMax: 0.001 } });
  assert.match(budgetHint(given), /^ The budget allows no false alarm in the 1\.\d days of assets' time/);
  assert.match(budgetHint(given), /assetDaysPerFalseAlarm of 0\.\d+ allows 2/);
  assert.equal(budgetHint(usual), '');
});

const judgedBudget = ({ budget }: Judgement): number =>
  budget.kind === 'alarms' ? budget.falseAlarmsPerAssetDayMax : NaN;

test('a long record keeps the usual budget', () => {
  assert.deepEqual(budgetOfRecord(60), DEFAULT_BUDGET);
  assert.deepEqual(budgetOfRecord(0), DEFAULT_BUDGET);
});

test('a verdict says when an operator would get more alarms than a person can handle', () => {
  const judgement = judged(seesFirst(9));
  assert.doesNotMatch(decideGate(judgement, null, passed).reason, /EEMUA/);
  const loud = decideGate({ ...judgement, alarmsPerOperatorPerDay: 630 }, null, passed);
  assert.equal(loud.promote, true);
  assert.match(
    loud.reason,
    /about 630 alarms a day for each operator, [\d.]+ for each asset: more than anybody can manage by the figures of EEMUA 191 and ISA-18\.2 \(about 150 acceptable, 300 the most/,
  );
  assert.match(loadOf({ ...judgement, alarmsPerOperatorPerDay: 200 }).sentence, /more than is acceptable/);
  assert.match(loadOf(judgement).sentence, /within the figures/);
});

test('the verdict reports rows and assets without an answer', () => {
  const answers = { rows: 1_000, rowsAnswered: 480, assets: 100, assetsAnswered: 74, windowMsMax: 3 * DAY };
  const verdict = decideGate(judged(seesFirst(9), blind, { ...onJudgedRows, answers }), null, passed);
  assert.match(
    verdict.reason,
    /74 of 100 assets and 48 % of the rows held out were answered: the others have not run for the longest window \(3 days\) without a gap\. Shorter windows and lags \(settings\.features\) answer sooner, and so does a shorter horizon, of which they are made where none are set\.$/,
  );
  const tooFew = { parity: passed.parity, eventsMin: 100 };
  assert.match(
    decideGate(judged(seesFirst(9), blind, { ...onJudgedRows, answers }), null, tooFew).reason,
    /100 are needed\. 74 of 100 assets .* Shorter windows/,
  );
  const all = { ...answers, rowsAnswered: 1_000, assetsAnswered: 100 };
  assert.doesNotMatch(
    decideGate(judged(seesFirst(9), blind, { ...onJudgedRows, answers: all }), null, passed).reason,
    /answered/,
  );
});

test('one failure more than nothing is not clearly better', () => {
  const slightly: Answer = ({ label, ms, index }) => (label === 1 && ms < 3 * DAY ? 0.9 : 0.2 * noise(index));
  assert.notEqual(reasonOf(decideGate(judged(slightly), null, passed)), '');
});

test('the verdict says first what the data lack', () => {
  const of = (known: typeof failures, days: number, horizonMs = OPTIONS.horizonMs): string => {
    const made = madeRows(known, days);
    const scores = madeScores(made, () => 0.1);
    return reasonOf(
      decideGate(
        judge(made, scores, scores.probability, null, known, { ...OPTIONS, horizonMs }),
        null,
        passed,
      ),
    );
  };
  assert.equal(of([], 0), 'There are no held-out rows to judge on.');
  assert.equal(of([], 3), 'No failures are known in the held-out rows: nothing can be judged.');
  assert.equal(
    of([failureAt(DAY)], 3, 30 * DAY),
    'The horizon of 30 days is longer than the longest record held out (3 days).',
  );
  assert.equal(
    of([failureAt(0.5 * HOUR)], 3),
    'The one failure has no held-out row between 6 hours and 1 hour before it: nobody could have warned in time.',
  );
  assert.equal(
    of([failureAt(DAY), failureAt(2 * DAY)], 3),
    'Only 2 failures can be judged on the held-out rows; 3 are needed.',
  );
});

test('a record without failures, with one class or too short a time is refused before training', () => {
  const facts = {
    rows: 100,
    failing: 10,
    quiet: 90,
    failures: 6,
    failuresMin: 5,
    horizonMs: HOUR,
    longestRecordMs: DAY,
  };
  assert.equal(refuseRecord(facts), null);
  const reason = (more: Partial<typeof facts>): string => refuseRecord({ ...facts, ...more })?.reason ?? '';
  assert.match(reason({ rows: 0 }), /no usable rows/);
  assert.match(reason({ failures: 0 }), /^No failures are known/);
  assert.match(reason({ horizonMs: 2 * DAY }), /^The horizon of 2 days is longer/);
  assert.match(reason({ failing: 0 }), /^Not one row lies within 1 hour before/);
  assert.match(reason({ quiet: 0 }), /^Every row lies before a failure/);
  assert.equal(reason({ failures: 1 }), '1 failure is known; 5 are needed to learn from.');
});

test('a challenger no better than the champion is kept back, on other rows it is not compared', () => {
  const champion = judged(seesFirst(9));
  const same = reasonOf(decideGate(judged(seesFirst(9)), champion, passed));
  assert.match(same, /^Warns 9 of 9 failures in time .* the live model warns 9 /);
  assert.equal(decideGate(judged(seesFirst(9)), judged(seesFirst(6)), passed).promote, true);
  const worse = reasonOf(decideGate(judged(seesFirst(8)), champion, passed));
  assert.match(worse, /^Warns 8 of 9 failures in time/);
  const elsewhere = { ...champion, heldBack: { ...champion.heldBack, fingerprint: 'other' } };
  assert.equal(
    reasonOf(decideGate(judged(seesFirst(9)), elsewhere, passed)),
    'The live model was not judged on the same held-out rows.',
  );
});

test('beside a live model that learned from the rows that judge, a challenger is kept back', () => {
  const verdict = decideGate(judged(seesFirst(9)), KNOWS_THE_ROWS, passed);
  assert.equal(verdict.promote, false);
  assert.match(verdict.reason, /^The live model learned from rows that judge this one/);
});

test('a broken budget, wrong probabilities and an export that differs each keep a model back', () => {
  const crying = judged(
    ({ label, ms }) => (label === 1 || Math.floor(ms / HOUR) % 12 === 0 ? 0.99 : 0.01),
    blind,
    {
      threshold: { from: 'given', probabilityMin: 0.5 },
    },
  );
  assert.equal(decideGate(crying, null, passed).checks.find(({ name }) => name === 'budget')?.passed, false);
  const boasting = judged(({ label }) => (label === 1 ? 0.95 : 0.4));
  assert.match(
    reasonOf(decideGate(boasting, null, passed)),
    /^Probabilities cannot be trusted: they are off by 0\.\d+ on average/,
  );
  const parity = { parity: { passed: false, sentence: 'The exported model differs by 0.1.' } };
  assert.equal(
    reasonOf(decideGate(judged(seesFirst(9)), null, parity)),
    'The exported model differs by 0.1.',
  );
});

test('one false alarm in nine days does not prove that one in thirty is broken, two do', () => {
  const budget = { kind: 'alarms', falseAlarmsPerAssetDayMax: 1 / 30 } as const;
  const { event, rows: byRow } = judged(blind).model;
  const holds = (falseAlarms: number, assetDays: number): boolean =>
    holdsBudget({ event: { ...event, falseAlarms, assetDays }, rows: byRow }, budget);
  assert.deepEqual([holds(0, 9), holds(1, 9), holds(2, 9)], [true, true, false]);
  assert.deepEqual([holds(10, 300), holds(15, 300), holds(20, 300)], [true, true, false]);
  assert.ok(Math.abs(poissonAtLeast(2, 0.3) - (1 - Math.exp(-0.3) * 1.3)) < 1e-12);
});
