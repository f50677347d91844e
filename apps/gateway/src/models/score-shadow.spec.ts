import assert from 'node:assert/strict';
import { organizationSettingsSchema } from '@eagle/contracts/domain';
import { scoreShadow, type ShadowOfAsset } from './score-shadow.js';

const MINUTE_MS = 60_000;
const settings = organizationSettingsSchema.parse({
  prediction: { horizonMs: 10 * MINUTE_MS, leadMsMin: 5 * MINUTE_MS },
  alerts: { predictionClearAfterMs: 2 * MINUTE_MS },
});
/** An asset with a day of predictions; alarms and failures in minutes. */
const asset = (alarms: number[], failures: number[], couldWarn = true): ShadowOfAsset => ({
  minutes: 1_440,
  alarmMinutesMs: alarms.map((minute) => minute * MINUTE_MS),
  failures: failures.map((minute) => ({ atMs: minute * MINUTE_MS, couldWarn })),
});

describe('the score of a version in shadow', () => {
  test('counts timely warnings, missed failures and false alarms', () => {
    const score = scoreShadow([asset([100, 101, 102, 104, 500], [108, 300]), asset([], [])], settings);
    assert.deepEqual(score, {
      ...{ events: 2, warnedInTime: 1, missed: 1, notJudged: 0 },
      ...{ alarms: 2, falseAlarms: 1, assetDays: 2, falseAlarmsPerAssetDay: 0.5, leadMinutesMedian: 8 },
    });
  });

  test('counts an alarm that is late, or cleared before the horizon, neither as a warning nor as false', () => {
    for (const alarms of [[105], [85]]) {
      const { warnedInTime, missed, falseAlarms } = scoreShadow([asset(alarms, [108])], settings);
      assert.deepEqual([warnedInTime, missed, falseAlarms], [0, 1, 0], String(alarms));
    }
    assert.equal(scoreShadow([asset([60], [108])], settings).falseAlarms, 1, 'three horizons are the limit');
  });

  test('leaves out failures that it could not have warned of, and gives no figures without data', () => {
    assert.deepEqual(
      (({ events, notJudged }) => [events, notJudged])(scoreShadow([asset([], [108], false)], settings)),
      [0, 1],
    );
    const nothing = scoreShadow([], settings);
    assert.deepEqual([nothing.falseAlarmsPerAssetDay, nothing.leadMinutesMedian], [null, null]);
  });
});
