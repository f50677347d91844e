import { EVENT_CURVE_POINTS_MAX, type EventCurvePoint } from '@eagle/contracts/domain';
import fc from 'fast-check';
import type { Failure } from '../labels/failure.js';
import { eventCurve } from './event-curve.js';
import { arrangeScores, type HoldOut } from './hold-out.js';
import { judgedRecord } from './judged-record.js';
import { judge } from './judge.js';
import { COMPONENTS, failureAt, HOUR, madeRows, madeScores, noise, OPTIONS } from './made-record.fixture.js';
import { ordered } from './ranking.js';
import { scoreEvents } from './score-events.js';

interface MadeRecord {
  readonly rows: HoldOut;
  readonly failures: readonly Failure[];
  readonly probability: Float32Array;
  readonly consecutiveMin: number;
}

/** @param levels  How many different probabilities there are. */
const recordOf = (levels: number): fc.Arbitrary<MadeRecord> =>
  fc
    .record({
      made: fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(2), fc.constantFrom(0, 3, 40)), {
        maxLength: 7,
      }),
      seed: fc.nat(),
      consecutiveMin: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ made, seed, consecutiveMin }) => {
      const failures = made.map(([hour, asset, lasts]) => failureAt(hour * HOUR, asset, 0, lasts * HOUR));
      const rows = madeRows(failures, 8, 3);
      const { probability } = madeScores(
        rows,
        ({ label, index }) => Math.floor(levels * (0.8 * noise(index + seed) + 0.19 * label)) / levels,
      );
      return { rows, failures, probability, consecutiveMin };
    });

const curveOf = (
  { rows, failures, probability, consecutiveMin }: MadeRecord,
  inUse: number,
): EventCurvePoint[] => {
  const record = judgedRecord(rows, failures, { ...OPTIONS, consecutiveMin }, COMPONENTS);
  return eventCurve(record, ordered(arrangeScores(probability, record.rows.order)), inUse);
};

/** Each asset by itself, its alarms made one after the other. */
function slowly(
  { rows, failures, probability, consecutiveMin }: MadeRecord,
  probabilityMin: number,
): EventCurvePoint {
  const assets = rows.assetIds.map((assetId, asset) => {
    const own = [...rows.asset.keys()].filter((row) => rows.asset[row] === asset);
    return {
      assetId,
      timesMs: Float64Array.from(own, (row) => rows.timesMs[row] ?? 0),
      probability: Float32Array.from(own, (row) => probability[row] ?? 0),
    };
  });
  const { metrics } = scoreEvents(assets, failures, { ...OPTIONS, consecutiveMin, probabilityMin });
  return { probabilityMin, warnedInTime: metrics.warnedInTime, falseAlarms: metrics.falseAlarms };
}

const threshold = fc.double({ min: 0, max: 1, noNaN: true });

describe('the curve of precision and recall', () => {
  test('has at each threshold the alarms of each asset judged by itself', () => {
    fc.assert(
      fc.property(recordOf(100_000), threshold, (made, inUse) => {
        const curve = curveOf(made, inUse);
        expect(curve).toEqual(curve.map(({ probabilityMin }) => slowly(made, probabilityMin)));
      }),
      { numRuns: 30 },
    );
  });

  test('falls from threshold to threshold, has one at the threshold in use, and is bounded', () => {
    fc.assert(
      fc.property(recordOf(100_000), threshold, (made, inUse) => {
        const thresholds = curveOf(made, inUse).map(({ probabilityMin }) => probabilityMin);
        expect(thresholds).toEqual([...new Set(thresholds)].sort((a, b) => b - a));
        expect(thresholds).toContain(inUse);
        expect(thresholds.length).toBeLessThanOrEqual(EVENT_CURVE_POINTS_MAX);
      }),
      { numRuns: 60 },
    );
  });

  test('begins where nothing alarms, and reaches the most failures that any threshold warns of', () => {
    fc.assert(
      fc.property(recordOf(40), (made) => {
        const curve = curveOf(made, 1);
        expect(curve[0]).toEqual({ probabilityMin: 1, warnedInTime: 0, falseAlarms: 0 });
        const every = [...new Set(made.probability)].map((each) => slowly(made, each).warnedInTime);
        expect(curve.at(-1)?.warnedInTime).toBe(Math.max(0, ...every));
      }),
      { numRuns: 30 },
    );
  });

  test('agrees at the threshold in use with the other figures of a judgement', () => {
    fc.assert(
      fc.property(recordOf(1_000), threshold, ({ rows, failures, probability }, probabilityMin) => {
        const scores = { ...madeScores(rows, () => 0), probability };
        const { model, champion, rules } = judge(rows, scores, probability, [], failures, {
          ...OPTIONS,
          draws: 2,
          threshold: { from: 'given', probabilityMin },
          champion: { probability, probabilityMin },
        });
        const { warnedInTime, falseAlarms } = model.event;
        const inUse = model.eventCurve?.find((point) => point.probabilityMin === probabilityMin);
        expect(inUse).toEqual({ probabilityMin, warnedInTime, falseAlarms });
        expect(champion?.eventCurve).toEqual(model.eventCurve);
        expect(rules?.eventCurve).toBeNull();
      }),
      { numRuns: 20 },
    );
  });
});
