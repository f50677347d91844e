import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge, reportText } from './report.js';

const minute = 60_000;
const scale = { horizonMs: 10 * minute, leadMsMin: 5 * minute, assetDays: 2 };
const failure = { asset: 'A', component: 'heater', atMs: 100 * minute };

describe('judging warnings by event', () => {
  it('a warning at least the minimum lead ahead is in time', () => {
    const report = judge([failure], [{ asset: 'A', component: 'heater', atMs: 92 * minute }], scale);
    assert.equal(report.warnedInTime, 1);
    assert.equal(report.leadMinutesMedian, 8);
    assert.equal(report.falseAlarms, 0);
    assert.equal(report.events[0]?.componentNamed, true);
  });

  it('a warning closer than the minimum lead is late, and neither missed nor false', () => {
    const report = judge([failure], [{ asset: 'A', component: 'fan', atMs: 97 * minute }], scale);
    assert.equal(report.events[0]?.verdict, 'warned late');
    assert.equal(report.missed, 0);
    assert.equal(report.falseAlarms, 0);
    assert.equal(report.events[0]?.componentNamed, false);
  });

  it('a warning beyond the horizon, after the failure or of another asset is false, and the failure missed', () => {
    const warnings = [
      { asset: 'A', component: 'heater', atMs: 80 * minute },
      { asset: 'A', component: 'heater', atMs: 101 * minute },
      { asset: 'B', component: 'heater', atMs: 95 * minute },
    ];
    const report = judge([failure], warnings, scale);
    assert.equal(report.missed, 1);
    assert.equal(report.falseAlarms, 3);
    assert.equal(report.falseAlarmsPerAssetDay, 1.5);
  });

  it('the report names every failure and the totals', () => {
    const text = reportText(judge([failure], [], scale));
    assert.match(text, /A\s+heater\s+missed/);
    assert.match(text, /0 of 1 failures warned in time, 1 missed/);
  });
});
