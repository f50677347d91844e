import type { TakeOverProgress, TakeOverStretch } from '@eagle/contracts/domain';
import { takeOverLine } from './take-over-line.js';

const stretch: TakeOverStretch = {
  reason: 'begin',
  state: 'running',
  fromMs: Date.UTC(2025, 10, 30),
  untilMs: Date.UTC(2026, 10, 30),
  reachedMs: Date.UTC(2026, 7, 30),
  share: 0.252,
  rows: 7_862_400,
  rejected: {},
  explanation: null,
};
const progress: TakeOverProgress = {
  state: 'running',
  paused: null,
  stretches: [stretch],
  rowsPerSecond: 24_310.4,
  endsAtMs: Date.UTC(2026, 10, 30, 14, 5, 30),
};

test('what is being read has its range, share, speed and end', () => {
  expect(takeOverLine(progress)).toBe(
    'the past from 2025-11-30 to 2026-11-30 is read from the source: 25.2 %, 7,862,400 rows; 24,310 rows a second; done at about 2026-11-30T14:05Z',
  );
});

test('what waits says why, and what was given up is told', () => {
  const paused = {
    reason: 'source',
    code: 'FEED.UNREACHABLE',
    explanation: 'The database cannot be reached.',
    sinceMs: 0,
    againAtMs: 1,
  } as const;
  const lost: TakeOverStretch = { ...stretch, reason: 'lost', state: 'given-up' };
  const line = takeOverLine({
    ...progress,
    state: 'paused',
    paused,
    stretches: [stretch, lost],
    rowsPerSecond: null,
    endsAtMs: null,
  });
  expect(line).toContain('paused (FEED.UNREACHABLE): The database cannot be reached.');
  expect(line).toContain('ranges that could not be read from the source: 1');
});

test('an organization with nothing to take over has no line', () => {
  expect(takeOverLine({ ...progress, state: 'done', stretches: [{ ...stretch, state: 'done' }] })).toBeNull();
  expect(takeOverLine({ ...progress, state: 'none', stretches: [] })).toBeNull();
});
