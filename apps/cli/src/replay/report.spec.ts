import assert from 'node:assert/strict';
import { judge, reportText } from './report.js';

const minute = 60_000;
const at = (minutes: number, developsFrom = minutes, ends = minutes) => ({
  atMs: minutes * minute,
  developsFromMs: developsFrom * minute,
  endsMs: ends * minute,
});
const scale = { fromMs: 0, horizonMs: 10 * minute, leadMsMin: 5 * minute, assetDays: 2, warnedShare: 0.25 };
const warning = (atMinute: number, untilMinute = atMinute, component = 'heater', asset = 'A') => ({
  ...{ asset, component, atMs: atMinute * minute, untilMs: untilMinute * minute },
});
const failure = { asset: 'A', component: 'heater', ...at(100) };

describe('judging warnings by event', () => {
  test('a warning at least the minimum lead ahead is in time', () => {
    const report = judge([failure], [warning(92)], scale);
    assert.equal(report.warnedInTime, 1);
    assert.equal(report.leadMinutesMedian, 8);
    assert.equal(report.falseAlarms, 0);
    assert.equal(report.events[0]?.componentNamed, true);
  });

  test('a warning closer than the minimum lead is late, and neither missed nor false', () => {
    const report = judge([failure], [warning(97, 97, 'fan')], scale);
    assert.equal(report.events[0]?.verdict, 'warned late');
    assert.equal(report.missed, 0);
    assert.equal(report.falseAlarms, 0);
    assert.equal(report.events[0]?.componentNamed, false);
  });

  test('a warning more than three horizons ahead, after the failure or of another asset is false, and the failure missed', () => {
    const warnings = [warning(69, 100), warning(101), warning(95, 100, 'heater', 'B')];
    const report = judge([failure], warnings, scale);
    assert.equal(report.missed, 1);
    assert.equal(report.falseAlarms, 3);
    assert.equal(report.falseAlarmsPerAssetDay, 1.5);
  });

  test('a warning up to three horizons ahead counts where it is active in the last one; one that cleared before is not false', () => {
    const stood = judge([failure], [warning(71, 90)], scale);
    assert.deepEqual([stood.warnedInTime, stood.falseAlarms, stood.leadMinutesMedian], [1, 0, 29]);
    const standing = judge([failure], [warning(71, Infinity)], scale);
    assert.equal(standing.warnedInTime, 1);
    const cleared = judge([failure], [warning(71, 89)], scale);
    assert.deepEqual([cleared.missed, cleared.falseAlarms], [1, 0]);
  });

  test('a warning while the failure develops counts at any lead; one during the failure is not false for a horizon', () => {
    const developing = { ...failure, ...at(100, 40, 130) };
    const early = judge([developing], [warning(45)], scale);
    assert.equal(early.events[0]?.verdict, 'warned in time');
    assert.equal(early.events[0]?.leadMinutes, 55);
    const after = judge([developing], [warning(110)], scale);
    assert.deepEqual([after.missed, after.falseAlarms], [1, 0]);
    assert.equal(judge([developing], [warning(111)], scale).falseAlarms, 1);
  });

  test('a failure of the history is not judged, but warnings during it are not false', () => {
    const known = { ...failure, ...at(100, 100, 130) };
    const report = judge([known], [warning(109)], { ...scale, fromMs: 105 * minute });
    assert.deepEqual([report.eventsTotal, report.falseAlarms], [0, 0]);
  });

  test('the report names every failure and the totals', () => {
    const text = reportText(judge([failure], [], scale));
    assert.match(text, /A\s+heater\s+missed/);
    assert.match(text, /warnings were active for 25\.0 % of the played time/);
    assert.match(text, /0 of 1 failures warned in time, 1 missed/);
  });

  test('the report shows that the gate had refused the model', () => {
    const played = {
      ...{ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z', rows: 1, rowsRead: 1, rowsRefused: 0 },
      ...{ refusals: {}, rowsJudged: 1, rowsNotJudged: 0, tookSeconds: 1, waitedForPlatformSeconds: 0 },
      modelVersion: '1.0.0',
    };
    const reported = (gateRefusal: string | null) =>
      reportText(judge([failure], [], { ...scale, played: { ...played, gateRefusal } }));
    assert.match(reported('warns 1 of 9 failures'), /the gate had refused this model.*warns 1 of 9 failures/);
    assert.doesNotMatch(reported(null), /gate/);
  });
});
