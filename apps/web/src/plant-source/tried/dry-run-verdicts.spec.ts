import type { DryRun } from '../api-types.js';
import { verdictsOf } from './dry-run-verdicts.js';

const good: DryRun = {
  ...{ rows: 100, scans: 100, rejectedRows: 0, rejected: {}, examples: [], valueExample: null },
  ...{ from: '2026-03-01T12:00:00Z', until: '2026-03-01T12:01:39Z', newestAt: '2026-03-01T12:01:39Z' },
  ...{ newestAheadMs: -2_000, scanPeriodMs: 1_000, rowsPerSecond: 1, assets: [], states: [], tags: [] },
  ...{ lookMs: 3, cost: null },
};
const kindsOf = (report: Partial<DryRun>): readonly string[] =>
  verdictsOf({ ...good, ...report }).map(({ kind }) => kind);
const silent = {
  missing: 100,
  outOfRange: 0,
  frozen: 0,
  lowest: null,
  highest: null,
  newest: null,
  points: [],
};

describe('the verdicts on a dry run', () => {
  test('say that rows, clock and look are good', () => {
    expect(kindsOf({})).toEqual(['rows-good', 'clock-good', 'look-quick']);
    expect(verdictsOf(good).every(({ isGood }) => isGood)).toBe(true);
  });

  test('name what is wrong', () => {
    expect(kindsOf({ rows: 0, scans: 0, newestAheadMs: null })).toEqual(['no-rows']);
    expect(kindsOf({ rejectedRows: 3 })).toContain('rejected');
    expect(kindsOf({ scans: 0, rejectedRows: 100 })).toEqual([
      'no-scans',
      'rejected',
      'clock-good',
      'look-quick',
    ]);
    expect(kindsOf({ newestAheadMs: 19_800_000 })).toContain('clock-ahead');
    expect(kindsOf({ newestAheadMs: -19_800_000 })).toContain('clock-behind');
    expect(kindsOf({ tags: [{ tag: 'flow', good: 0, ...silent }] })).toContain('silent-tags');
    expect(kindsOf({ lookMs: 4_000 })).toContain('look-slow');
  });
});
