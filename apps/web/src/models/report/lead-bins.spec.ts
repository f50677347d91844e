import fc from 'fast-check';
import { leadBins } from './lead-bins.js';

const lead = fc.option(fc.double({ min: 0, max: 100_000, noNaN: true }));

describe('how early failures were warned', () => {
  test('every warning is in one bin, and all bins fit on a small chart', () => {
    fc.assert(
      fc.property(fc.array(lead), fc.double({ min: 0, max: 60, noNaN: true }), (leads, least) => {
        const found = leadBins(leads, least);
        const inTime = leads.filter((each) => each !== null);
        expect(found === null).toBe(inTime.length === 0);
        if (found === null) return;
        expect(found.bins.reduce((sum, { count }) => sum + count, 0)).toBe(inTime.length);
        expect(found.bins.length).toBeLessThanOrEqual(16);
        expect(found.endMinutes).toBeGreaterThanOrEqual(Math.max(least, ...inTime));
      }),
    );
  });

  test('bins are round and begin at 0', () => {
    const found = leadBins([6.2, 6.9, 9.4, null, 12], 5);
    expect([found?.widthMinutes, found?.endMinutes]).toEqual([0.8, 12.8]);
    expect(found?.bins[0]).toEqual({ fromMinutes: 0, count: 0 });
  });
});
