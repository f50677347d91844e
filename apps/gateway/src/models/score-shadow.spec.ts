import assert from 'node:assert/strict';
import { organizationSettingsSchema } from '@eagle/contracts/domain';
import { scoreShadow, type ShadowOfAsset } from './score-shadow.js';

const MINUTE_MS = 60_000;
const settings = organizationSettingsSchema.parse({
  prediction: { horizonMs: 10 * MINUTE_MS, leadMsMin: 5 * MINUTE_MS },
  alerts: { predictionClearAfterMs: 2 * MINUTE_MS },
});
/** An asset that was run for a day; alarms and failures in minutes. */
const asset = (alarms: number[], failures: number[], couldWarn = true): ShadowOfAsset => ({
  minutes: 1_440,
  alarmMinutesMs: alarms.map((minute) => minute * MINUTE_MS),
  failures: failures.map((minute) => ({ atMs: minute * MINUTE_MS, couldWarn })),
});

describe('the score of a version in shadow', () => {
  test('counts what it warned of in time, what it missed, and what it cried for nothing', () => {
    const score = scoreShadow([asset([100, 101, 102, 104, 500], [108, 300]), asset([], [])], settings);
    assert.deepEqual(score, {
      ...{ events: 2, warnedInTime: 1, missed: 1, notJudged: 0 },
      ...{ alarms: 2, falseAlarms: 1, assetDays: 2, falseAlarmsPerAssetDay: 0.5, leadMinutesMedian: 8 },
    });
  });

  test('takes no late alarm for a warning, nor one that had cleared before the horizon, but calls neither false', () => {
    for (const alarms of [[105], [85]]) {
      const { warnedInTime, missed, falseAlarms } = scoreShadow([asset(alarms, [108])], settings);
      assert.deepEqual([warnedInTime, missed, falseAlarms], [0, 1, 0], String(alarms));
    }
    assert.equal(scoreShadow([asset([60], [108])], settings).falseAlarms, 1, 'three horizons are the limit');
  });

  test('leaves out failures before which it was not run, and says nothing where there is nothing', () => {
    assert.deepEqual(
      (({ events, notJudged }) => [events, notJudged])(scoreShadow([asset([], [108], false)], settings)),
      [0, 1],
    );
    const nothing = scoreShadow([], settings);
    assert.deepEqual([nothing.falseAlarmsPerAssetDay, nothing.leadMinutesMedian], [null, null]);
  });
});
