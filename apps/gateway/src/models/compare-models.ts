import { type Judgement, type ModelManifest } from '@eagle/contracts/domain';
import type { ModelComparison } from '@eagle/contracts/rest';

interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly higherIsBetter: boolean;
  readonly of: (manifest: ModelManifest) => number | null;
}

const judged = (of: (judgement: Judgement) => number | null) => (manifest: ModelManifest) =>
  manifest.judgement === null ? null : of(manifest.judgement);

const FIGURES: readonly Figure[] = [
  {
    name: 'warnedShare',
    unit: 'share of failures warned in time',
    higherIsBetter: true,
    of: ({ metrics: { event } }) =>
      event === null || event.events === 0 ? null : event.warnedInTime / event.events,
  },
  {
    name: 'falseAlarmsPerAssetDay',
    unit: 'false alarms per asset and day',
    higherIsBetter: false,
    of: ({ metrics: { event } }) => event?.falseAlarmsPerAssetDay ?? null,
  },
  {
    name: 'leadMinutesMedian',
    unit: 'minutes',
    higherIsBetter: true,
    of: ({ metrics: { event } }) => event?.leadMinutesMedian ?? null,
  },
  { name: 'averagePrecision', unit: '', higherIsBetter: true, of: ({ metrics }) => metrics.averagePrecision },
  { name: 'auc', unit: '', higherIsBetter: true, of: ({ metrics }) => metrics.auc },
  {
    name: 'calibrationError',
    unit: 'probability',
    higherIsBetter: false,
    of: judged((judgement) => judgement.calibration.expectedError),
  },
];

/** Two versions side by side, figure by figure. */
export function compareModels(a: ModelManifest, b: ModelManifest): ModelComparison {
  const [left, right] = [a.judgement?.heldBack.fingerprint, b.judgement?.heldBack.fingerprint];
  const sameData =
    left === undefined || right === undefined
      ? a.dataDigest === b.dataDigest && a.trainedTo === b.trainedTo
      : left === right;
  return {
    a: a.version,
    b: b.version,
    sameData,
    note: sameData
      ? 'Both were judged on the same data.'
      : 'They were judged on different data: a difference may come from the times as well as from the models. The verdict of each compares it with the champion of its time.',
    figures: FIGURES.map(({ of, ...figure }) => {
      const [left, right] = [of(a), of(b)];
      return { ...figure, a: left, b: right, better: betterOf(left, right, figure.higherIsBetter) };
    }),
    onlyInA: a.featureNames.filter((name) => !b.featureNames.includes(name)),
    onlyInB: b.featureNames.filter((name) => !a.featureNames.includes(name)),
  };
}

function betterOf(a: number | null, b: number | null, higherIsBetter: boolean): 'a' | 'b' | null {
  if (a === null || b === null || a === b) return null;
  return a > b === higherIsBetter ? 'a' : 'b';
}
