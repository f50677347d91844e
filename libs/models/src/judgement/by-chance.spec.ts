import fc from 'fast-check';
import { byChance } from './by-chance.js';
import { isNear } from './event-windows.js';
import { judgedRecord } from './judged-record.js';
import { COMPONENTS, DAY, failureAt, HOUR, madeRows, OPTIONS } from './made-record.fixture.js';

const failure = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat(2), fc.constantFrom(0, 3, 40));

describe('alarms by chance', () => {
  test('are as precise as the share of time from which a warning is in time', () => {
    fc.assert(
      fc.property(fc.array(failure, { maxLength: 7 }), (made) => {
        const failures = made.map(([hour, asset, lasts]) => failureAt(hour * HOUR, asset, 0, lasts * HOUR));
        const record = judgedRecord(madeRows(failures, 8, 3), failures, OPTIONS, COMPONENTS);
        let [inTimeMs, quietMs] = [0, 0];
        record.coveredMs.forEach((ms, at) => {
          const raisedMs = record.rows.timesMs[at] ?? NaN;
          const near = record.eventsOfAsset
            .flat()
            .filter(({ asset }) => asset === record.rows.asset[at])
            .filter((event) => isNear(raisedMs, event));
          if (near.length === 0) quietMs += ms;
          const warns = near.some(
            ({ judged, atMs }) => judged >= 0 && raisedMs <= atMs - record.rule.leadMsMin,
          );
          if (warns) inTimeMs += ms;
        });
        expect(byChance(record, 0).precision).toBeCloseTo(inTimeMs / (inTimeMs + quietMs), 9);
      }),
      { numRuns: 40 },
    );
  });

  test('warn of more failures the more of them are false, and of none when none is', () => {
    const failures = [failureAt(3 * DAY), failureAt(6 * DAY)];
    const record = judgedRecord(madeRows(failures, 8), failures, OPTIONS, COMPONENTS);
    const shares = [0, 1, 10, 1_000].map((falseAlarms) => byChance(record, falseAlarms).warnedShare);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares[3]).toBeGreaterThan(0.99);
  });

  test('have no precision where nothing was judged', () => {
    expect(byChance(judgedRecord(madeRows([], 0), [], OPTIONS, COMPONENTS), 0).precision).toBeNull();
  });
});
