import assert from 'node:assert/strict';
import { manifestOf } from '@eagle/testing';
import { compareModels } from './compare-models.js';

const ID = '3f1f7c1e-8a52-4b7e-9a55-2f8f2f6f0a01';
const event = {
  ...{ events: 9, warnedInTime: 6, missed: 3, falseAlarms: 1, assetDays: 30 },
  ...{ falseAlarmsPerAssetDay: 1 / 30, leadMinutesMedian: 8, leadMinutesP10: 5 },
};

test('two versions are compared figure by figure, each in its better direction', () => {
  const base = manifestOf(ID, '1.0.0');
  const a = { ...base, metrics: { ...base.metrics, event, averagePrecision: 0.5 } };
  const other = { ...event, warnedInTime: 8, falseAlarmsPerAssetDay: 0.2 };
  const b = {
    ...manifestOf(ID, '1.1.0'),
    featureNames: ['flow', 'heat'],
    metrics: { ...a.metrics, event: other },
  };
  const compared = compareModels(a, b);
  const better = Object.fromEntries(compared.figures.map((figure) => [figure.name, figure.better]));
  assert.deepEqual(better, {
    warnedShare: 'b',
    falseAlarmsPerAssetDay: 'a',
    leadMinutesMedian: null,
    averagePrecision: null,
    auc: null,
    calibrationError: null,
  });
  assert.deepEqual([compared.sameData, compared.onlyInA, compared.onlyInB], [true, [], ['heat']]);
  const later = compareModels(a, { ...b, dataDigest: 'another' });
  assert.equal(later.sameData, false);
  assert.match(later.note, /different data/);
});
