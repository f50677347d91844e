import fc from 'fast-check';
import { tickText, timeTicks } from './time-ticks.js';
import { zoneOffset } from '../time/index.js';

const at = (text: string): number => Date.parse(text);

describe('ticks of the time axis', () => {
  test('they are round on the plant’s clock, not on UTC', () => {
    const range = { fromMs: at('2026-11-29T07:02:00Z'), toMs: at('2026-11-29T09:22:00Z') };
    const { stepMs, timesMs } = timeTicks(range, 8, zoneOffset('Asia/Kolkata'));
    const text = tickText('Asia/Kolkata', 'en-GB', stepMs);
    expect(timesMs.map(text)).toEqual(['12:40', '13:00', '13:20', '13:40', '14:00', '14:20', '14:40']);
  });

  test('days begin at the plant’s midnight, also across a change of the clock', () => {
    const range = { fromMs: at('2026-10-23T12:00:00Z'), toMs: at('2026-10-27T12:00:00Z') };
    const { timesMs } = timeTicks(range, 5, zoneOffset('Europe/Berlin'));
    expect(timesMs.map((time) => new Date(time).toISOString())).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
      '2026-10-26T23:00:00.000Z',
    ]);
  });

  test('they lie in the range, ascend, and are no more than there is room for', () => {
    const spans = fc.integer({ min: 10_000, max: 400 * 86_400_000 });
    fc.assert(
      fc.property(spans, fc.integer({ min: 2, max: 20 }), (span, most) => {
        const range = { fromMs: at('2026-03-01T00:00:00Z'), toMs: at('2026-03-01T00:00:00Z') + span };
        const { timesMs } = timeTicks(range, most, zoneOffset('America/New_York'));
        expect(timesMs.length).toBeLessThanOrEqual(most + 1);
        expect(timesMs.every((time) => time >= range.fromMs && time <= range.toMs)).toBe(true);
        expect(timesMs.toSorted((a, b) => a - b)).toEqual(timesMs);
      }),
      { numRuns: 60 },
    );
  });
});
